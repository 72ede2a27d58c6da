import { type AppointmentTime, readAppointmentTime, startCell } from "./appointment-time";
import { readEmail, readId, readPhone } from "./contact-text";
import { type DateOrder, readWhen, resolveDate } from "./date-text";
import type { Field } from "./fields";
import { type PersonName, readPersonName } from "./person-name";
import type { ImportPlan } from "./plan";
import type { CsvRecord } from "./read-file";
import { isOtherSale } from "./sale-line";
import { contactsDiffer, type PatientTraits } from "./same-patient";
import { describeService } from "./service-name";
import { isOff, isWanted, readStatus } from "./survey";
import {
  type ImportedTreatment,
  type RejectReason,
  type SkipReason,
  slotKey,
  sourceKey,
  type Warning,
} from "./treatment";

/** The judgement on one record; `problem` is a sentence for people, `cell` the cell it is about. */
export type ImportRow = { row: number; line: number } & (
  | { verdict: "accept"; treatment: ImportedTreatment }
  | { verdict: "skip"; reason: SkipReason; problem: string; duplicateOfRow?: number }
  | {
      verdict: "reject";
      reason: RejectReason;
      problem: string;
      cell: { column: string; value: string } | null;
      duplicateOfRow?: number;
      /** What it would be, for the reasons that a person may overrule. */
      treatment?: ImportedTreatment;
    }
);

/** What earlier rows leave behind for later ones: duplicates and the practitioner of a table. */
export type RowMemory = {
  /** With who it was, where only name, service and start make the key. */
  seen: Map<string, { row: number; patient: PatientTraits | null }>;
  sourceIds: Map<string, string>;
  services: Map<string, { wanted: boolean; words: ReturnType<typeof describeService> }>;
  practitioner: string | null;
};

/**
 * Judges one record: other services, then cancelled and no-show, then dates, names, duplicates,
 * future, and last what is not known to have taken place. Nothing is written; `memory` is kept.
 */
export function judgeRow(
  plan: ImportPlan,
  order: DateOrder | null,
  memory: RowMemory,
  record: CsvRecord,
): ImportRow {
  const { row, line } = record;
  const skip = (reason: SkipReason, problem: string): ImportRow => {
    return { row, line, verdict: "skip", reason, problem };
  };
  const furniture = plan.furniture(record);
  if (furniture === "group") memory.practitioner = practitionerAbove(record.cells);
  if (furniture !== null) return skip("not-a-treatment", FURNITURE[furniture]);
  const service = plan.cell(record, "service");
  if (service === "") return skip("not-microneedling", "No service is named.");
  if (isOtherSale(plan.cell(record, "itemType"))) {
    return skip("not-microneedling", "This line is a sale, not a visit.");
  }
  if (!isWanted(plan, service))
    return skip("not-microneedling", "The service is not microneedling.");
  const status = readStatus(plan, record);
  if (isOff(status)) return skip(status, OFF[status]);
  const time = readAppointmentTime(plan, record, order);
  if (!time.ok) return rejectTime(plan, record, time.reason);
  const name = readPersonName(
    plan.cell(record, "patientName"),
    plan.cell(record, "firstName"),
    plan.cell(record, "lastName"),
  );
  if (name === null) {
    const field = plan.has("patientName") ? "patientName" : "firstName";
    return reject(plan, record, "missing-name", "There is no patient name.", field);
  }
  const treatment = describeTreatment(plan, record, order, memory, name, time);
  const repeated = recallDuplicate(treatment, memory, record);
  if (repeated !== null) return repeated;
  if (time.startAt > plan.options.now) {
    remember(treatment, memory, row);
    return skip("future", "The appointment is still to come.");
  }
  if (status === "unknown") {
    const text = "The status doesn't say whether the treatment took place.";
    return { ...reject(plan, record, "unknown-status", text, "status"), treatment };
  }
  if (status === "upcoming") {
    const text = "The time is past, but the status doesn't say that the treatment took place.";
    return { ...reject(plan, record, "not-completed", text, "status"), treatment };
  }
  remember(treatment, memory, row);
  return { row, line, verdict: "accept", treatment };
}

// A file names few services and names them thousands of times.
function recallService(plan: ImportPlan, memory: RowMemory, name: string) {
  const known = memory.services.get(name);
  if (known !== undefined) return known;
  const service = { wanted: isWanted(plan, name), words: describeService(name) };
  memory.services.set(name, service);
  return service;
}

/** The practitioner that a line above a table names, "Last, First" turned round. */
export function practitionerAbove(cells: readonly string[]): string | null {
  const text = cells.filter((cell) => cell.trim() !== "").join(", ");
  return readPersonName(text, "", "")?.full ?? null;
}

function rejectTime(
  plan: ImportPlan,
  record: CsvRecord,
  reason: "bad-date" | "nonexistent-time",
): ImportRow {
  const { row, line } = record;
  const cell = startCell(plan, record);
  const problem =
    reason === "nonexistent-time"
      ? "The clocks skipped this time: say when the treatment was."
      : cell.value === ""
        ? "There is no date."
        : "This is not a date and time that exists.";
  return { row, line, verdict: "reject", reason, problem, cell };
}

