import type { Outcome } from "@/lib/calls/outcomes";
import type { ClosingOutcome } from "@/lib/recovery/closing";
import type { Level } from "@/lib/triage/protocol";

/** Below this many there is no percentage and no curve: a handful of people proves nothing. */
export const SMALLEST_N = 10;

/** Sorted distinct ids. What they name stands beside each metric: the unit. */
export type Ids = readonly string[];

/** Both ends of a 95 % interval, as shares of 1. */
export type Interval = readonly [lower: number, upper: number];

/** `num` lies within `den`; `rate` (0 to 1, unrounded) and `ci` (Wilson 95 %) are null when N < 10. */
export type Ratio = {
  n: number;
  N: number;
  rate: number | null;
  ci: Interval | null;
  num: Ids;
  den: Ids;
};

/** A ratio with what isn't over yet: within `den` in a cohort number, outside it where windows are counted. */
export type PendingRatio = Ratio & { pending: Ids };

/** Instants as ISO texts in UTC to the millisecond; nothing after `finalAt` changes a cohort number. */
export type Period = { fromInstant: string; toInstant: string; finalAt: string; final: boolean };

export const CASCADE_STEPS = [
  "treated",
  "due",
  "contactable",
  "attempted",
  "reached",
  "resolved",
] as const;
export type CascadeStep = (typeof CASCADE_STEPS)[number];

/** Unit: recoveries, each step within the one before; `patients` are the people behind them. */
export type Cascade = {
  steps: readonly {
    step: CascadeStep;
    n: number;
    ids: Ids;
    rate: number | null;
    ci: Interval | null;
    patients: Ids;
  }[];
  pending: Ids;
};

