import { estimateEnd, usualLengthMinutes } from "./service-name";
import { type ImportedTreatment, slotKey, treatmentKey, type Warning } from "./treatment";

/** A judged row as it waits for the import: everything the desk stores of it. */
export type StagedTreatment = Pick<
  ImportedTreatment,
  "patientName" | "birthOn" | "phoneE164" | "email" | "patientSourceId" | "serviceName"
> &
  Pick<ImportedTreatment, "practitioner" | "location" | "device" | "rf" | "area"> & {
    startAt: Date;
    endedAt: Date;
    endedAtSource: "recorded" | "estimated";
    /** What makes it the same treatment in a later file. */
    sourceKey: string;
    warnings: readonly Warning[];
  };

/**
 * Settles when a treatment ended: the file's end, else the start plus the usual minutes. An end that
 * had not come at `now` is a plan and not a record, so it is marked as estimated too.
 */
export function stageTreatment(
  treatment: ImportedTreatment,
  usualMinutes: number,
  now: Date,
): StagedTreatment {
  const { startAt, endAt, serviceName } = treatment;
  const endedAt = endAt ?? estimateEnd(startAt, usualLengthMinutes(serviceName, usualMinutes));
  return {
    patientName: treatment.patientName,
    birthOn: treatment.birthOn,
    phoneE164: treatment.phoneE164,
    email: treatment.email,
    patientSourceId: treatment.patientSourceId,
    serviceName,
    practitioner: treatment.practitioner,
    location: treatment.location,
    device: treatment.device,
    rf: treatment.rf,
    area: treatment.area,
    startAt,
    endedAt,
    endedAtSource: endAt === null || endAt > now ? "estimated" : "recorded",
    sourceKey: treatmentKey(treatment),
    warnings: treatment.warnings,
  };
}

/**
 * The key of a row that a person took for somebody else than the row with the same name, service
 * and time: only the contact or the patient number tells the two apart.
 */
export function otherPersonKey(treatment: StagedTreatment): string {
  const { phoneE164, email, patientSourceId } = treatment;
  return JSON.stringify([slotKey(treatment), patientSourceId, phoneE164, email]);
}

/** Whether a key came from name, service and start because the file had no appointment numbers. */
export function isSlotKey(sourceKey: string): boolean {
  return sourceKey.startsWith('["slot"');
}
