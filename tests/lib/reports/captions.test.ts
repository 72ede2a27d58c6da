import { describe, expect, it } from "vitest";
import {
  callTimesCaption,
  cascadeCaption,
  contactCaption,
  funnelCaption,
  pChartCaption,
  rednessCaption,
  responseCaption,
  weeklyFlagsCaption,
} from "@/lib/reports/captions";
import { curveAt, kaplanMeier } from "@/lib/reports/kaplan-meier";
import { pChart } from "@/lib/reports/p-chart";
import { ratioOf } from "@/lib/reports/ratio";
import {
  CASCADE_STEPS,
  type FunnelRatio,
  type Group,
  type RednessResolution,
} from "@/lib/reports/report";
import { GOLDEN } from "./golden-report";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const NOTHING = { ...ratioOf([], []), pending: [], late: [] };

describe("of a period with enough in it", () => {
  it("follows the cascade down to its largest step", () => {
    expect(cascadeCaption(GOLDEN.cascade)).toBe(
      "Of 61 treated recoveries, 59 had a check due, 51 could be contacted, 41 were called, 27 were reached and 5 were closed as healed. The largest step down is from reached to resolved: 22. 6 of them are still pending.",
    );
  });

  it("sums the flags, the worst first", () => {
    expect(weeklyFlagsCaption(GOLDEN.weekly_flags)).toBe(
      "43 flags in 4 weeks: 13 to urgent, 8 to complication, 13 to watch and 9 to awaiting check-in. The most in week 44, with 28.",
    );
  });

  it("tells both response rates with their intervals", () => {
    expect(plain(responseCaption(GOLDEN.response_checks, GOLDEN.response_72h))).toBe(
      "Patients answered 36 of 281 checks, 13 % (95 % interval 9.4 to 17 %). 15 of 61 recoveries had an answer within 72 h, 25 % (95 % interval 16 to 37 %). 1 check got an answer that came too late to count.",
    );
  });

  it("tells the median with its interval, and an end that is open", () => {
    expect(plain(contactCaption("watch", GOLDEN.time_to_contact_watch))).toBe(
      "13 flags to watch; the limit is 24 h. Half were called within 14 h 10 min (95 % interval 1 h 36 min to 24 h), nine in ten within 28 h 30 min; 1 ended without a call. Half were reached within 30 h (95 % interval 2 h 45 min or more); 7 ended without reaching anybody.",
    );
  });

  it("tells redness in hours, with the 48 and 72 h lines and who is left out", () => {
    expect(plain(rednessCaption(GOLDEN.redness_resolution))).toBe(
      "Redness was gone in half by 100 h (95 % interval 72 h to 182 h), of 17 recoveries with an answer. Still red at 48 h: 93 % (61 to 99 %); at 72 h: 73 % (44 to 89 %). 44 recoveries without an answer about redness are left out.",
    );
  });

  it("names what lies outside, and never who is best", () => {
    expect(plain(funnelCaption("device", GOLDEN.by_device, "flagged"))).toBe(
      "By device, outside the 99.8 % limits: rf-z (above); outside the 95 % and within the 99.8 % limits: pen-a (below). 3 groups are too small to be drawn (fewer than 10).",
    );
    expect(plain(funnelCaption("site", GOLDEN.by_site, "flagged"))).toBe(
      "By site, the one group that is large enough lies within the 95 % limits, as chance alone would have it. One group is too small to be drawn (fewer than 10).",
    );
  });

  it("tells the busiest hour and the weeks outside", () => {
    expect(plain(callTimesCaption(GOLDEN.calls_made))).toBe(
      "63 calls, of which 31 reached somebody. The busiest hour is Wed from 9 PM, with 11.",
    );
    expect(plain(pChartCaption("watch", GOLDEN.p_chart.watch))).toBe(
      "10 of 12 flags to watch were called in time, 83 %. No week lies outside the limits.",
    );
    const weeks = Array.from({ length: 9 }, (_, i) => ({ week: `2025-W1${i}`, n: 20, N: 20 }));
    const bad = pChart([...weeks, { week: "2025-W20", n: 4, N: 20 }]);
    expect(plain(pChartCaption("urgent", bad))).toBe(
      "184 of 200 flags to urgent were called in time, 92 %. Outside the limits: week 20.",
    );
  });
});

