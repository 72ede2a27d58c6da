import { and, eq, gt, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { assessRecovery } from "@/db/assess-recovery";
import { type Database, db, inClinic } from "@/db/client";
import { keepContactStates, keepContactWishes } from "@/db/contact-history";
import { rewriteLine } from "@/db/follow-up-line";
import { mergeLines, type SinceMerge, unmergeLines } from "@/db/merge-lines";
import {
  assessments,
  checkIns,
  contactPoints,
  patientMerges,
  patients,
  recoveries,
  treatments,
} from "@/db/schema/care";
import { protocolVersions } from "@/db/schema/clinic";
import { photos } from "@/db/schema/photos";
import { calls, claims, escalations } from "@/db/schema/work";
import { rewriteSearchTerms } from "@/db/search-terms";
import { type Actor, requirePermission } from "@/lib/actor";
import type { PatientIdentity } from "@/lib/patients/identity";
import { joinContacts } from "@/lib/patients/join-contacts";
import { identityBefore, joinIdentities } from "@/lib/patients/join-identities";
import type { MovedRows } from "@/lib/patients/merge";
import { asStored, type Stored } from "@/lib/stored-json";
import { writeAudit } from "./audit";

export type Merge = {
  /** The record that stays. */
  keptId: string;
  mergedId: string;
  /** The versions of both that were compared. */
  versions: { kept: number; merged: number };
  idempotencyKey: string;
};

export type MergePatientsResult =
  | { ok: true; mergeId: string }
  /** `changed`: one of the two isn't what was on the screen any more. */
  | { ok: false; reason: "not_found" | "same_record" | "already_merged" | "changed" };

type Patient = typeof patients.$inferSelect;

/**
 * Makes one record of two: everything of the merged one moves to the kept one, and stays reachable under the
 * old name and numbers. No level changes by it: what was told to one record before isn't taken for an answer
 * about the other's treatments. The same idempotency key again answers as the first time did.
 */
export async function mergePatients(
  actor: Actor,
  { keptId, mergedId, versions, idempotencyKey }: Merge,
  now: Date,
  database: Database = db,
): Promise<MergePatientsResult> {
  requirePermission(actor, "merge patients");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (keptId === mergedId) return { ok: false, reason: "same_record" };
    const both = await lockBoth(tx, clinicId, keptId, mergedId);
    if (!both) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select({ id: patientMerges.id, kept: patientMerges.keptId, merged: patientMerges.mergedId })
      .from(patientMerges)
      .where(
        and(eq(patientMerges.clinicId, clinicId), eq(patientMerges.idempotencyKey, idempotencyKey)),
      );
    if (again) {
      const same = again.kept === keptId && again.merged === mergedId;
      return same ? { ok: true, mergeId: again.id } : { ok: false, reason: "not_found" };
    }
    const { kept, merged } = both;
    if (kept.mergedInto !== null || merged.mergedInto !== null) {
      return { ok: false, reason: "already_merged" };
    }
    if (kept.version !== versions.kept || merged.version !== versions.merged) {
      return { ok: false, reason: "changed" };
    }
    const { voicemail, ...numbers } = await moveContacts(tx, clinicId, { keptId, mergedId });
    const moved = { ...(await moveRows(tx, clinicId, { keptId, mergedId })), ...numbers };
    const identity = joinIdentities(kept, merged);
    await savePatient(tx, kept, identity.after);
    await savePatient(tx, merged, { mergedInto: keptId });
    await keepContactStates(tx, clinicId, [keptId, mergedId], now);
    await keepContactWishes(tx, clinicId, [keptId, mergedId], now);
    await rewriteSearchTerms(tx, clinicId, mergedId);
    await rewriteSearchTerms(tx, clinicId, keptId);
    await endClaim(tx, clinicId, mergedId, now);
    const line = await mergeLines(tx, clinicId, { keptId, mergedId }, now);
    const news = await reassessRisks(tx, clinicId, keptId, [kept.risks, merged.risks], now);
    await rewriteLine(tx, clinicId, keptId, { news }, now);
    const mergeId = uuidv7();
    await tx.insert(patientMerges).values({
      clinicId,
      id: mergeId,
      keptId,
      mergedId,
      at: now,
      mergedBy: actor.staffId,
      moved: asStored<MovedRows>({ ...moved, identity, voicemail, line }),
      idempotencyKey,
    });
    await writeAudit(
      tx,
      actor,
      {
        action: "patient.merge",
        patientId: keptId,
        subjectId: mergeId,
        details: { merged: mergedId, ...countsOf(moved) },
      },
      now,
    );
    return { ok: true, mergeId };
  });
}

