import { toInstant } from "./clinic-time";
import {
  type DateOrder,
  readWhen,
  resolveDate,
  type WrittenDate,
  type WrittenWhen,
} from "./date-text";
import { readDuration } from "./duration-text";
import type { Field } from "./fields";
import type { ImportPlan } from "./plan";
import type { CsvRecord } from "./read-file";

/** A row's start as written, before its order is known; null when it is absent or not understood. */
export type WrittenStart = {
  date: WrittenDate;
  time: NonNullable<WrittenWhen["time"]>;
  endTime: WrittenWhen["endTime"];
  offset: string | null;
};

/** Reads a row's start from its one or two cells; a full date and time in one cell wins. */
export function readStart(plan: ImportPlan, record: CsvRecord): WrittenStart | null {
  const start = readCell(plan, record, "start");
  if (start === "unreadable") return null;
  if (start?.date && start.time) return { ...start, date: start.date, time: start.time };
  const time = readCell(plan, record, "time");
  const date = readCell(plan, record, "date");
  if (date === "unreadable" || (time === "unreadable" && !(date?.time ?? start?.time))) return null;
  const clock = time === "unreadable" ? null : time;
  const dated = [start, clock, date].find((when) => when?.date);
  const timed = [start, clock, date].find((when) => when?.time);
  if (!dated?.date || !timed?.time) return null;
  const offset = dated === timed ? dated.offset : null;
  return { date: dated.date, time: timed.time, endTime: timed.endTime, offset };
}

export type AppointmentTime =
  | { ok: true; startAt: Date; endAt: Date | null; twice: boolean; endUnclear: boolean }
  | { ok: false; reason: "bad-date" | "nonexistent-time" };

/**
 * A row's start and end as instants. The end is a column, else a span of times, else a duration;
 * one that is not after the start, or over a day later, is not believed.
 */
export function readAppointmentTime(
  plan: ImportPlan,
  record: CsvRecord,
  order: DateOrder | null,
): AppointmentTime {
  const written = readStart(plan, record);
  const day = written && resolveDate(written.date, order);
  if (!written || !day) return { ok: false, reason: "bad-date" };
  const { zone } = plan.options;
  const start = toInstant(day, written.time, zone, written.offset);
  if (!start.ok) return { ok: false, reason: "nonexistent-time" };
  const end = readCell(plan, record, "end");
  const ends: (Date | null)[] = [];
  if (end !== null && end !== "unreadable" && end.time) {
    const endDay = end.date ? resolveDate(end.date, order) : day;
    const instant =
      endDay && toInstant(endDay, end.time, zone, end.date ? end.offset : written.offset);
    ends.push(instant?.ok ? instant.at : null);
  }
  if (written.endTime) {
    const instant = toInstant(day, written.endTime, zone, written.offset);
    ends.push(instant.ok ? instant.at : null);
  }
  const minutes = readDuration(plan.cell(record, "duration"), plan.mapping.duration);
  if (minutes !== null) ends.push(new Date(start.at.getTime() + minutes * 60_000));
  const endAt = ends.find((at) => at !== null && isPlausible(start.at, at)) ?? null;
  const said = end !== null || ends.length > 0 || plan.cell(record, "duration") !== "";
  return {
    ok: true,
    startAt: start.at,
    endAt,
    twice: start.twice,
    endUnclear: said && endAt === null,
  };
}

/** The first filled cell a start is read from, to show beside a date that can't be read. */
export function startCell(plan: ImportPlan, record: CsvRecord): { column: string; value: string } {
  const fields: Field[] = ["start", "date", "time"];
  const field =
    fields.find((one) => readCell(plan, record, one) === "unreadable") ??
    fields.find((one) => plan.cell(record, one) !== "") ??
    fields.find((one) => plan.has(one)) ??
    "start";
  return { column: plan.mapping[field] ?? "", value: plan.cell(record, field) };
}

function readCell(
  plan: ImportPlan,
  record: CsvRecord,
  field: Field,
): WrittenWhen | null | "unreadable" {
  const text = plan.cell(record, field);
  return text === "" ? null : (readWhen(text) ?? "unreadable");
}

function isPlausible(startAt: Date, endAt: Date): boolean {
  const minutes = (endAt.getTime() - startAt.getTime()) / 60_000;
  return minutes > 0 && minutes <= 24 * 60;
}
