import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildReport } from "@/lib/reports/build-report";
import type { ReportData } from "@/lib/reports/data-set";
import type { ReportFacts } from "@/lib/reports/facts";
import type { ReportScope } from "@/lib/reports/filters";
import type { Ratio, Report } from "@/lib/reports/report";
import { EVERYTHING, factsOf, reportData } from "@/tests/support/report-data";

function reportOf(data: ReportData, facts: ReportFacts = factsOf(data)): Report {
  return buildReport(facts, { ...data.period, ...EVERYTHING }, data.now);
}

type Found = Ratio & { pending?: readonly string[] };

/** Every ratio of a report, however deep, with its place. */
function ratiosIn(value: unknown, path = ""): { path: string; ratio: Found }[] {
  if (typeof value !== "object" || value === null) return [];
  const here = "num" in value && "den" in value ? [{ path, ratio: value as Found }] : [];
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, each]) => ratiosIn(each, `${path}.${key}`)),
  ];
}

/** Where what isn't over yet stands outside: windows, not cohorts. */
const WINDOWS = /^\.(response_|missed_checks|within_limit_)/;

const runs = { numRuns: 300 };

describe("any report", () => {
  it("counts what it lists, each id once and in order, the numerator within the denominator", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        for (const { path, ratio } of ratiosIn(reportOf(data))) {
          const { n, N, num, den, pending = [] } = ratio;
          expect([num.length, den.length], path).toEqual([n, N]);
          for (const ids of [num, den, pending]) {
            expect(ids, path).toEqual([...new Set(ids)].toSorted());
          }
          expect(
            num.filter((id) => !den.includes(id)),
            path,
          ).toEqual([]);
          const outside = pending.filter((id) => !den.includes(id));
          expect(outside, path).toEqual(WINDOWS.test(path) ? pending : []);
          expect(ratio.rate, path).toBe(N < 10 ? null : n / N);
        }
      }),
      runs,
    );
  });

  it("finds a category for every reason, whatever it is called", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        const { num, byCategory } = reportOf(data).flag_rate;
        const placed = new Set(Object.values(byCategory).flat());
        const unexplained = new Set(
          data.assessments
            .filter(({ reasons }) => reasons.length === 0)
            .map(({ treatmentId }) => treatmentId),
        );
        expect(num.filter((id) => !placed.has(id) && !unexplained.has(id))).toEqual([]);
      }),
      runs,
    );
  });

  it("doesn't depend on the order of the facts", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        const facts = factsOf(data);
        const turned = Object.fromEntries(
          Object.entries(facts).map(([name, list]) => [
            name,
            Array.isArray(list) ? list.toReversed() : list,
          ]),
        ) as ReportFacts;
        expect(reportOf(data, turned)).toEqual(reportOf(data));
      }),
      runs,
    );
  });

  it("doesn't depend on what ids are called, as long as their order is the same", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        const rename = (text: string) =>
          text.replaceAll(/"([pstdkacvoxm]\d+)"(?!:)/g, '"shifted-$1"');
        const facts = JSON.stringify(factsOf(data));
        const shifted = buildReport(
          JSON.parse(rename(facts)) as ReportFacts,
          { ...data.period, ...EVERYTHING },
          data.now,
        );
        expect(shifted).toEqual(JSON.parse(rename(JSON.stringify(reportOf(data)))));
      }),
      runs,
    );
  });

  it("is the sum of its parts when it is narrowed: each treatment is in exactly one", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        const facts = factsOf(data);
        const treated = (device: string | null) =>
          buildReport(facts, { ...data.period, ...EVERYTHING, device }, data.now).flag_rate.den;
        const { by_device: groups, flag_rate: all } = reportOf(data);
        const none = groups["(none)"]?.flagged.den ?? [];
        const parts = [...treated("one"), ...treated("two"), ...none];
        expect(parts.toSorted()).toEqual(all.den);
        for (const device of ["one", "two"]) {
          expect(treated(device)).toEqual(groups[device]?.flagged.den ?? []);
        }
      }),
      runs,
    );
  });

  it("takes with a treatment what belongs to it, and nothing else", () => {
    const scopes = fc.constantFrom<Partial<ReportScope>[]>(
      { site: "one" },
      { practitioner: "two" },
      { area: "one", device: "two" },
      { language: "en" },
    );
    const listsOf = ({ calls_made: made, ...report }: Report) => ({
      checks: report.response_checks.den,
      flags: Object.values(report.weekly_flags).flatMap((levels) => Object.values(levels).flat()),
      calls: [...made.ids, ...made.inbound, ...made.notDialled],
      reviews: Object.values(report.work).flatMap(({ reviews }) => reviews),
      messages: [...report.messages.automatic.sent, ...report.messages.human.sent],
      treatments: report.flag_rate.den,
    });
    fc.assert(
      fc.property(reportData, scopes, (data, limits) => {
        const facts = factsOf(data);
        const narrowed = (scope: Partial<ReportScope>) =>
          listsOf(buildReport(facts, { ...data.period, ...EVERYTHING, ...scope }, data.now));
        const whole = narrowed({});
        for (const [name, ids] of Object.entries(narrowed(limits))) {
          const all = new Set(whole[name as keyof typeof whole]);
          expect(
            ids.filter((id) => !all.has(id)),
            name,
          ).toEqual([]);
        }
        const { checks, flags, reviews, treatments } = narrowed({ language: "en" });
        expect({ checks, flags, reviews, treatments }).toEqual({
          checks: whole.checks,
          flags: whole.flags,
          reviews: whole.reviews,
          treatments: whole.treatments,
        });
        expect(Object.values(narrowed({ language: "es" })).flat()).toEqual([]);
        expect(Object.values(narrowed({ site: "elsewhere" })).flat()).toEqual([]);
      }),
      runs,
    );
  });

  it("leaves what lies after its now unread", () => {
    fc.assert(
      fc.property(reportData, (data) => {
        const now = data.now.getTime();
        const facts = factsOf(data);
        const earlier = <T extends object>(list: readonly T[], at: (each: T) => number) =>
          list.filter((each) => at(each) <= now);
        const known: ReportFacts = {
          ...facts,
          treatments: earlier(facts.treatments, ({ endedAt }) => endedAt),
          assessments: earlier(facts.assessments, ({ at }) => at),
          closures: earlier(facts.closures, ({ at }) => at),
          reopenings: earlier(facts.reopenings, ({ at }) => at),
          reviews: earlier(facts.reviews, ({ at }) => at),
          stops: earlier(facts.stops, ({ at }) => at),
          checkIns: earlier(facts.checkIns, ({ recordedAt }) => recordedAt),
          calls: earlier(facts.calls, ({ loggedAt }) => loggedAt),
        };
        expect(reportOf(data, known)).toEqual(reportOf(data));
      }),
      runs,
    );
  });

  it("of a final period stays as it is whatever the clock says", () => {
    fc.assert(
      fc.property(reportData, fc.integer({ min: 1, max: 5_000 }), (data, hours) => {
        const final = new Date(reportOf(data).period.finalAt);
        const later = new Date(final.getTime() + hours * 3_600_000);
        // What is voided or logged late is a fact that came later, not the clock.
        const calls = data.calls.map((each) => ({ ...each, voidedAt: null }));
        const logged = calls.filter(({ loggedAt }) => loggedAt <= final);
        const same = { ...data, calls: logged, checkIns: data.checkIns };
        const cohort = ({
          cascade,
          flag_rate,
          resolution,
          unknown_outcome,
          never_reached,
        }: Report) => ({
          steps: cascade.steps.filter(({ step }) => step === "treated"),
          flag_rate,
          resolution,
          unknown_outcome,
          never_reached,
        });
        const dated = {
          ...same,
          treatments: same.treatments.filter(({ endedAt }) => endedAt <= final),
        };
        expect(cohort(reportOf({ ...dated, now: later }))).toEqual(
          cohort(reportOf({ ...dated, now: final })),
        );
      }),
      runs,
    );
  });
});
