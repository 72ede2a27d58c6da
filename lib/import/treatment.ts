import { nameKey } from "@/lib/patients/search-terms";
import { serviceKey } from "./service-name";

const SKIP_REASONS = [
  "not-microneedling",
  "cancelled",
  "no-show",
  "duplicate",
  "future",
  "not-a-treatment",
] as const;
const REJECT_REASONS = [
  "bad-date",
  "nonexistent-time",
  "missing-name",
  "possible-duplicate",
  "unknown-status",
  "not-completed",
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];
export type RejectReason = (typeof REJECT_REASONS)[number];

export const WARNINGS = {
  "phone-unreadable": "The phone number can't be read and is left out.",
  "email-unreadable": "The e-mail address can't be read and is left out.",
  "no-contact": "There is no phone number and no e-mail address.",
  "time-exists-twice": "The clocks went back over this time: the earlier one is taken.",
  "end-unreadable": "The end can't be read or is not after the start.",
  "still-running": "The treatment had not ended at the time of the import.",
  "extra-cells": "The row has more cells than there are headings.",
  "shared-appointment-number":
    "Another row has the same appointment number, for another patient or service.",
} as const;
export type Warning = keyof typeof WARNINGS;

/** One treatment as a row of the export tells it. Instants are exact, `birthOn` is a calendar day. */
export type ImportedTreatment = {
  patientName: string;
  givenName: string;
  familyName: string;
  /** The patient's number in the booking system; unlike a phone it is never shared. */
  patientSourceId: string | null;
  phoneE164: string | null;
  email: string | null;
  birthOn: string | null;
  startAt: Date;
  endAt: Date | null;
  durationMinutes: number | null;
  serviceName: string;
  practitioner: string | null;
  location: string | null;
  sourceId: string | null;
  /** Whether the number is known to stand for one row; elsewhere a visit may share it. */
  sourceIdIsRow: boolean;
  device: string | null;
  rf: boolean | null;
  area: string | null;
  warnings: Warning[];
};

type Keyed = Pick<
  ImportedTreatment,
  "patientName" | "serviceName" | "startAt" | "sourceId" | "sourceIdIsRow"
>;

/**
 * What makes a treatment the same in another export: the system's own number with the patient (one
 * number can stand for a group), else patient, service and start. Text for a unique column.
 */
export function treatmentKey(treatment: Keyed): string {
  return sourceKey(treatment) ?? slotKey(treatment);
}

/** The key by the system's own number, or null without one. Where a visit may share it, with the service. */
export function sourceKey(treatment: Omit<Keyed, "startAt">): string | null {
  if (treatment.sourceId === null) return null;
  const parts = ["id", treatment.sourceId, nameKey(treatment.patientName)];
  if (!treatment.sourceIdIsRow) parts.push(serviceKey(treatment.serviceName));
  return JSON.stringify(parts);
}

/** The key by patient, service and start; equal for exports with and without numbers. */
export function slotKey(treatment: Omit<Keyed, "sourceId" | "sourceIdIsRow">): string {
  return JSON.stringify([
    "slot",
    nameKey(treatment.patientName),
    serviceKey(treatment.serviceName),
    treatment.startAt.toISOString(),
  ]);
}
