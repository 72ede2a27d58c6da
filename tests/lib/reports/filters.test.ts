import fc from "fast-check";
import { expect, it } from "vitest";
import {
  daysOf,
  daysWords,
  isWholeMonth,
  nextDays,
  parseReportFilters,
  previousDays,
  reportQuery,
} from "@/lib/reports/filters";

const ZONE = "America/New_York";
const NOW = new Date("2026-11-27T15:00:00Z");

const parsed = (query: Record<string, string | undefined>) => parseReportFilters(query, NOW, ZONE);

it("shows this month when nothing is asked", () => {
  expect(parsed({})).toEqual({
    ok: true,
    datesError: null,
    filters: {
      period: "this-month",
      from: "2026-11-01",
      to: "2026-12-01",
      site: null,
      practitioner: null,
      device: null,
      area: null,
      language: null,
      compare: false,
      by: "device",
      level: null,
    },
  });
});

it.each([
  ["this-month", "2026-11-01", "2026-12-01"],
  ["last-month", "2026-10-01", "2026-11-01"],
  ["last-3-months", "2026-08-01", "2026-11-01"],
  ["this-year", "2026-01-01", "2027-01-01"],
] as const)("knows the days of %s", (period, from, to) => {
  expect(daysOf(period, NOW, ZONE)).toEqual({ from, to });
});

it("begins a month when it begins in the clinic", () => {
  const midnightThere = new Date("2026-12-01T04:59:59.999Z");
  expect(daysOf("this-month", midnightThere, ZONE).from).toBe("2026-11-01");
  expect(daysOf("this-month", new Date(midnightThere.getTime() + 1), ZONE).from).toBe("2026-12-01");
});

it("includes both own dates", () => {
  expect(parsed({ from: "2026-10-03", to: "2026-10-03" })).toMatchObject({
    filters: { period: null, from: "2026-10-03", to: "2026-10-04" },
  });
});

it.each([
  [{ from: "2026-10-03" }, "one_missing"],
  [{ to: "2026-10-03" }, "one_missing"],
  [{ from: "2026-10-04", to: "2026-10-03" }, "turned_round"],
  [{ from: "2001-01-01", to: "2026-10-03" }, "too_long"],
])("says what is wrong with %j, and shows this month", (query, datesError) => {
  expect(parsed(query)).toMatchObject({
    ok: true,
    datesError,
    filters: { period: "this-month", from: "2026-11-01" },
  });
});

it.each([
  { period: "last-week" },
  { from: "2026-02-30", to: "2026-03-01" },
  { from: "0001-01-01", to: "2026-03-01" },
  { language: "fr" },
  { by: "patient" },
  { level: "expected" },
  { device: "\0" },
  { area: "a".repeat(201) },
])("knows no %j", (query) => {
  expect(parsed(query)).toEqual({ ok: false });
});

it("refuses what comes twice", () => {
  expect(parseReportFilters({ device: ["a", "b"] }, NOW, ZONE)).toEqual({ ok: false });
});

it.each([
  [
    { from: "2026-11-01", to: "2026-12-01" },
    { from: "2026-10-01", to: "2026-11-01" },
  ],
  [
    { from: "2026-08-01", to: "2026-11-01" },
    { from: "2026-05-01", to: "2026-08-01" },
  ],
  [
    { from: "2026-01-01", to: "2027-01-01" },
    { from: "2025-01-01", to: "2026-01-01" },
  ],
  [
    { from: "2026-11-03", to: "2026-11-10" },
    { from: "2026-10-27", to: "2026-11-03" },
  ],
])("compares %j with the period before", (days, before) => {
  expect(previousDays(days)).toEqual(before);
  expect(nextDays(before)).toEqual(days);
});

it.each([
  ["2026-11-01", "2026-12-01", "November 2026"],
  ["2026-08-01", "2026-11-01", "August to October 2026"],
  ["2025-12-01", "2026-02-01", "December 2025 to January 2026"],
  ["2026-01-01", "2027-01-01", "2026"],
  ["2026-11-03", "2026-11-18", "3 to 17 November 2026"],
  ["2026-10-30", "2026-11-03", "30 October to 2 November 2026"],
  ["2025-12-30", "2026-01-03", "30 December 2025 to 2 January 2026"],
  ["2026-11-03", "2026-11-04", "3 November 2026"],
])("names %s to %s", (from, to, words) => {
  expect(daysWords({ from, to })).toBe(words);
});

it("leads back to the same view", () => {
  const text = fc.option(
    fc.string({ minLength: 1, maxLength: 40 }).filter((each) => !each.includes("\0")),
    { nil: null },
  );
  const filters = fc.record({
    days: fc.constantFrom(
      { period: "this-month" } as const,
      { period: "last-3-months" } as const,
      { period: null, from: "2026-02-03", to: "2026-03-04" } as const,
    ),
    site: text,
    practitioner: text,
    device: text,
    area: text,
    language: fc.constantFrom(null, "en" as const, "es" as const),
    compare: fc.boolean(),
    by: fc.constantFrom("device" as const, "lot" as const),
    level: fc.constantFrom(null, "urgent" as const, "watch" as const),
  });
  fc.assert(
    fc.property(filters, ({ days, ...rest }) => {
      const whole = {
        ...(days.period === null ? days : { ...days, ...daysOf(days.period, NOW, ZONE) }),
        ...rest,
      };
      const query = Object.fromEntries(new URLSearchParams(reportQuery(whole)));
      expect(parseReportFilters(query, NOW, ZONE)).toEqual({
        ok: true,
        datesError: null,
        filters: whole,
      });
    }),
  );
});

it("knows a whole month of all treatments", () => {
  const all = { site: null, practitioner: null, device: null, area: null, language: null };
  const whole = (from: string, to: string, more = {}) =>
    isWholeMonth({ from, to, ...all, ...more });
  expect(whole("2026-11-01", "2026-12-01")).toBe(true);
  expect(whole("2024-02-01", "2024-03-01")).toBe(true);
  expect(whole("2026-11-01", "2026-11-30")).toBe(false);
  expect(whole("2026-11-02", "2026-12-02")).toBe(false);
  expect(whole("2026-10-01", "2026-12-01")).toBe(false);
  expect(whole("2026-11-01", "2026-12-01", { device: "Pen" })).toBe(false);
});
