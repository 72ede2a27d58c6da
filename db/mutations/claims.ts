import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { staff } from "@/db/schema/clinic";
import { claims } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import { leaseEnd } from "@/lib/calls/claim";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type ClaimResult =
  | { ok: true; claimId: string }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "claimed"; by: string; since: Date };

/**
 * Says "I am calling this patient". Somebody else's claim is a refusal until its lease is over, and
 * never a dead end: `takeOver` ends it. One's own claim is simply renewed.
 */
export async function claimFollowUp(
  actor: Actor,
  claim: { patientId: string; takeOver: boolean },
  now: Date,
  database: Database = db,
): Promise<ClaimResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    if (!(await lockPatient(tx, actor.clinicId, claim.patientId))) {
      return { ok: false, reason: "not_found" };
    }
    const standing = await openClaim(tx, actor.clinicId, claim.patientId);
    const mine = standing?.staffId === actor.staffId;
    const held = standing && !mine && standing.leaseUntil > now;
    if (held && !claim.takeOver) {
      return { ok: false, reason: "claimed", by: standing.by, since: standing.claimedAt };
    }
    if (standing && !mine) {
      await endClaim(tx, actor.clinicId, standing.id, held ? "taken_over" : "lapsed", now);
    }
    const claimId =
      standing && mine
        ? await renew(tx, actor.clinicId, standing.id, now)
        : await open(tx, actor.clinicId, actor.staffId, claim.patientId, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "call.claim",
        patientId: claim.patientId,
        subjectId: claimId,
        details: { takenOver: Boolean(held) },
      },
      now,
    );
    return { ok: true, claimId };
  });
}

export type RenewClaimResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "claimed"; by: string; since: Date };

/**
 * A sign of life of somebody whose panel is open: their claim holds on. One that has ended
 * meanwhile is taken again when nobody else has the patient.
 */
export async function renewClaim(
  actor: Actor,
  { patientId }: { patientId: string },
  now: Date,
  database: Database = db,
): Promise<RenewClaimResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const standing = await openClaim(tx, clinicId, patientId);
    if (standing?.staffId === staffId) {
      await renew(tx, clinicId, standing.id, now);
      return { ok: true };
    }
    if (standing && standing.leaseUntil > now) {
      return { ok: false, reason: "claimed", by: standing.by, since: standing.claimedAt };
    }
    if (standing) await endClaim(tx, clinicId, standing.id, "lapsed", now);
    await open(tx, clinicId, staffId, patientId, now);
    return { ok: true };
  });
}

export type ReleaseFollowUpResult = { ok: true } | { ok: false; reason: "not_found" | "not_held" };

/** Puts one's own claim down without a call: nobody was dialled, so it is no attempt. */
export async function releaseFollowUp(
  actor: Actor,
  { patientId }: { patientId: string },
  now: Date,
  database: Database = db,
): Promise<ReleaseFollowUpResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const claim = await releaseClaim(tx, clinicId, patientId, staffId, "not_dialled", now);
    if (!claim) return { ok: false, reason: "not_held" };
    await writeAudit(tx, actor, { action: "call.release", patientId, subjectId: claim.id }, now);
    return { ok: true };
  });
}

/** Ends this person's claim on the patient, if there is one, when their call is logged. */
export async function releaseClaim(
  tx: Database,
  clinicId: string,
  patientId: string,
  staffId: string,
  why: "call" | "not_dialled",
  now: Date,
): Promise<{ id: string; claimedAt: Date } | null> {
  const standing = await openClaim(tx, clinicId, patientId);
  if (standing?.staffId !== staffId) return null;
  await endClaim(tx, clinicId, standing.id, why, now);
  return standing;
}

async function openClaim(tx: Database, clinicId: string, patientId: string) {
  const [standing] = await tx
    .select({
      id: claims.id,
      staffId: claims.staffId,
      claimedAt: claims.claimedAt,
      leaseUntil: claims.leaseUntil,
      by: staff.name,
    })
    .from(claims)
    .innerJoin(staff, and(eq(staff.clinicId, claims.clinicId), eq(staff.id, claims.staffId)))
    .where(
      and(
        eq(claims.clinicId, clinicId),
        eq(claims.patientId, patientId),
        isNull(claims.releasedAt),
      ),
    );
  return standing ?? null;
}

async function open(
  tx: Database,
  clinicId: string,
  staffId: string,
  patientId: string,
  now: Date,
): Promise<string> {
  const id = uuidv7();
  await tx
    .insert(claims)
    .values({ clinicId, id, patientId, staffId, claimedAt: now, leaseUntil: leaseEnd(now) });
  return id;
}

async function renew(tx: Database, clinicId: string, id: string, now: Date): Promise<string> {
  await tx
    .update(claims)
    .set({ leaseUntil: leaseEnd(now) })
    .where(and(eq(claims.clinicId, clinicId), eq(claims.id, id)));
  return id;
}

async function endClaim(
  tx: Database,
  clinicId: string,
  id: string,
  releasedBy: "call" | "not_dialled" | "lapsed" | "taken_over",
  now: Date,
): Promise<void> {
  await tx
    .update(claims)
    .set({ releasedAt: now, releasedBy })
    .where(and(eq(claims.clinicId, clinicId), eq(claims.id, id)));
}