/** Why nobody could be contacted; the first that holds. */
export const EXCLUSIONS = [
  "do_not_contact",
  "no_contact_point",
  "not_usable",
  "no_consent",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** Unit: recoveries. */
export type Contactable = Ratio & { excluded: Readonly<Record<Exclusion, Ids>> };

/** Unit: due checks. `late`: answered in the window, recorded after it. */
export type ResponseChecks = PendingRatio & { late: Ids };

/** How an attempt can end: every outcome but "not dialled". */
export type AttemptOutcome = Exclude<Outcome, "not_dialled">;

/** Unit: calls. `byHour` has the keys "0" to "23", `byWeekdayHour` such as "mon-09", without empty ones. */
export type CallsMade = {
  n: number;
  ids: Ids;
  notDialled: Ids;
  inbound: Ids;
  byOutcome: Readonly<Record<AttemptOutcome, Ids>>;
  byHour: Readonly<Record<string, Ids>>;
  byWeekdayHour: Readonly<Record<string, Ids>>;
};

/** The levels that a flag can be raised to, mildest first. */
export const FLAG_LEVELS = ["awaiting", "watch", "complication", "urgent", "emergency"] as const;
export type FlagLevel = (typeof FLAG_LEVELS)[number];

/** How long one item was watched, in seconds, and whether the event ended it. */
export type Span = { id: string; t: number; event: boolean };

/** A step of the curve: `s` is the share without the event after `t`, with its 95 % limits. */
export type CurvePoint = {
  t: number;
  atRisk: number;
  events: number;
  s: number;
  lo: number;
  hi: number;
};

/**
 * Times in seconds. A quantile is null when the curve never comes down to it; with N < 10 there is
 * neither curve nor quantile.
 */
export type KaplanMeier<Row extends Span = Span> = {
  N: number;
  events: number;
  censored: number;
  rows: readonly Row[];
  curve: readonly CurvePoint[];
  median: number | null;
  medianCi: readonly [number | null, number | null] | null;
  p90: number | null;
};

/** Unit: raises. */
export type TimeToContact = { attempt: KaplanMeier; reached: KaplanMeier };

/** Unit: raises. `withdrawn`: an answer lowered the level before the limit, and before anybody called. */
export type LimitShare = PendingRatio & { withdrawn: Ids };
export type WithinLimit = { attempt: LimitShare; reached: LimitShare };

/** One ISO week, "2025-W44". The last four are null when all weeks together are fewer than 10. */
export type ChartWeek = {
  week: string;
  n: number;
  N: number;
  p: number | null;
  lcl: number | null;
  ucl: number | null;
  out: boolean | null;
};
export type PChart = { n: number; N: number; centre: number | null; weeks: readonly ChartWeek[] };

/** Unit: recoveries. `byAttempts` has the keys "1", "2" …, without empty ones. */
export type AttemptsToReach = {
  N: number;
  byAttempts: Readonly<Record<string, Ids>>;
  inbound: Ids;
  never: Ids;
  pending: Ids;
};

/** Unit: recoveries. */
export type NeverReached = PendingRatio & { flaggedNotAttempted: Ids };

export const FLAG_CATEGORIES = [
  "infection",
  "allergic",
  "prolonged",
  "past_window",
  "more_than_expected",
  "no_report",
  "data_check",
  "clinic_rule",
] as const;
export type FlagCategory = (typeof FLAG_CATEGORIES)[number];

/** Unit: recoveries. Worst levels exclude each other, categories don't. */
export type FlagRate = PendingRatio & {
  byWorstLevel: Readonly<Record<Level, Ids>>;
  byCategory: Readonly<Record<FlagCategory, Ids>>;
};

/** What recoveries are compared by. */
export const DIMENSIONS = ["device", "rf", "depth", "area", "lot", "practitioner", "site"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The name of a group without a value. */
export const NO_VALUE = "(none)";

export type Funnel = { lo95: number; hi95: number; lo998: number; hi998: number };
export type FunnelRatio = Ratio & { funnel: Funnel | null };

/** Unit: recoveries. */
export type Group = {
  N: number;
  flagged: FunnelRatio;
  complicationTreated: FunnelRatio;
  complicationKnown: Ratio;
  unknown: Ratio;
};
export type Groups = Readonly<Record<string, Group>>;

/** The true end of redness lies after `lower` and not after `t`. */
export type RednessSpan = Span & { lower: number };
export type CurveAt = { s: number; lo: number; hi: number };

/** Unit: recoveries. */
export type RednessResolution = KaplanMeier<RednessSpan> & {
  at48h: CurveAt | null;
  at72h: CurveAt | null;
  noAnswer: Ids;
};

/** How a person can have ended a recovery, or treated again. */
export type ReportedClosing = Exclude<ClosingOutcome, "history">;

/** Unit: recoveries. Times in seconds from the end of treatment to the closing that stands. */
export type Resolution = PendingRatio & {
  byOutcome: Readonly<Record<ReportedClosing, Ids>>;
  system: Ids;
  open: Ids;
  reopened: Ids;
  medianResolved: number | null;
  p90Resolved: number | null;
  km: KaplanMeier;
};

/** Calls and reviews of one person on one day. */
export type WorkDay = { attempts: Ids; reached: Ids; reviews: Ids };

/** Unit: messages, and patients where it says so. */
export type MessageShare = {
  sent: Ids;
  delivered: Ratio;
  failed: Ratio;
  pending: Ids;
  patients: Ratio;
};
export type Messages = {
  automatic: MessageShare;
  human: MessageShare;
  stop: { events: Ids; values: Ids; patients: Ids };
};

/** Every metric of one period, by its name in URLs and files. */
export type Report = {
  period: Period;
  cascade: Cascade;
  contactable: Contactable;
  response_checks: ResponseChecks;
  response_72h: PendingRatio;
  attempted_patients: PendingRatio;
  reached_patients: PendingRatio;
  calls_made: CallsMade;
  p_chart: Readonly<Record<FlagLevel, PChart>>;
  weekly_flags: Readonly<Record<string, Readonly<Record<FlagLevel, Ids>>>>;
  attempts_to_reach: AttemptsToReach;
  never_reached: NeverReached;
  flag_rate: FlagRate;
  complication_treated: PendingRatio;
  complication_known: PendingRatio;
  unknown_outcome: PendingRatio;
  redness_resolution: RednessResolution;
  resolution: Resolution;
  missed_checks: PendingRatio;
  /** By "person|2026-11-24". */
  work: Readonly<Record<string, WorkDay>>;
  messages: Messages;
} & { readonly [Each in FlagLevel as `time_to_contact_${Each}`]: TimeToContact } & {
  readonly [Each in FlagLevel as `within_limit_${Each}`]: WithinLimit;
} & { readonly [Each in Dimension as `by_${Each}`]: Groups };

export type MetricId = keyof Report;
