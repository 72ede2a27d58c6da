import { and, eq, isNull, lt } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { sessions } from "@/db/schema/clinic";
import { requirePermission, type StaffActor } from "@/lib/actor";
import { sessionExpiry, touchBefore } from "@/lib/sign-in/session-life";
import { writeAudit } from "./audit";

/** Somebody whose password was just found right. */
export type Verified = Pick<StaffActor, "clinicId" | "staffId" | "name" | "role">;

/** Opens a session of its own for each sign-in. Idle after 15 min, over after 12 h. */
export function openSession(
  { clinicId, staffId, name, role }: Verified,
  now: Date,
  database: Database = db,
): Promise<StaffActor> {
  const actor: StaffActor = { kind: "staff", clinicId, staffId, sessionId: uuidv7(), name, role };
  return inClinic(actor, database, async (tx) => {
    await tx.insert(sessions).values({
      clinicId,
      id: actor.sessionId,
      staffId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: sessionExpiry(now),
    });
    await writeAudit(tx, actor, { action: "session.open", subjectId: actor.sessionId }, now);
    return actor;
  });
}

/** Notes that a known account was refused. Nobody is signed in, so the desk itself is the actor. */
export function refuseSession(
  account: { clinicId: string; staffId: string },
  reason: "password" | "disabled",
  now: Date,
  database: Database = db,
): Promise<void> {
  const actor = { kind: "job", clinicId: account.clinicId, job: "sign-in" } as const;
  const entry = {
    action: "session.refuse",
    subjectId: account.staffId,
    details: { reason },
  } as const;
  return inClinic(actor, database, (tx) => writeAudit(tx, actor, entry, now));
}

/** Stores a sign of life, at most once a minute; what it costs the others is nothing. */
export async function touchSession(
  actor: StaffActor,
  now: Date,
  database: Database = db,
): Promise<void> {
  await inClinic(actor, database, (tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(
        and(
          eq(sessions.clinicId, actor.clinicId),
          eq(sessions.id, actor.sessionId),
          isNull(sessions.revokedAt),
          lt(sessions.lastSeenAt, touchBefore(now)),
        ),
      ),
  );
}

/** Ends the actor's own session. A second time changes nothing and leaves no second entry. */
export async function closeSession(
  actor: StaffActor,
  now: Date,
  database: Database = db,
): Promise<void> {
  await inClinic(actor, database, async (tx) => {
    const closed = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(
        and(
          eq(sessions.clinicId, actor.clinicId),
          eq(sessions.id, actor.sessionId),
          isNull(sessions.revokedAt),
        ),
      )
      .returning({ id: sessions.id });
    if (closed.length === 0) return;
    await writeAudit(tx, actor, { action: "session.close", subjectId: actor.sessionId }, now);
  });
}

/**
 * Strikes out every open session of one person of the clinic, and says how many there were. One's
 * own need no permission; another's need "manage people". Callers that change a password, disable
 * a person or take a role away do it in the same transaction by passing that as `database`.
 */
export function revokeSessionsOf(
  actor: StaffActor,
  staffId: string,
  now: Date,
  database: Database = db,
): Promise<number> {
  if (staffId !== actor.staffId) requirePermission(actor, "manage people");
  return inClinic(actor, database, async (tx) => {
    const closed = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(
        and(
          eq(sessions.clinicId, actor.clinicId),
          eq(sessions.staffId, staffId),
          isNull(sessions.revokedAt),
        ),
      )
      .returning({ id: sessions.id });
    const details = { sessions: closed.length };
    await writeAudit(tx, actor, { action: "session.close", subjectId: staffId, details }, now);
    return closed.length;
  });
}
