import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/actor";
import type { HealthRows } from "@/tests/support/health-rows";

/** Everybody who can knock. The first four are signed in, each with the role of that name. */
export const CALLERS = [
  "aesthetician",
  "provider",
  "manager",
  "admin",
  "nobody",
  "tampered cookie",
  "cookie of another key",
  "expired session",
  "idle session",
  "revoked session",
  "disabled person",
  "another clinic's provider",
  "another clinic's admin",
] as const;
export type Caller = (typeof CALLERS)[number];

const EVERYBODY: readonly Role[] = ["aesthetician", "provider", "manager", "admin"];
const CALLERS_OF_PATIENTS: readonly Role[] = ["aesthetician", "provider"];
const ASSIGNERS: readonly Role[] = ["aesthetician", "provider", "manager"];
const CORRECTORS: readonly Role[] = ["aesthetician", "provider", "manager"];

/** The last forty days as the query of a report: what a fixture did lies in them, whatever the day. */
const LATELY = [
  ["from", 40],
  ["to", -1],
]
  .map(([name, days]) => `${name}=${isoDay(Date.now() - Number(days) * 86_400_000)}`)
  .join("&");

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The role of a caller who is signed in, and whether it is in another clinic; else null. */
export function standingOf(caller: Caller): { role: Role; foreign: boolean } | null {
  const role = EVERYBODY.find(
    (known) => caller === known || caller === `another clinic's ${known}`,
  );
  return role === undefined ? null : { role, foreign: caller !== role };
}

/** What a row needs to name things of the clinic: ids of the fixtures. */
export type Ids = HealthRows & { staffId: string };

type Common = {
  /** Roles that are let in; "anybody" needs no session at all. Written out here, on purpose. */
  roles: readonly Role[] | "anybody";
  /**
   * True when the address or the fields name something of one clinic: for everybody else that is
   * answered like an id that never was; by a page or route with 404.
   */
  named?: true;
  /** Tells rows of one door apart. */
  as?: string;
};

/** `url` is the pattern in app-path-routes-manifest.json. `shows`: the page holds health data. */
export type PageDoor = Common & {
  kind: "page";
  url: string;
  at?: (ids: Ids) => string;
  shows?: true;
  /** Where somebody signed in is sent instead of seeing the page. */
  leadsTo?: string;
};

/** One row a method. Methods without a row must answer 405. `status`: what those let in get. */
export type RouteDoor = Common & {
  kind: "route";
  url: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  at?: (ids: Ids) => string;
  body?: (ids: Ids) => string | FormData;
  status?: number;
  shows?: true;
  /** A form posts to it, so whoever isn't signed in is led to the sign-in page. */
  posted?: true;
};

/**
 * `file` and `name` as in server-reference-manifest.json; `on` is a page that offers it. It gets
 * `bound` first, then a form state if `state`, then the form of `fields`. These must be valid, so
 * that it is the permission that decides. `leadsTo`: where those let in are sent, whatever comes.
 */
export type ActionDoor = Common & {
  kind: "action";
  file: string;
  name: string;
  on: string | ((ids: Ids) => string);
  /** The page itself is closed to the roles that the action is closed to. */
  pageToo?: true;
  bound?: (ids: Ids) => unknown[];
  state?: true;
  fields?: (ids: Ids) => Record<string, string>;
  leadsTo?: string;
};

export type Door = PageDoor | RouteDoor | ActionDoor;

/**
 * Every way into the desk and who may use it: the one table. A page, route or action that the build
 * has and this list doesn't fails the test, and so does a row whose door is gone.
 */