function reject(
  plan: ImportPlan,
  record: CsvRecord,
  reason: RejectReason,
  problem: string,
  field: Field,
): Extract<ImportRow, { verdict: "reject" }> {
  const { row, line } = record;
  const column = plan.mapping[field];
  const cell = column === undefined ? null : { column, value: plan.cell(record, field) };
  return { row, line, verdict: "reject", reason, problem, cell };
}

function describeTreatment(
  plan: ImportPlan,
  record: CsvRecord,
  order: DateOrder | null,
  memory: RowMemory,
  name: PersonName,
  time: Extract<AppointmentTime, { ok: true }>,
): ImportedTreatment {
  const warnings: Warning[] = [];
  const phone = readPhone(plan.cell(record, "phone"), plan.region);
  const email = readEmail(plan.cell(record, "email"));
  if (phone.unreadable) warnings.push("phone-unreadable");
  if (email.unreadable) warnings.push("email-unreadable");
  if (phone.value === null && email.value === null) warnings.push("no-contact");
  if (time.twice) warnings.push("time-exists-twice");
  if (time.endUnclear) warnings.push("end-unreadable");
  const { startAt, endAt } = time;
  if (endAt !== null && startAt <= plan.options.now && endAt > plan.options.now) {
    warnings.push("still-running");
  }
  if (record.cells.slice(plan.header.length).some((cell) => cell.trim() !== "")) {
    warnings.push("extra-cells");
  }
  const serviceName = plan.cell(record, "service");
  const sourceId = readId(plan.cell(record, "sourceId"));
  const sourceIdIsRow = plan.system?.columns.sourceId !== undefined;
  const key = sourceKey({ patientName: name.full, serviceName, sourceId, sourceIdIsRow });
  const other = sourceId === null ? undefined : memory.sourceIds.get(sourceId);
  if (other !== undefined && other !== key) warnings.push("shared-appointment-number");
  return {
    patientName: name.full,
    givenName: name.given,
    familyName: name.family,
    patientSourceId: readId(plan.cell(record, "patientId")),
    phoneE164: phone.value,
    email: email.value,
    birthOn: readBirthDay(plan.cell(record, "birthOn"), order, plan.options.now),
    startAt,
    endAt,
    durationMinutes:
      endAt === null ? null : Math.round((endAt.getTime() - startAt.getTime()) / 60_000),
    serviceName,
    practitioner: plan.cell(record, "practitioner") || memory.practitioner,
    location: plan.cell(record, "location") || null,
    sourceId,
    sourceIdIsRow,
    ...recallService(plan, memory, serviceName).words,
    warnings,
  };
}

// A two-digit year of birth can't lie ahead.
function readBirthDay(text: string, order: DateOrder | null, now: Date): string | null {
  const date = text === "" ? null : readWhen(text)?.date;
  const day = date ? resolveDate(date, order) : null;
  if (!day) return null;
  const year = day.year > now.getUTCFullYear() ? day.year - 100 : day.year;
  return `${year}-${String(day.month).padStart(2, "0")}-${String(day.day).padStart(2, "0")}`;
}

function recallDuplicate(
  treatment: ImportedTreatment,
  memory: RowMemory,
  record: CsvRecord,
): ImportRow | null {
  const { row, line } = record;
  const key = sourceKey(treatment);
  const byId = key === null ? undefined : memory.seen.get(key);
  const earlier = byId ?? (key === null ? memory.seen.get(slotKey(treatment)) : undefined);
  if (earlier === undefined) return null;
  if (earlier.patient !== null && contactsDiffer(treatment, earlier.patient)) {
    const problem = `Row ${earlier.row} has the same name, service and time but other contacts: one person or two?`;
    const reason = "possible-duplicate";
    return {
      row,
      line,
      verdict: "reject",
      reason,
      problem,
      cell: null,
      duplicateOfRow: earlier.row,
      treatment,
    };
  }
  const problem = `This is the same appointment as row ${earlier.row}.`;
  return { row, line, verdict: "skip", reason: "duplicate", problem, duplicateOfRow: earlier.row };
}

function remember(treatment: ImportedTreatment, memory: RowMemory, row: number): void {
  const { patientName, patientSourceId, phoneE164, email, sourceId } = treatment;
  const numbered = sourceKey(treatment);
  const key = numbered ?? slotKey(treatment);
  const patient = numbered === null ? { patientName, patientSourceId, phoneE164, email } : null;
  memory.seen.set(key, { row, patient });
  if (sourceId !== null && !memory.sourceIds.has(sourceId)) memory.sourceIds.set(sourceId, key);
}

const FURNITURE = {
  total: "This line is a total of the report.",
  heading: "This line repeats the headings.",
  group: "This line names the practitioner of the rows below.",
} as const;

const OFF = {
  cancelled: "The appointment was cancelled.",
  "no-show": "The patient did not come.",
} as const;
