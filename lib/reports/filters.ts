import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { LANGUAGES, type Language } from "@/lib/patients/languages";
import { DIMENSIONS, type Dimension, FLAG_LEVELS, type FlagLevel } from "./report";

/** Periods that go by a name. They begin and end with calendar months of the clinic's zone. */
export const PERIODS = [
  { period: "this-month", label: "This month" },
  { period: "last-month", label: "Last month" },
  { period: "last-3-months", label: "Last 3 months" },
  { period: "this-year", label: "This year" },
] as const;
export type NamedPeriod = (typeof PERIODS)[number]["period"];

/** Local dates; `from` is the first day of the period, `to` the first one after it. */
export type Days = { from: string; to: string };

/** Which treatments a report is about; null for all. A practitioner, device or area as it is stored. */
export type ReportScope = Days & {
  site: string | null;
  practitioner: string | null;
  device: string | null;
  area: string | null;
  language: Language | null;
};

/** A scope, and how it is looked at. */
export type ReportFilters = ReportScope & {
  /** Null for own dates. */
  period: NamedPeriod | null;
  /** Beside the period before. */
  compare: boolean;
  /** What the funnel plot compares. */
  by: Dimension;
  /** Whose waiting times are drawn; null for the worst level of which there are enough. */
  level: FlagLevel | null;
};

/** The parts of a scope besides its days: the names they have in a URL. */
export const SCOPE_PARTS = ["site", "practitioner", "device", "area", "language"] as const;
export type ScopePart = (typeof SCOPE_PARTS)[number];

const NAMES = PERIODS.map(({ period }) => period);
/** Long enough for ten years of a clinic, short enough to answer. */
const MOST_DAYS = 3660;

const day = z.iso.date().refine((text) => text >= "2000-01-01" && text < "2100-01-01");
const orNull = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (value === "" ? undefined : value), schema.optional())
    .transform((value) => value ?? null);
const value = z
  .string()
  .max(200)
  .refine((text) => !text.includes("\0"));

const parameters = z
  .object({
    period: orNull(z.enum(NAMES)),
    from: orNull(day),
    to: orNull(day),
    site: orNull(value),
    practitioner: orNull(value),
    device: orNull(value),
    area: orNull(value),
    language: orNull(z.enum(LANGUAGES)),
    compare: orNull(z.literal("1")),
    by: orNull(z.enum(DIMENSIONS)),
    level: orNull(z.enum(FLAG_LEVELS)),
  })
  .transform(({ compare, by, ...rest }) => ({
    ...rest,
    compare: compare !== null,
    by: by ?? ("device" as const),
  }));

/** Why own dates can't be shown, in words for beside the fields. */
export type DatesError = "one_missing" | "turned_round" | "too_long";

/**
 * The report that a URL asks for. A named period wins over dates; without either it is this month.
 * Own dates are both included. `ok: false` when something is named that doesn't exist; dates that
 * can't be shown come with `datesError` and this month instead.
 */
export function parseReportFilters(
  query: Record<string, string | string[] | undefined>,
  now: Date,
  zone: string,
): { ok: true; filters: ReportFilters; datesError: DatesError | null } | { ok: false } {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return { ok: false };
  const { from, to, period, ...rest } = parsed.data;
  if (period !== null || (from === null && to === null)) {
    const named = period ?? "this-month";
    return {
      ok: true,
      filters: { ...rest, period: named, ...daysOf(named, now, zone) },
      datesError: null,
    };
  }
  const datesError = wrongDates(from, to);
  const days =
    datesError === null ? { from: from!, to: dayAfter(to!) } : daysOf("this-month", now, zone);
  return {
    ok: true,
    filters: { ...rest, period: datesError === null ? null : "this-month", ...days },
    datesError,
  };
}

function wrongDates(from: string | null, to: string | null): DatesError | null {
  if (from === null || to === null) return "one_missing";
  if (to < from) return "turned_round";
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
  return days > MOST_DAYS ? "too_long" : null;
}