export type UnmergeResult =
  | { ok: true; mergedId: string }
  /** `merged_on_top`: a later merge has to be undone first. */
  | { ok: false; reason: "not_found" | "merged_on_top" };

/**
 * Makes two records of one again: what moved goes back, with what was said since of the treatments that go
 * back; everything else that was added since stays with the kept record. Possible as long as nothing was
 * merged on top. Undoing twice is undoing once.
 */
export async function unmergePatients(
  actor: Actor,
  { mergeId }: { mergeId: string },
  now: Date,
  database: Database = db,
): Promise<UnmergeResult> {
  requirePermission(actor, "merge patients");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const ofMerge = and(eq(patientMerges.clinicId, clinicId), eq(patientMerges.id, mergeId));
    const [seen] = await tx
      .select({ keptId: patientMerges.keptId, mergedId: patientMerges.mergedId })
      .from(patientMerges)
      .where(ofMerge);
    const both = seen && (await lockBoth(tx, clinicId, seen.keptId, seen.mergedId));
    if (!both) return { ok: false, reason: "not_found" };
    const [merge] = await tx.select().from(patientMerges).where(ofMerge).for("update");
    if (!merge) return { ok: false, reason: "not_found" };
    const { keptId, mergedId, moved } = merge;
    if (merge.undoneAt !== null) return { ok: true, mergedId };
    if (await isUnderAnother(tx, clinicId, merge, both.kept)) {
      return { ok: false, reason: "merged_on_top" };
    }
    const callsBack = await moveRowsBack(tx, clinicId, { keptId, mergedId }, moved);
    await giveVoicemailBack(tx, clinicId, moved);
    await savePatient(tx, both.merged, { mergedInto: null });
    await savePatient(tx, both.kept, identityBefore(both.kept, moved.identity));
    await keepContactStates(tx, clinicId, [keptId, mergedId], now);
    await keepContactWishes(tx, clinicId, [keptId, mergedId], now);
    await rewriteSearchTerms(tx, clinicId, keptId);
    await rewriteSearchTerms(tx, clinicId, mergedId);
    for (const patientId of [keptId, mergedId]) {
      await reassessRisks(tx, clinicId, patientId, [both.kept.risks], now);
    }
    const since = { ...(await sinceMerge(tx, clinicId, merge)), callsBack };
    await unmergeLines(tx, clinicId, { keptId, mergedId }, moved.line, since, now);
    await tx.update(patientMerges).set({ undoneAt: now, undoneBy: actor.staffId }).where(ofMerge);
    await writeAudit(
      tx,
      actor,
      {
        action: "patient.unmerge",
        patientId: keptId,
        subjectId: mergeId,
        details: { merged: mergedId, ...countsOf(moved) },
      },
      now,
    );
    return { ok: true, mergedId };
  });
}

type Records = { keptId: string; mergedId: string };
type Rows = Pick<
  MovedRows,
  "treatments" | "checkIns" | "calls" | "contactPoints" | "escalations" | "photos"
>;

/** Takes both patients' rows, always in the same order, so that two merges never wait for each other. */
async function lockBoth(
  tx: Database,
  clinicId: string,
  keptId: string,
  mergedId: string,
): Promise<{ kept: Patient; merged: Patient } | null> {
  const found = await tx
    .select()
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), inArray(patients.id, [keptId, mergedId])))
    .orderBy(patients.id)
    .for("no key update");
  const kept = found.find(({ id }) => id === keptId);
  const merged = found.find(({ id }) => id === mergedId);
  return kept && merged ? { kept, merged } : null;
}

