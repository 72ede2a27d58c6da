import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import type { Clinic } from "@/db/queries/clinic";
import { clinics, sessions, staff } from "@/db/schema/clinic";
import type { StaffActor } from "@/lib/actor";
import { sessionEnd } from "@/lib/sign-in/session-life";

/** What a session cookie says: which row to look at, and nothing that could be believed by itself. */
export type SessionReference = { clinicId: string; sessionId: string };

/** A living session: who it is, in which clinic, and when a sign of life was last stored. */
export type LiveSession = { actor: StaffActor; clinic: Clinic; lastSeenAt: Date };

/**
 * The person behind a session, with the role and name of this instant, and their clinic. Null when
 * the session is unknown, revoked, idle for 15 min or older than 12 h, or when the person is disabled.
 */
export async function findSession(
  reference: SessionReference,
  now: Date,
  database: Database = db,
): Promise<LiveSession | null> {
  const [row] = await inClinic(reference, database, (tx) =>
    tx
      .select({
        staffId: staff.id,
        name: staff.name,
        role: staff.role,
        disabledAt: staff.disabledAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expiresAt,
        revokedAt: sessions.revokedAt,
        clinic: clinics,
      })
      .from(sessions)
      .innerJoin(staff, and(eq(staff.clinicId, sessions.clinicId), eq(staff.id, sessions.staffId)))
      .innerJoin(clinics, eq(clinics.id, sessions.clinicId))
      .where(and(eq(sessions.clinicId, reference.clinicId), eq(sessions.id, reference.sessionId))),
  );
  if (row === undefined || row.disabledAt !== null || sessionEnd(row, now) !== null) return null;
  const { staffId, name, role, clinic, lastSeenAt } = row;
  return { actor: { kind: "staff", ...reference, staffId, name, role }, clinic, lastSeenAt };
}
