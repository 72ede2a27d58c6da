/** The people of a clinic. `provider` is licensed: only a provider reviews and clears reasons. */
export const ROLES = ["aesthetician", "provider", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** How a role is called on screen. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  aesthetician: "Aesthetician",
  provider: "Provider",
  manager: "Manager",
  admin: "Administrator",
};

/** Everything a person can be allowed to do, in words, and who may. The one table of permissions. */
export const PERMISSIONS = {
  "see worklist": ["aesthetician", "provider", "manager", "admin"],
  "see patient": ["aesthetician", "provider", "manager", "admin"],
  "log call": ["aesthetician", "provider"],
  "record check-in": ["aesthetician", "provider"],
  "hand out check-in link": ["aesthetician", "provider"],
  "send message": ["aesthetician", "provider"],
  "read text": ["aesthetician", "provider"],
  "assign follow-up": ["aesthetician", "provider", "manager"],
  "snooze follow-up": ["aesthetician", "provider"],
  "escalate patient": ["aesthetician", "provider"],
  "answer escalation": ["provider"],
  "see alert": ["aesthetician", "provider", "manager", "admin"],
  "set on-call": ["provider", "manager", "admin"],
  "save view": ["aesthetician", "provider", "manager", "admin"],
  "remove shared view": ["manager", "admin"],
  "choose preferences": ["aesthetician", "provider", "manager", "admin"],
  "correct patient": ["aesthetician", "provider", "manager"],
  "correct treatment": ["aesthetician", "provider", "manager"],
  "merge patients": ["provider", "manager"],
  "clear reason": ["provider"],
  "close recovery": ["provider"],
  "remove photo": ["provider"],
  "set restriction": ["provider"],
  "import treatments": ["manager", "admin"],
  "see reports": ["manager", "admin"],
  "set messages": ["manager", "admin"],
  "see audit": ["manager", "admin"],
  "manage people": ["admin"],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** What a patient does with a link of their own, and nobody for them: no role has these. */
export const OWN_PERMISSIONS = ["see own recovery", "report own check-in"] as const;
export type OwnPermission = (typeof OWN_PERMISSIONS)[number];

/** A signed-in person. `sessionId` names the session row that let them in. */
export type StaffActor = {
  kind: "staff";
  clinicId: string;
  staffId: string;
  sessionId: string;
  name: string;
  role: Role;
  /** An open page asks to be drawn anew by itself: no sign of life, and no new look at what it shows. */
  background?: boolean;
};

/** Work that the product does by itself, for one clinic. */
export type JobActor = { kind: "job"; clinicId: string; job: string };

/**
 * A patient who opened a link and said their birth date. `patientId` is the record that the link was
 * made for, which may have become part of another since.
 */
export type PatientActor = {
  kind: "patient";
  clinicId: string;
  patientId: string;
  linkId: string;
};

export type Actor = StaffActor | JobActor | PatientActor;

/** Thrown when an actor lacks a permission. Pages turn it into a "not allowed" answer. */
export class NotPermitted extends Error {
  constructor(readonly permission: Permission | OwnPermission) {
    super(`Not permitted: ${permission}`);
    this.name = "NotPermitted";
  }
}

/** Whether a role may do a thing. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** The roles that may do a thing, to tell somebody who may not whom to ask. */
export function rolesWhoMay(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

/** First line of every mutation and query that serves a person. Throws `NotPermitted`. */
export function requirePermission(
  actor: Actor,
  permission: Permission,
): asserts actor is StaffActor;
export function requirePermission(
  actor: Actor,
  permission: OwnPermission,
): asserts actor is PatientActor;
export function requirePermission(actor: Actor, permission: Permission | OwnPermission): void {
  const permitted = isOwn(permission)
    ? actor.kind === "patient"
    : actor.kind === "staff" && may(actor.role, permission);
  if (!permitted) throw new NotPermitted(permission);
}

function isOwn(permission: Permission | OwnPermission): permission is OwnPermission {
  return OWN_PERMISSIONS.some((own) => own === permission);
}