/** The days of a named period at `now` in a zone. */
export function daysOf(period: NamedPeriod, now: Date, zone: string): Days {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const month = today.with({ day: 1 });
  switch (period) {
    case "this-month":
      return between(month, month.add({ months: 1 }));
    case "last-month":
      return between(month.subtract({ months: 1 }), month);
    case "last-3-months":
      return between(month.subtract({ months: 3 }), month);
    case "this-year":
      return between(month.with({ month: 1 }), month.with({ month: 1 }).add({ years: 1 }));
  }
}

/** The period before: as many whole months when it is made of such, else as many days. */
export function previousDays(days: Days): Days {
  return shifted(days, -1);
}

/** The period after, of the same length. */
export function nextDays(days: Days): Days {
  return shifted(days, 1);
}

function shifted(days: Days, direction: 1 | -1): Days {
  const [from, to] = [Temporal.PlainDate.from(days.from), Temporal.PlainDate.from(days.to)];
  const { months } = from.until(to, { largestUnit: "months" });
  const whole = from.day === 1 && to.day === 1;
  const by = whole
    ? { months: months * direction }
    : { days: from.until(to, { largestUnit: "days" }).days * direction };
  return between(from.add(by), to.add(by));
}

/** Whether these are all days of one calendar month and all its treatments: what is frozen once it is final. */
export function isWholeMonth(scope: ReportScope): boolean {
  const from = Temporal.PlainDate.from(scope.from);
  const month = from.day === 1 && from.add({ months: 1 }).toString() === scope.to;
  return month && SCOPE_PARTS.every((part) => scope[part] === null);
}

/** "2026-11-30", the last day of a period that ends before "2026-12-01". */
export function lastDay({ to }: Days): string {
  return Temporal.PlainDate.from(to).subtract({ days: 1 }).toString();
}

/**
 * A period as people name it: "November 2026", "September to November 2026", "2026",
 * "3 to 17 November 2026".
 */
export function daysWords(days: Days): string {
  const from = Temporal.PlainDate.from(days.from);
  const last = Temporal.PlainDate.from(days.to).subtract({ days: 1 });
  const whole = from.day === 1 && last.day === last.daysInMonth;
  if (whole && from.year === last.year && from.month === 1 && last.month === 12) {
    return String(from.year);
  }
  const sameYear = from.year === last.year;
  if (whole) {
    if (sameYear && from.month === last.month) return `${monthOf(from)} ${from.year}`;
    return `${monthOf(from)}${sameYear ? "" : ` ${from.year}`} to ${monthOf(last)} ${last.year}`;
  }
  const end = `${last.day} ${monthOf(last)} ${last.year}`;
  if (from.equals(last)) return end;
  if (!sameYear) return `${from.day} ${monthOf(from)} ${from.year} to ${end}`;
  return from.month === last.month
    ? `${from.day} to ${end}`
    : `${from.day} ${monthOf(from)} to ${end}`;
}

function monthOf(date: Temporal.PlainDate): string {
  return date.toLocaleString("en-US", { month: "long" });
}

/** The query string of a report, for a link to the same view; what is as usual is left out. */
export function reportQuery(filters: ReportFilters): string {
  const query = new URLSearchParams();
  if (filters.period === null) {
    query.set("from", filters.from);
    query.set("to", lastDay(filters));
  } else if (filters.period !== "this-month") query.set("period", filters.period);
  for (const part of SCOPE_PARTS) {
    const chosen = filters[part];
    if (chosen !== null) query.set(part, chosen);
  }
  if (filters.compare) query.set("compare", "1");
  if (filters.by !== "device") query.set("by", filters.by);
  if (filters.level !== null) query.set("level", filters.level);
  return query.toString();
}

function between(from: Temporal.PlainDate, to: Temporal.PlainDate): Days {
  return { from: from.toString(), to: to.toString() };
}

function dayAfter(text: string): string {
  return Temporal.PlainDate.from(text).add({ days: 1 }).toString();
}