describe("of fewer than ten", () => {
  it("counts, and says why there is no curve", () => {
    expect(contactCaption("complication", GOLDEN.time_to_contact_complication)).toBe(
      "8 flags to complication: 8 called, 2 reached. Too few for a curve (fewer than 10).",
    );
    expect(pChartCaption("awaiting", GOLDEN.p_chart.awaiting)).toBe(
      "6 of 8 flags to awaiting check-in were called in time. Too few for limits (fewer than 10).",
    );
    expect(rednessCaption(redness(1))).toBe(
      "1 recovery with an answer: redness gone in 1. Too few for a curve (fewer than 10).",
    );
    expect(responseCaption({ ...ratioOf(["a"], ["a", "b"]), pending: [], late: [] }, NOTHING)).toBe(
      "Patients answered 1 of 2 checks. 0 of 0 recoveries had an answer within 72 h.",
    );
    expect(funnelCaption("device", { a: group(3) }, "flagged")).toBe(
      "By device: One group is too small to be drawn (fewer than 10).",
    );
  });
});

describe("of nothing", () => {
  it("says so", () => {
    const steps = CASCADE_STEPS.map((step) => ({
      step,
      n: 0,
      ids: [],
      rate: null,
      ci: null,
      patients: [],
    }));
    expect(cascadeCaption({ steps, pending: [] })).toBe("No treatment ended in this period.");
    expect(weeklyFlagsCaption({})).toBe("No recovery was flagged in this period.");
    expect(responseCaption(NOTHING, NOTHING)).toBe("No check was due in this period.");
    expect(contactCaption("emergency", GOLDEN.time_to_contact_emergency)).toBe(
      "Nothing was flagged as emergency in this period.",
    );
    expect(pChartCaption("emergency", GOLDEN.p_chart.emergency)).toBe(
      "No limit of a flag to emergency ended in this period.",
    );
    expect(rednessCaption({ ...redness(0), noAnswer: ["a"] })).toBe(
      "Nobody answered about redness in this period. 1 recovery without an answer about redness is left out.",
    );
    expect(funnelCaption("area", {}, "flagged")).toBe("No treatment ended in this period.");
    expect(callTimesCaption({ ...GOLDEN.calls_made, n: 0, byWeekdayHour: {} })).toBe(
      "No call was made in this period.",
    );
  });
});

it("tells redness that is gone in fewer than half", () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    id: `t${i}`,
    t: 3600 * (i + 20),
    event: i < 2,
    lower: 0,
  }));
  const curve = kaplanMeier(rows);
  const few = {
    ...curve,
    at48h: curveAt(curve, 172_800),
    at72h: curveAt(curve, 259_200),
    noAnswer: [],
  };
  expect(plain(rednessCaption(few))).toMatch(/^Redness was gone in fewer than half, of 12 rec/);
});

function redness(n: number): RednessResolution {
  const rows = Array.from({ length: n }, (_, i) => ({
    id: `t${i}`,
    t: 7200,
    event: true,
    lower: 0,
  }));
  return { ...kaplanMeier(rows), at48h: null, at72h: null, noAnswer: [] };
}

function group(N: number): Group {
  const ids = Array.from({ length: N }, (_, i) => `t${i}`);
  const flagged: FunnelRatio = { ...ratioOf([], ids), funnel: null };
  return {
    N,
    flagged,
    complicationTreated: flagged,
    complicationKnown: flagged,
    unknown: flagged,
  };
}