/** Moves everything of one record to the other but its numbers. */
async function moveRows(
  tx: Database,
  clinicId: string,
  { keptId, mergedId }: Records,
): Promise<Omit<Rows, "contactPoints">> {
  const to = { patientId: keptId };
  await tx
    .update(recoveries)
    .set(to)
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, mergedId)));
  return {
    treatments: idsOf(
      await tx
        .update(treatments)
        .set(to)
        .where(and(eq(treatments.clinicId, clinicId), eq(treatments.patientId, mergedId)))
        .returning({ id: treatments.id }),
    ),
    checkIns: idsOf(
      await tx
        .update(checkIns)
        .set(to)
        .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.patientId, mergedId)))
        .returning({ id: checkIns.id }),
    ),
    calls: idsOf(
      await tx
        .update(calls)
        .set(to)
        .where(and(eq(calls.clinicId, clinicId), eq(calls.patientId, mergedId)))
        .returning({ id: calls.id }),
    ),
    escalations: idsOf(
      await tx
        .update(escalations)
        .set(to)
        .where(and(eq(escalations.clinicId, clinicId), eq(escalations.patientId, mergedId)))
        .returning({ id: escalations.id }),
    ),
    photos: idsOf(
      await tx
        .update(photos)
        .set(to)
        .where(and(eq(photos.clinicId, clinicId), eq(photos.patientId, mergedId)))
        .returning({ id: photos.id }),
    ),
  };
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id).toSorted();
}

/** Moves the same rows back, and what was said since of the treatments that go back. Answers the calls. */
async function moveRowsBack(
  tx: Database,
  clinicId: string,
  { keptId, mergedId }: Records,
  moved: Rows,
): Promise<ReadonlySet<string>> {
  const to = { patientId: mergedId };
  const treated = [...moved.treatments];
  await tx
    .update(treatments)
    .set(to)
    .where(
      and(
        eq(treatments.clinicId, clinicId),
        eq(treatments.patientId, keptId),
        inArray(treatments.id, treated),
      ),
    );
  await tx
    .update(recoveries)
    .set(to)
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.patientId, keptId),
        inArray(recoveries.id, treated),
      ),
    );
  const reports = await tx
    .update(checkIns)
    .set(to)
    .where(
      and(
        eq(checkIns.clinicId, clinicId),
        eq(checkIns.patientId, keptId),
        or(inArray(checkIns.id, [...moved.checkIns]), inArray(checkIns.recoveryId, treated)),
      ),
    )
    .returning({ id: checkIns.id });
  const back = await tx
    .update(calls)
    .set(to)
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, keptId),
        or(
          inArray(calls.id, [...moved.calls]),
          inArray(
            calls.checkInId,
            reports.map(({ id }) => id),
          ),
        ),
      ),
    )
    .returning({ id: calls.id });
  await tx
    .update(escalations)
    .set(to)
    .where(
      and(
        eq(escalations.clinicId, clinicId),
        eq(escalations.patientId, keptId),
        or(
          inArray(escalations.id, [...moved.escalations]),
          inArray(escalations.recoveryId, treated),
        ),
      ),
    );
  await tx
    .update(photos)
    .set(to)
    .where(
      and(
        eq(photos.clinicId, clinicId),
        eq(photos.patientId, keptId),
        or(
          inArray(photos.id, [...(moved.photos ?? [])]),
          inArray(
            photos.checkInId,
            reports.map(({ id }) => id),
          ),
          inArray(photos.recoveryId, treated),
        ),
      ),
    );
  await tx
    .update(contactPoints)
    .set(to)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, keptId),
        inArray(contactPoints.id, [...moved.contactPoints]),
      ),
    );
  return new Set(back.map(({ id }) => id));
}

/** Moves the numbers that the kept record lacks; what either forbids is forbidden on one that both have. */
async function moveContacts(
  tx: Database,
  clinicId: string,
  { keptId, mergedId }: Records,
): Promise<Pick<MovedRows, "contactPoints" | "voicemail">> {
  const points = await tx
    .select()
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        inArray(contactPoints.patientId, [keptId, mergedId]),
      ),
    )
    .orderBy(contactPoints.id);
  const of = (patientId: string) => points.filter((point) => point.patientId === patientId);
  const { moves, forbids } = joinContacts(of(keptId), of(mergedId));
  await tx
    .update(contactPoints)
    .set({ patientId: keptId })
    .where(and(eq(contactPoints.clinicId, clinicId), inArray(contactPoints.id, moves)));
  for (const { id } of forbids) await setVoicemail(tx, clinicId, id, false);
  return { contactPoints: moves, voicemail: forbids };
}

/** What nobody has changed since is as it was before the merge. */
async function giveVoicemailBack(
  tx: Database,
  clinicId: string,
  { voicemail }: Stored<MovedRows>,
): Promise<void> {
  for (const { id, before } of voicemail) {
    const [point] = await tx
      .select({ allowed: contactPoints.voicemailAllowed })
      .from(contactPoints)
      .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.id, id)));
    if (point?.allowed === false) await setVoicemail(tx, clinicId, id, before);
  }
}

