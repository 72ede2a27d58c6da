import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { weekdayHourWords } from "./lists";
import {
  type CallsMade,
  type Cascade,
  type Dimension,
  FLAG_LEVELS,
  type FlagLevel,
  type FunnelRatio,
  type Groups,
  type KaplanMeier,
  type PChart,
  type PendingRatio,
  type RednessResolution,
  type Report,
  SMALLEST_N,
  type TimeToContact,
} from "./report";
import {
  counted,
  countOf,
  DIMENSION_WORDS,
  durationWords,
  hourWords,
  listed as joined,
  LIMIT_WORDS,
  percent,
  percentRange,
  STEP_WORDS,
  UNITS,
  valueWords,
  weekWords,
} from "./words";

/** A chart in words: what somebody would say who looked at it, without a judgement. */

/** "Of 61 treated recoveries … The largest step down: 14 were tried and not reached." */
export function cascadeCaption({ steps, pending }: Cascade): string {
  const [treated, ...later] = steps;
  if (treated === undefined || treated.n === 0) return "No treatment ended in this period.";
  const said = later.map(({ step, n }) => `${n} ${STEP_SAID[step as keyof typeof STEP_SAID]}`);
  const losses = later.map(({ step, n }, i) => ({
    step,
    before: steps[i]!,
    lost: steps[i]!.n - n,
  }));
  const largest = losses.toSorted((a, b) => b.lost - a.lost)[0]!;
  return [
    `Of ${treated.n} treated ${UNITS.recovery[treated.n === 1 ? 0 : 1]}, ${joined(said)}.`,
    largest.lost === 0
      ? "None was lost on the way."
      : `The largest step down is from ${STEP_WORDS[largest.before.step].toLowerCase()} to ${STEP_WORDS[largest.step].toLowerCase()}: ${largest.lost}.`,
    pending.length === 0 ? "" : `${pending.length} of them ${areIs(pending.length)} still pending.`,
  ]
    .filter(Boolean)
    .join(" ");
}

const STEP_SAID = {
  due: "had a check due",
  contactable: "could be contacted",
  attempted: "were called",
  reached: "were reached",
  resolved: "were closed as healed",
} as const;

/** "42 flags in 4 weeks; the most in week 44: 28. …" */
export function weeklyFlagsCaption(weeks: Report["weekly_flags"]): string {
  const sums = Object.entries(weeks).map(([week, levels]) => ({
    week,
    n: FLAG_LEVELS.reduce((sum, level) => sum + levels[level].length, 0),
  }));
  const all = sums.reduce((sum, { n }) => sum + n, 0);
  if (all === 0) return "No recovery was flagged in this period.";
  const most = sums.toSorted((a, b) => b.n - a.n)[0]!;
  const byLevel = FLAG_LEVELS.toReversed().flatMap((level) => {
    const n = sums.reduce((sum, { week }) => sum + weeks[week]![level].length, 0);
    return n === 0 ? [] : [`${n} to ${LEVEL_WORDS[level].toLowerCase()}`];
  });
  return `${countOf(all, "raise")} in ${sums.length === 1 ? "one week" : `${sums.length} weeks`}: ${joined(byLevel)}. The most in ${weekWords(most.week).toLowerCase()}, with ${most.n}.`;
}

