import { and, desc, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { assessRecovery } from "@/db/assess-recovery";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { checkIns, patients, recoveries, treatments } from "@/db/schema/care";
import { type Actor, requirePermission } from "@/lib/actor";
import {
  type CheckInEntry,
  type EntryRefusal,
  needsEmergencyWords,
  refuseEntryTime,
} from "@/lib/check-in/entry";
import { writeAudit } from "./audit";

export type NewCheckIn = CheckInEntry & { patientId: string; idempotencyKey: string };

export type RecordCheckInResult =
  | { ok: true; checkInId: string }
  | { ok: false; reason: "not_found" | EntryRefusal; emergency: boolean };

/**
 * Keeps a check-in that staff took by phone or in the clinic, reassesses what it counts for and
 * moves the patient's line. The same idempotency key again answers as the first time did.
 */
export async function recordCheckIn(
  actor: Actor,
  given: NewCheckIn,
  now: Date,
  database: Database = db,
): Promise<RecordCheckInResult> {
  requirePermission(actor, "record check-in");
  return inClinic(actor, database, async (tx) => {
    const refused = (reason: "not_found" | EntryRefusal) =>
      ({ ok: false, reason, emergency: needsEmergencyWords(given.answers) }) as const;
    const patientId = await lockStanding(tx, actor.clinicId, given.patientId);
    if (patientId === null) return refused("not_found");
    const entry = { ...given, patientId };
    const [again] = await tx
      .select({ id: checkIns.id, patientId: checkIns.patientId })
      .from(checkIns)
      .where(
        and(
          eq(checkIns.clinicId, actor.clinicId),
          eq(checkIns.idempotencyKey, entry.idempotencyKey),
        ),
      );
    if (again && again.patientId !== entry.patientId) return refused("not_found");
    if (again) return { ok: true, checkInId: again.id };

    const kept = await keepCheckIn(tx, actor.clinicId, actor.staffId, entry, now);
    if (!kept.ok) return refused(kept.reason);
    await rewriteLine(tx, actor.clinicId, entry.patientId, { news: kept.news }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "check_in.record",
        patientId: entry.patientId,
        subjectId: kept.checkInId,
        details: { source: entry.source, corrects: entry.corrects?.checkInId ?? null },
      },
      now,
    );
    return { ok: true, checkInId: kept.checkInId };
  });
}

type Kept =
  | { ok: true; checkInId: string; news: boolean }
  | { ok: false; reason: "not_found" | EntryRefusal };

/**
 * The part that every entry shares: stores the check-in and reassesses each recovery that it counts
 * for. `staffId` is null when the patient entered it.
 */
export async function keepCheckIn(
  tx: Database,
  clinicId: string,
  staffId: string | null,
  entry: NewCheckIn,
  now: Date,
): Promise<Kept> {
  const meant = await recoveriesOf(tx, clinicId, entry);
  if (meant.length === 0 || !(await correctsOwn(tx, clinicId, entry))) {
    return { ok: false, reason: "not_found" };
  }
  // The earliest treatment decides whether the time can be true.
  const earliestEnd = new Date(Math.min(...meant.map((each) => each.endedAt.getTime())));
  const refusal = refuseEntryTime(entry.observedAt, now, earliestEnd);
  if (refusal) return { ok: false, reason: refusal };
  const targets = meant.filter((each) => each.endedAt <= entry.observedAt);

  const checkInId = uuidv7();
  await tx.insert(checkIns).values({
    clinicId,
    id: checkInId,
    patientId: entry.patientId,
    recoveryId: targets.length === 1 ? targets[0]!.id : null,
    observedAt: entry.observedAt,
    recordedAt: now,
    source: entry.source,
    identityVerified: entry.identityVerified,
    answers: entry.answers,
    note: entry.note,
    recordedBy: staffId,
    corrects: entry.corrects?.checkInId ?? null,
    correctionReason: entry.corrects?.reason ?? null,
    idempotencyKey: entry.idempotencyKey,
  });
  let news = false;
  for (const target of targets) {
    const assessed = await assessRecovery(tx, clinicId, target.id, "check_in", now);
    news ||= assessed.news;
  }
  return { ok: true, checkInId, news };
}

/** Only a check-in of the same patient can be corrected. */
async function correctsOwn(tx: Database, clinicId: string, entry: NewCheckIn): Promise<boolean> {
  if (!entry.corrects) return true;
  const own = await tx
    .select({ id: checkIns.id })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clinicId, clinicId),
        eq(checkIns.patientId, entry.patientId),
        eq(checkIns.id, entry.corrects.checkInId),
      ),
    );
  return own.length > 0;
}

/**
 * Takes the patient's row so that what two people write about one patient comes one after the other. False when
 * there is no such patient, or when the record has become part of another: nothing is written there any more.
 */
export async function lockPatient(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: patients.id })
    .from(patients)
    .where(
      and(eq(patients.clinicId, clinicId), eq(patients.id, patientId), isNull(patients.mergedInto)),
    )
    .for("no key update");
  return rows.length > 0;
}

/**
 * Takes the row of the record that a patient's id stands for now, and answers its id: mostly the same one.
 * For what must not be lost when two records became one while somebody was writing. Null for no patient.
 */
export async function lockStanding(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<string | null> {
  for (let id = patientId; ; ) {
    if (await lockPatient(tx, clinicId, id)) return id;
    const [found] = await tx
      .select({ keptId: patients.mergedInto })
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, id)));
    if (!found) return null;
    // A merge that was undone in between leaves the id itself to be tried again.
    id = found.keptId ?? id;
  }
}

/** The named recovery; without one, all open ones; when none is open, the latest, which it may reopen. */
async function recoveriesOf(
  tx: Database,
  clinicId: string,
  entry: Pick<NewCheckIn, "patientId" | "recoveryId">,
): Promise<{ id: string; endedAt: Date }[]> {
  const all = await tx
    .select({ id: recoveries.id, endedAt: treatments.endedAt, open: recoveries.open })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, entry.patientId)))
    .orderBy(desc(treatments.endedAt));
  if (entry.recoveryId !== null) return all.filter((each) => each.id === entry.recoveryId);
  const open = all.filter((each) => each.open);
  return open.length > 0 ? open : all.slice(0, 1);
}