async function setVoicemail(
  tx: Database,
  clinicId: string,
  id: string,
  voicemailAllowed: boolean | null,
): Promise<void> {
  await tx
    .update(contactPoints)
    .set({ voicemailAllowed, version: sql`${contactPoints.version} + 1` })
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.id, id)));
}

async function savePatient(
  tx: Database,
  patient: Patient,
  { risks, ...parts }: Partial<PatientIdentity> & { mergedInto?: string | null },
): Promise<void> {
  await tx
    .update(patients)
    .set({ ...parts, ...(risks ? { risks: [...risks] } : {}), version: patient.version + 1 })
    .where(and(eq(patients.clinicId, patient.clinicId), eq(patients.id, patient.id)));
}

/** Nobody can be on the phone with a record that isn't there any more. */
async function endClaim(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<void> {
  await tx
    .update(claims)
    .set({ releasedAt: now, releasedBy: "merged" })
    .where(
      and(
        eq(claims.clinicId, clinicId),
        eq(claims.patientId, patientId),
        isNull(claims.releasedAt),
      ),
    );
}

/**
 * Judges a patient's open recoveries again when their risk was another before and clinic rule X9 reads it.
 * `before`: the risks under which they were judged. Answers whether that is news.
 */
async function reassessRisks(
  tx: Database,
  clinicId: string,
  patientId: string,
  before: readonly (readonly string[])[],
  now: Date,
): Promise<boolean> {
  const open = await tx
    .select({ id: recoveries.id, rules: protocolVersions.rules, risks: patients.risks })
    .from(recoveries)
    .innerJoin(
      patients,
      and(eq(patients.clinicId, recoveries.clinicId), eq(patients.id, recoveries.patientId)),
    )
    .innerJoin(
      protocolVersions,
      and(
        eq(protocolVersions.clinicId, recoveries.clinicId),
        eq(protocolVersions.id, recoveries.protocolVersionId),
      ),
    )
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.patientId, patientId),
        eq(recoveries.open, true),
      ),
    )
    .orderBy(recoveries.id);
  let news = false;
  for (const { id, rules, risks } of open) {
    const changed = before.some((each) => hasRisk(each) !== hasRisk(risks));
    if (!rules.extensions.X9 || !changed) continue;
    const assessed = await assessRecovery(tx, clinicId, id, "correction", now);
    news ||= assessed.news;
  }
  return news;
}

function hasRisk(risks: readonly string[]): boolean {
  return risks.some((risk) => risk.trim() !== "");
}

/** Whether the kept record is part of another by now, or has taken in a further one since. */
async function isUnderAnother(
  tx: Database,
  clinicId: string,
  merge: Pick<typeof patientMerges.$inferSelect, "id">,
  kept: Patient,
): Promise<boolean> {
  if (kept.mergedInto !== null) return true;
  const later = await tx
    .select({ id: patientMerges.id })
    .from(patientMerges)
    .where(
      and(
        eq(patientMerges.clinicId, clinicId),
        eq(patientMerges.keptId, kept.id),
        isNull(patientMerges.undoneAt),
        // Ids are made in the order of merging.
        gt(patientMerges.id, merge.id),
      ),
    );
  return later.length > 0;
}

/** What has happened since the merge to what stays with the kept record; asked once the rows have gone back. */
async function sinceMerge(
  tx: Database,
  clinicId: string,
  { keptId, mergedId, at }: Pick<typeof patientMerges.$inferSelect, "keptId" | "mergedId" | "at">,
): Promise<Omit<SinceMerge, "callsBack">> {
  const called = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, keptId),
        gt(calls.loggedAt, at),
        isNull(calls.undoneAt),
      ),
    )
    .limit(1);
  const judged = await tx
    .select({ id: assessments.id })
    .from(assessments)
    .innerJoin(
      recoveries,
      and(eq(recoveries.clinicId, assessments.clinicId), eq(recoveries.id, assessments.recoveryId)),
    )
    .where(
      and(
        eq(assessments.clinicId, clinicId),
        inArray(recoveries.patientId, [keptId, mergedId]),
        gt(assessments.at, at),
        ne(assessments.cause, "time"),
      ),
    )
    .limit(1);
  return { called: called.length > 0, news: judged.length > 0 };
}

function countsOf({ treatments: treated, checkIns: reports, ...rows }: Rows) {
  return {
    treatments: treated.length,
    checkIns: reports.length,
    calls: rows.calls.length,
    contacts: rows.contactPoints.length,
  };
}
