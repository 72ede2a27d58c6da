import { and, desc, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { keepContactStates, keepContactWishes } from "@/db/contact-history";
import { rewriteLine } from "@/db/follow-up-line";
import { patientCorrections, patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { rewriteSearchTerms } from "@/db/search-terms";
import { type Actor, requirePermission } from "@/lib/actor";
import { changedFields, type IdentityField, type PatientIdentity } from "@/lib/patients/identity";
import { nameKey } from "@/lib/patients/search-terms";
import { asStored } from "@/lib/stored-json";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type PatientCorrection = {
  patientId: string;
  identity: PatientIdentity;
  why: string;
  /** The patient's version that was on the screen. */
  version: number;
};

export type CorrectPatientResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  /** Somebody changed it meanwhile: what stands now, and who said so. */
  | { ok: false; reason: "stale"; stored: PatientIdentity; version: number; by: string | null };

/**
 * Corrects what is known of a person. What it replaces is kept with who and why; the audit says which parts
 * changed, never to what. What stands already is no correction, so that a form sent twice happens once.
 */
export async function correctPatient(
  actor: Actor,
  { patientId, identity, why, version }: PatientCorrection,
  now: Date,
  database: Database = db,
): Promise<CorrectPatientResult> {
  requirePermission(actor, "correct patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const { version: storedVersion, ...stored } = await findIdentity(tx, clinicId, patientId);
    const changed = changedFields(stored, identity);
    if (changed.length === 0) return { ok: true };
    if (version !== storedVersion) {
      const by = await correctedLastBy(tx, clinicId, patientId);
      return { ok: false, reason: "stale", stored, version: storedVersion, by };
    }
    await tx
      .update(patients)
      .set({
        ...identity,
        risks: [...identity.risks],
        nameKey: nameKey(identity.name),
        version: version + 1,
      })
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
    await tx.insert(patientCorrections).values({
      clinicId,
      patientId,
      at: now,
      correctedBy: actor.staffId,
      reason: why,
      before: asStored(partsOf(stored, changed)),
      after: asStored(partsOf(identity, changed)),
    });
    await keepContactStates(tx, clinicId, [patientId], now);
    await keepContactWishes(tx, clinicId, [patientId], now);
    if (changed.includes("name")) await rewriteSearchTerms(tx, clinicId, patientId);
    await rewriteLine(tx, clinicId, patientId, { news: false }, now);
    await writeAudit(
      tx,
      actor,
      { action: "patient.correct", patientId, details: { parts: changed } },
      now,
    );
    return { ok: true };
  });
}

async function findIdentity(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<PatientIdentity & { version: number }> {
  const [found] = await tx
    .select({
      name: patients.name,
      birthOn: patients.birthOn,
      language: patients.language,
      risks: patients.risks,
      consentToContact: patients.consentToContact,
      doNotContactUntil: patients.doNotContactUntil,
      version: patients.version,
    })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
  return found!;
}

function partsOf(
  identity: PatientIdentity,
  fields: readonly IdentityField[],
): Partial<PatientIdentity> {
  return Object.fromEntries(fields.map((field) => [field, identity[field]]));
}

/** Who corrected this person last; null when nobody has. */
async function correctedLastBy(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<string | null> {
  const [last] = await tx
    .select({ by: staff.name })
    .from(patientCorrections)
    .innerJoin(
      staff,
      and(
        eq(staff.clinicId, patientCorrections.clinicId),
        eq(staff.id, patientCorrections.correctedBy),
      ),
    )
    .where(
      and(eq(patientCorrections.clinicId, clinicId), eq(patientCorrections.patientId, patientId)),
    )
    .orderBy(desc(patientCorrections.at), desc(patientCorrections.id))
    .limit(1);
  return last?.by ?? null;
}