export const DOORS: readonly Door[] = [
  // Pages
  { kind: "page", url: "/sign-in", roles: "anybody", leadsTo: "/worklist" },
  { kind: "page", url: "/", roles: EVERYBODY, leadsTo: "/worklist" },
  { kind: "page", url: "/patients", roles: EVERYBODY },
  { kind: "page", url: "/worklist", roles: EVERYBODY, shows: true },
  { kind: "page", url: "/settings", roles: EVERYBODY },
  { kind: "page", url: "/settings/messages", roles: ["manager", "admin"] },
  { kind: "page", url: "/worklist/print", roles: EVERYBODY, shows: true },
  { kind: "page", url: "/hand-over", roles: EVERYBODY, shows: true },
  {
    kind: "page",
    url: "/patients/[patientId]",
    roles: EVERYBODY,
    at: ({ patientId }) => `/patients/${patientId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/patients/[patientId]/treatments/[treatmentId]",
    roles: CORRECTORS,
    at: ({ patientId, treatmentId }) => `/patients/${patientId}/treatments/${treatmentId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/patients/[patientId]/photos/[photoId]",
    roles: EVERYBODY,
    at: ({ patientId, photoId }) => `/patients/${patientId}/photos/${photoId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/patients/[patientId]/merge/[otherId]",
    roles: ["provider", "manager"],
    at: ({ patientId, otherPatientId }) => `/patients/${patientId}/merge/${otherPatientId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/check-in/[token]",
    roles: "anybody",
    at: ({ linkToken }) => `/check-in/${linkToken}?lang=en`,
  },
  { kind: "page", url: "/audit", roles: ["manager", "admin"], shows: true },
  { kind: "page", url: "/imports", roles: ["manager", "admin"], shows: true },
  {
    kind: "page",
    url: "/imports/[uploadId]",
    roles: ["manager", "admin"],
    at: ({ uploadId }) => `/imports/${uploadId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/imports/runs/[runId]",
    roles: ["manager", "admin"],
    at: ({ runId }) => `/imports/runs/${runId}`,
    named: true,
    shows: true,
  },
  {
    kind: "page",
    url: "/audit",
    as: "of one patient, with the chain",
    at: ({ patientId }) => `/audit?patient=${patientId}&check=1`,
    roles: ["manager", "admin"],
    shows: true,
  },

  {
    kind: "page",
    url: "/reports",
    at: () => `/reports?${LATELY}&compare=1`,
    roles: ["manager", "admin"],
    shows: true,
  },
  {
    kind: "page",
    url: "/reports/lists/[metric]/[...part]",
    at: () => `/reports/lists/cascade/treated?${LATELY}`,
    roles: ["manager", "admin"],
    shows: true,
  },

  // Route handlers
  {
    kind: "route",
    method: "GET",
    url: "/api/auth/[...nextauth]",
    roles: "anybody",
    at: () => "/api/auth/session",
  },
  {
    kind: "route",
    method: "POST",
    url: "/api/auth/[...nextauth]",
    roles: "anybody",
    at: () => "/api/auth/signout",
    status: 302,
  },

  // Without a provider there is nothing; with one, its signature decides: sms.test.ts.
  { kind: "route", method: "POST", url: "/api/sms/status", roles: "anybody", status: 404 },
  { kind: "route", method: "POST", url: "/api/sms/inbound", roles: "anybody", status: 404 },

  { kind: "route", method: "GET", url: "/icon.svg", roles: "anybody" },
  { kind: "route", method: "GET", url: "/favicon.ico", roles: "anybody" },
  { kind: "route", method: "GET", url: "/worklist/changes", roles: EVERYBODY },
  {
    kind: "route",
    method: "GET",
    url: "/imports/[uploadId]/progress",
    roles: ["manager", "admin"],
    at: ({ uploadId }) => `/imports/${uploadId}/progress`,
    named: true,
  },
  {
    kind: "route",
    method: "GET",
    url: "/imports/[uploadId]/refused",
    roles: ["manager", "admin"],
    at: ({ uploadId }) => `/imports/${uploadId}/refused`,
    named: true,
    shows: true,
  },
  {
    kind: "route",
    method: "GET",
    url: "/imports/runs/[runId]/progress",
    roles: ["manager", "admin"],
    at: ({ runId }) => `/imports/runs/${runId}/progress`,
    named: true,
  },
  {
    kind: "route",
    method: "POST",
    url: "/imports/upload",
    roles: ["manager", "admin"],
    body: () => {
      const form = new FormData();
      form.append("file", new Blob(["Client,Date\n"], { type: "text/csv" }), "empty.csv");
      return form;
    },
    status: 303,
    posted: true,
  },

  {
    kind: "route",
    method: "GET",
    url: "/photos/[photoId]",
    roles: EVERYBODY,
    at: ({ photoId }) => `/photos/${photoId}`,
    // No page gave this address to anybody; what a signed one answers is in photos.test.ts.
    status: 404,
    named: true,
  },

  // Without a birth date each leads back to the page, which asks for it.
  ...(["open", "begin", "answer", "send", "photos", "leave"] as const).map((verb): RouteDoor => {
    const body = () => new URLSearchParams({ lang: "en" }).toString();
    const at = ({ linkToken }: Ids) => `/check-in/${linkToken}/${verb}`;
    const url = `/check-in/[token]/${verb}`;
    return { kind: "route", method: "POST", url, roles: "anybody", at, body, status: 303 };
  }),
  {
    kind: "route",
    method: "POST",
    url: "/reports/export",
    roles: ["manager", "admin"],
    body: () => {
      const form = new FormData();
      const asked = { metric: "cascade", part: "treated", reason: "owner_report", query: LATELY };
      for (const [name, value] of Object.entries(asked)) form.append(name, value);
      return form;
    },
    posted: true,
    shows: true,
  },

  {
    kind: "route",
    method: "POST",
    url: "/worklist/draft",
    roles: CALLERS_OF_PATIENTS,
    body: ({ patientId }) =>
      JSON.stringify({ patientId, idempotencyKey: randomUUID(), fields: { note: ["Half a"] } }),
    named: true,
  },
  {
    kind: "route",
    method: "POST",
    url: "/worklist/claim",
    roles: CALLERS_OF_PATIENTS,
    body: ({ patientId }) => JSON.stringify({ patientId, opened: true }),
    named: true,
  },
  {
    kind: "route",
    method: "POST",
    url: "/worklist/release",
    roles: CALLERS_OF_PATIENTS,
    body: ({ patientId }) => JSON.stringify({ patientId }),
    status: 204,
    named: true,
  },
  {
    kind: "route",
    method: "POST",
    url: "/patients/seal",
    roles: EVERYBODY,
    body: () => JSON.stringify({ text: "somebody" }),
  },

  // Server actions
  {
    kind: "action",
    file: "app/sign-in/actions.ts",
    name: "signInWithPassword",
    roles: "anybody",
    on: "/sign-in",
    state: true,
    fields: () => ({ email: "nobody@nowhere.example", password: "no such password" }),
  },
  {
    kind: "action",
    file: "app/sign-in/actions.ts",
    name: "signOut",
    roles: EVERYBODY,
    on: "/worklist",
    fields: () => ({}),
    leadsTo: "/sign-in",
  },
  {
    kind: "action",
    file: "app/theme-action.ts",
    name: "chooseTheme",
    roles: EVERYBODY,
    on: "/worklist",
    fields: () => ({ theme: "dark" }),
  },
  {
    kind: "action",
    file: "app/(staff)/alert-actions.ts",
    name: "noteAlert",
    roles: EVERYBODY,
    on: "/worklist",
    fields: ({ alertId }) => ({ alertId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/hand-over/actions.ts",
    name: "putOnCall",
    roles: ["provider", "manager", "admin"],
    on: "/hand-over",
    bound: () => ["/hand-over?hours=8"],
    state: true,
    fields: ({ staffId }) => ({ staffId, until: "", seenShiftId: "" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/hand-over/actions.ts",
    name: "markUnreadText",
    roles: CALLERS_OF_PATIENTS,
    on: "/hand-over",
    bound: () => ["/hand-over?hours=8"],
    state: true,
    fields: ({ textId }) => ({ textId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/actions.ts",
    name: "findPatients",
    roles: EVERYBODY,
    on: "/patients",
    fields: () => ({ q: "somebody" }),
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/actions.ts",
    name: "throwDraftAway",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    fields: ({ patientId }) => ({ patientId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/actions.ts",
    name: "takeCallBack",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    bound: () => ["/worklist"],
    fields: ({ callId }) => ({ callId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/actions.ts",
    name: "takeOverCall",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    fields: ({ patientId }) => ({ patientId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/actions.ts",
    name: "logCall",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    bound: () => ["/worklist"],
    state: true,
    fields: ({ patientId }) => ({
      patientId,
      idempotencyKey: randomUUID(),
      lastSeenCallId: "",
      outcome: "no_answer",
      direction: "outbound",
      numberId: "",
      note: "",
      nextContactReason: "",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/row-actions.ts",
    name: "takePatients",
    roles: ASSIGNERS,
    on: "/worklist",
    bound: () => ["/worklist"],
    fields: ({ patientId }) => ({ patientIds: patientId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/row-actions.ts",
    name: "assignPatients",
    roles: ASSIGNERS,
    on: "/worklist",
    bound: () => ["/worklist"],
    state: true,
    fields: ({ patientId, staffId }) => ({ patientIds: patientId, assigneeId: staffId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/row-actions.ts",
    name: "snoozePatients",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    bound: () => ["/worklist"],
    state: true,
    fields: ({ patientId }) => ({
      patientIds: patientId,
      idempotencyKey: randomUUID(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
      untilTime: "",
      reason: "At work",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/call-actions.ts",
    name: "correctLoggedCall",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: () => [""],
    state: true,
    fields: ({ callId }) => ({
      callId,
      idempotencyKey: randomUUID(),
      version: "1",
      outcome: "busy",
      numberId: "",
      note: "",
      reason: "Engaged",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/row-actions.ts",
    name: "wakePatient",
    roles: CALLERS_OF_PATIENTS,
    on: "/worklist",
    bound: () => ["/worklist"],
    fields: ({ patientId }) => ({ patientId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/view-actions.ts",
    name: "keepView",
    roles: EVERYBODY,
    on: "/worklist?open=views&group=urgent",
    state: true,
    fields: () => ({ id: randomUUID(), name: randomUUID(), query: "group=urgent" }),
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/view-actions.ts",
    name: "changeOwnView",
    roles: EVERYBODY,
    on: "/worklist?open=views",
    bound: () => ["/worklist"],
    state: true,
    fields: ({ viewId }) => ({ viewId, version: "1", name: "Evening", shared: "yes" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/worklist/view-actions.ts",
    name: "dropView",
    roles: EVERYBODY,
    on: "/worklist?open=views",
    bound: () => ["/worklist"],
    fields: ({ viewId }) => ({ viewId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/settings/actions.ts",
    name: "savePreferences",
    roles: EVERYBODY,
    on: "/settings",
    state: true,
    fields: () => ({ shortcuts: "on", density: "comfortable", morningMail: "off", version: "0" }),
  },
  {
    kind: "action",
    file: "app/(staff)/settings/actions.ts",
    name: "turnDensity",
    roles: EVERYBODY,
    on: "/settings",
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/actions.ts",
    name: "recordPatientCheckIn",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ recoveryId }) => [recoveryId, ""],
    state: true,
    fields: ({ patientId }) => ({ patientId, idempotencyKey: randomUUID(), pain: "2" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/link-actions.ts",
    name: "makeCheckInLink",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId],
    state: true,
    fields: () => ({ idempotencyKey: randomUUID(), token: "not sealed" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/link-actions.ts",
    name: "revokeLink",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    fields: ({ linkId }) => ({ linkId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/photos/[photoId]/actions.ts",
    name: "removePatientPhoto",
    roles: ["provider"],
    on: ({ patientId, photoId }) => `/patients/${patientId}/photos/${photoId}`,
    bound: ({ patientId, photoId }) => [patientId, photoId, ""],
    state: true,
    fields: () => ({ reason: "withdrawn" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/actions.ts",
    name: "clearPatientReasons",
    roles: ["provider"],
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: ({ recoveryId }) => ({
      recoveryId,
      idempotencyKey: randomUUID(),
      reasons: "PUS",
      note: "Looked at it.",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/actions.ts",
    name: "closePatientRecovery",
    roles: ["provider"],
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: ({ recoveryId }) => ({
      recoveryId,
      idempotencyKey: randomUUID(),
      outcome: "healed",
      note: "",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/restriction-actions.ts",
    name: "setPersonalRestriction",
    roles: ["provider"],
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId, recoveryId }) => [patientId, recoveryId, ""],
    state: true,
    fields: () => ({
      restriction: "sun",
      until: "10",
      unit: "days",
      reason: "Burns easily",
      version: "0",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/person-actions.ts",
    name: "correctPerson",
    roles: CORRECTORS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: () => ({
      name: "Somebody Else",
      birthOn: "",
      language: "en",
      risks: "",
      consentToContact: "yes",
      doNotContactUntil: "",
      why: "Misheard",
      version: "1",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/person-actions.ts",
    name: "addContact",
    roles: CORRECTORS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: () => ({
      kind: "phone",
      value: "(212) 555-0166",
      reaches: "patient",
      owner: "",
      voicemailAllowed: "",
      usable: "yes",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/person-actions.ts",
    name: "saveContact",
    roles: CORRECTORS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId, contactPointId }) => [patientId, contactPointId, ""],
    state: true,
    fields: () => ({
      reaches: "patient",
      owner: "",
      voicemailAllowed: "yes",
      usable: "yes",
      version: "1",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/message-actions.ts",
    name: "sendMessage",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, "check_in", ""],
    state: true,
    fields: () => ({ idempotencyKey: randomUUID() }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/message-actions.ts",
    name: "takeMessageBack",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: ({ messageId }) => ({ messageId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/message-actions.ts",
    name: "markTextRead",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: ({ textId }) => ({ textId }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/message-actions.ts",
    name: "stopContactMessages",
    roles: CORRECTORS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId, contactPointId }) => [patientId, contactPointId, ""],
    state: true,
    fields: () => ({ kind: "STOP" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/message-actions.ts",
    name: "saveWriteTimes",
    roles: CORRECTORS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: () => ({ timeZone: "", writeFrom: "18:00", writeUntil: "21:00", version: "99" }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/settings/messages/actions.ts",
    name: "saveClinicMessages",
    roles: ["manager", "admin"],
    on: "/settings/messages",
    state: true,
    fields: () => ({
      checkInMessages: "on",
      quietFrom: "20:00",
      quietUntil: "09:00",
      messageName: "",
      textNumber: "",
      version: "99",
    }),
    pageToo: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/question-actions.ts",
    name: "askProvider",
    roles: CALLERS_OF_PATIENTS,
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId }) => [patientId, ""],
    state: true,
    fields: ({ recoveryId, staffId }) => ({
      recoveryId,
      toStaffId: staffId,
      idempotencyKey: randomUUID(),
      summary: "Look at it, please.",
    }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/question-actions.ts",
    name: "answerQuestion",
    roles: ["provider"],
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ patientId, escalationId }) => [patientId, escalationId, ""],
    state: true,
    fields: () => ({ answer: "Come in today." }),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/treatments/[treatmentId]/actions.ts",
    name: "correctTime",
    roles: CORRECTORS,
    on: ({ patientId, treatmentId }) => `/patients/${patientId}/treatments/${treatmentId}`,
    bound: ({ patientId, treatmentId }) => [patientId, treatmentId, ""],
    state: true,
    fields: () => ({ endedAt: "2026-01-05T10:00", step: "preview", previewed: "", version: "1" }),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/merge/[otherId]/actions.ts",
    name: "mergeRecords",
    roles: ["provider", "manager"],
    on: ({ patientId, otherPatientId }) => `/patients/${patientId}/merge/${otherPatientId}`,
    bound: ({ patientId, otherPatientId }) => [patientId, otherPatientId],
    state: true,
    // Older versions than the records': everybody is let in, and nothing is merged under the other rows.
    fields: ({ patientId }) => ({
      keep: patientId,
      firstVersion: "99",
      otherVersion: "99",
      idempotencyKey: randomUUID(),
    }),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/patients/[patientId]/merge/[otherId]/actions.ts",
    name: "undoRecordMerge",
    roles: ["provider", "manager"],
    on: ({ patientId }) => `/patients/${patientId}`,
    bound: ({ mergeId }) => [mergeId],
    state: true,
    fields: () => ({}),
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "decideOneRow",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    fields: () => ({ row: "2", choice: "" }),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "decideColumns",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    fields: () => ({ dateOrder: "" }),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "decideServices",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    fields: () => ({}),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "decideStatuses",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    fields: () => ({}),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "readAgain",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "begin",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    fields: () => ({ idempotencyKey: randomUUID() }),
    pageToo: true,
    named: true,
  },
  {
    kind: "action",
    file: "app/(staff)/imports/actions.ts",
    name: "discard",
    roles: ["manager", "admin"],
    on: ({ uploadId }) => `/imports/${uploadId}`,
    bound: ({ uploadId }) => [uploadId],
    pageToo: true,
    named: true,
  },
];

/** What the build makes by itself: pages of no address. */
export const BUILT_IN: readonly string[] = ["/_not-found", "/_global-error"];

/** The row's name in reports. */
export function doorName(door: Door): string {
  const name = doorId(door).replace("route ", door.kind === "route" ? `route ${door.method} ` : "");
  return door.as === undefined ? name : `${name} (${door.as})`;
}

/** What the build calls the door: "page /audit", "route /api/x", "action app/x/actions.ts#name". */
export function doorId(door: Door): string {
  return door.kind === "action" ? `action ${door.file}#${door.name}` : `${door.kind} ${door.url}`;
}