/** "Patients answered 36 of 281 checks, 13 % (95 % interval 9.4 to 17 %) …" */
export function responseCaption(
  checks: PendingRatio & { late: readonly string[] },
  within72h: PendingRatio,
): string {
  if (checks.N === 0 && within72h.N === 0) return "No check was due in this period.";
  return [
    `Patients answered ${checks.n} of ${countOf(checks.N, "check")}${inBrackets(checks)}.`,
    `${within72h.n} of ${countOf(within72h.N, "recovery")} had an answer within 72 h${inBrackets(within72h)}.`,
    checks.late.length === 0
      ? ""
      : `${countOf(checks.late.length, "check")} got an answer that came too late to count.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** "Half of 13 urgent flags were called within 1 h 5 min (95 % interval …), nine in ten within …" */
export function contactCaption(level: FlagLevel, { attempt, reached }: TimeToContact): string {
  const word = LEVEL_WORDS[level].toLowerCase();
  if (attempt.N === 0) return `Nothing was flagged as ${word} in this period.`;
  if (attempt.N < SMALLEST_N) {
    return `${countOf(attempt.N, "raise")} to ${word}: ${attempt.events} called, ${reached.events} reached. Too few for a curve (fewer than ${SMALLEST_N}).`;
  }
  return [
    `${countOf(attempt.N, "raise")} to ${word}; the limit is ${LIMIT_WORDS[level]}.`,
    quantiles(attempt, "called"),
    quantiles(reached, "reached"),
  ].join(" ");
}

function quantiles(curve: KaplanMeier, verb: string): string {
  const half =
    curve.median === null
      ? `Fewer than half were ${verb}`
      : `Half were ${verb} within ${durationWords(curve.median)}${intervalOf(curve, durationWords)}`;
  const most = curve.p90 === null ? "" : `, nine in ten within ${durationWords(curve.p90)}`;
  const rest =
    curve.censored === 0
      ? "all were"
      : `${counted(curve.censored)} ended without ${verb === "called" ? "a call" : "reaching anybody"}`;
  return `${half}${most}; ${rest}.`;
}

/** " (95 % interval 4 to 23 h)"; an end that is never reached is open. */
function intervalOf({ medianCi }: KaplanMeier, words: (seconds: number) => string): string {
  const [lower, upper] = medianCi ?? [null, null];
  if (lower === null) return "";
  return ` (95\u00a0% interval ${words(lower)} ${upper === null ? "or more" : `to ${words(upper)}`})`;
}

/** "Half were free of redness by 100 h (95 % interval 72 to 182 h) … still red at 48 h: 93 %." */
export function rednessCaption(redness: RednessResolution): string {
  const { N, events, at48h, at72h, noAnswer } = redness;
  const silent =
    noAnswer.length === 0
      ? ""
      : ` ${countOf(noAnswer.length, "recovery")} without an answer about redness ${areIs(noAnswer.length)} left out.`;
  if (N === 0) return `Nobody answered about redness in this period.${silent}`;
  if (at48h === null || at72h === null) {
    return `${countOf(N, "recovery")} with an answer: redness gone in ${events}. Too few for a curve (fewer than ${SMALLEST_N}).${silent}`;
  }
  const half =
    redness.median === null
      ? "Redness was gone in fewer than half"
      : `Redness was gone in half by ${hourWords(redness.median)}${intervalOf(redness, hourWords)}`;
  return `${half}, of ${countOf(N, "recovery")} with an answer. Still red at 48 h: ${percent(at48h.s)} (${percentRange([at48h.lo, at48h.hi])}); at 72 h: ${percent(at72h.s)} (${percentRange([at72h.lo, at72h.hi])}).${silent}`;
}

/** "5 devices with ten or more; none lies outside what chance explains." */
export function funnelCaption(
  dimension: Dimension,
  groups: Groups,
  ratio: "flagged" | "complicationTreated",
): string {
  const all = Object.entries(groups).map(([value, group]) => ({ value, ...group[ratio] }));
  const drawn = all.filter(({ funnel }) => funnel !== null);
  const small = all.length - drawn.length;
  const few =
    small === 0
      ? ""
      : ` ${small === 1 ? "One group is" : `${small} groups are`} too small to be drawn (fewer than ${SMALLEST_N}).`;
  const title = DIMENSION_WORDS[dimension].toLowerCase();
  if (all.length === 0) return "No treatment ended in this period.";
  if (drawn.length === 0) return `By ${title}:${few}`;
  const outside = drawn.filter((each) => funnelPlace(each) === "outside 99.8");
  const edge = drawn.filter((each) => funnelPlace(each) === "outside 95");
  const named = (some: typeof drawn) =>
    joined(
      some.map(
        ({ value, rate, funnel }) =>
          `${valueWords(dimension, value)} (${rate! < funnel!.lo95 ? "below" : "above"})`,
      ),
    );
  const said =
    outside.length + edge.length === 0
      ? `${drawn.length === 1 ? "the one group that is large enough lies" : "all groups lie"} within the 95\u00a0% limits, as chance alone would have it`
      : [
          outside.length === 0 ? "" : `outside the 99.8\u00a0% limits: ${named(outside)}`,
          edge.length === 0
            ? ""
            : `outside the 95\u00a0% and within the 99.8\u00a0% limits: ${named(edge)}`,
        ]
          .filter(Boolean)
          .join("; ");
  return `By ${title}, ${said}.${few}`;
}

export type FunnelPlace = "within" | "outside 95" | "outside 99.8";

/** Where a group lies among its limits; a group without limits lies within. */
export function funnelPlace({ rate, funnel }: Pick<FunnelRatio, "rate" | "funnel">): FunnelPlace {
  if (rate === null || funnel === null) return "within";
  if (rate < funnel.lo998 || rate > funnel.hi998) return "outside 99.8";
  return rate < funnel.lo95 || rate > funnel.hi95 ? "outside 95" : "within";
}

/** "63 calls; the busiest hour is Wed from 9 AM, with 9." */
export function callTimesCaption({ n, byWeekdayHour, byOutcome }: CallsMade): string {
  if (n === 0) return "No call was made in this period.";
  const most = Object.entries(byWeekdayHour).toSorted(([, a], [, b]) => b.length - a.length)[0]!;
  return `${countOf(n, "call")}, of which ${byOutcome.reached.length} reached somebody. The busiest hour is ${weekdayHourWords(most[0])}, with ${most[1].length}.`;
}

/** "83 % of 12 watch flags were called in time; no week lies outside the limits." */
export function pChartCaption(level: FlagLevel, { n, N, centre, weeks }: PChart): string {
  const word = LEVEL_WORDS[level].toLowerCase();
  if (N === 0) return `No limit of a flag to ${word} ended in this period.`;
  if (centre === null) {
    return `${n} of ${countOf(N, "raise")} to ${word} were called in time. Too few for limits (fewer than ${SMALLEST_N}).`;
  }
  const out = weeks.filter((each) => each.out).map(({ week }) => weekWords(week).toLowerCase());
  return `${n} of ${countOf(N, "raise")} to ${word} were called in time, ${percent(centre)}. ${
    out.length === 0 ? "No week lies outside the limits." : `Outside the limits: ${joined(out)}.`
  }`;
}

function inBrackets({ rate, ci }: Pick<PendingRatio, "rate" | "ci">): string {
  return rate === null || ci === null
    ? ""
    : `, ${percent(rate)} (95\u00a0% interval ${percentRange(ci)})`;
}

function areIs(n: number): string {
  return n === 1 ? "is" : "are";
}
