/** Recovery levels from best to worst; a recovery reads the worst of its reasons. */
export const LEVELS = [
  "expected",
  "awaiting",
  "watch",
  "complication",
  "urgent",
  "emergency",
] as const;
export type Level = (typeof LEVELS)[number];

/** Clinic rules that the guide doesn't contain; each can be switched by a clinic. */
export const EXTENSIONS = ["X1", "X2", "X3", "X4", "X5", "X9", "X10"] as const;
export type Extension = (typeof EXTENSIONS)[number];

/** Groups of reasons for filters and colours. */
export const CATEGORIES = [
  "infection",
  "allergic",
  "prolonged",
  "past_window",
  "more_than_expected",
  "no_report",
  "data_check",
  "clinic_rule",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  infection: "Infection sign",
  allergic: "Allergic reaction",
  prolonged: "Prolonged",
  past_window: "Past the usual window",
  more_than_expected: "More than expected",
  no_report: "No report",
  data_check: "Data check",
  clinic_rule: "Clinic rule",
};

/** Every reason that an assessment can carry, in the order in which equals are listed. */
export const REASON_CODES = [
  "X_BREATHING",
  "X_EYE",
  "PUS",
  "PUS_UNSURE",
  "PAIN_SIGNIFICANT",
  "SWELLING_INCREASED",
  "SWELLING_SEVERE",
  "ITCH_EXCESSIVE",
  "BUMPS",
  "BUMPS_UNSURE",
  "X_FEVER",
  "X_SPREADING",
  "X_BLISTERS",
  "REDNESS_PROLONGED",
  "SWELLING_PROLONGED",
  "HEAT_PROLONGED",
  "REDNESS_RETURNED",
  "HEAT_RETURNED",
  "REDNESS_PAST_48H",
  "SWELLING_PAST_48H",
  "HEAT_PAST_48H",
  "SWELLING_MORE_THAN_SLIGHT",
  "PAIN_MODERATE",
  "ITCH_MODERATE_PAST_48H",
  "TIGHTNESS_MORE_THAN_SOME",
  "PEELING_MORE_THAN_SOME",
  "TIGHTNESS_PAST_14D",
  "PEELING_PAST_14D",
  "X_RISK_BUMP",
  "REOPENED_AFTER_CLOSE",
  "CONTRADICTORY_REPORTS",
  "DATA_BEFORE_TREATMENT",
  "IDENTITY_UNVERIFIED",
  "NO_REPORT_48H",
  "NOT_CONFIRMED_RESOLVED",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** The category of each reason. */
export const REASON_CATEGORIES: Readonly<Record<ReasonCode, Category>> = {
  X_BREATHING: "clinic_rule",
  X_EYE: "clinic_rule",
  PUS: "infection",
  PUS_UNSURE: "infection",
  PAIN_SIGNIFICANT: "infection",
  SWELLING_INCREASED: "infection",
  SWELLING_SEVERE: "infection",
  ITCH_EXCESSIVE: "allergic",
  BUMPS: "allergic",
  BUMPS_UNSURE: "allergic",
  X_FEVER: "clinic_rule",
  X_SPREADING: "clinic_rule",
  X_BLISTERS: "clinic_rule",
  REDNESS_PROLONGED: "prolonged",
  SWELLING_PROLONGED: "prolonged",
  HEAT_PROLONGED: "prolonged",
  REDNESS_RETURNED: "past_window",
  HEAT_RETURNED: "past_window",
  REDNESS_PAST_48H: "past_window",
  SWELLING_PAST_48H: "past_window",
  HEAT_PAST_48H: "past_window",
  SWELLING_MORE_THAN_SLIGHT: "more_than_expected",
  PAIN_MODERATE: "more_than_expected",
  ITCH_MODERATE_PAST_48H: "past_window",
  TIGHTNESS_MORE_THAN_SOME: "more_than_expected",
  PEELING_MORE_THAN_SOME: "more_than_expected",
  TIGHTNESS_PAST_14D: "past_window",
  PEELING_PAST_14D: "past_window",
  X_RISK_BUMP: "clinic_rule",
  REOPENED_AFTER_CLOSE: "data_check",
  CONTRADICTORY_REPORTS: "data_check",
  DATA_BEFORE_TREATMENT: "data_check",
  IDENTITY_UNVERIFIED: "data_check",
  NO_REPORT_48H: "no_report",
  NOT_CONFIRMED_RESOLVED: "no_report",
};

/** Reasons that only an answer, or the end of their cause, takes away: no review names them. */
export const NOT_CLEARABLE: ReadonlySet<ReasonCode> = new Set([
  "NO_REPORT_48H",
  "NOT_CONFIRMED_RESOLVED",
  "X_RISK_BUMP",
]);

/** Every number of the protocol. Hours count from the end of treatment unless said otherwise. */
export type Thresholds = {
  /** Last hour, inclusive, of the usual window. */
  normalHours: number;
  /** Last hour, inclusive, of the first few days. */
  firstDaysHours: number;
  /** Silence counts strictly after this hour. */
  silenceHours: number;
  /** An answer before this hour is too early to say that a sign has gone. */
  tooEarlyHours: number;
  /** Last hour, inclusive, of ordinary tightness and peeling. */
  drySkinHours: number;
  /** Up to this hour, inclusive, moderate pain is watched whether or not it falls. */
  painEarlyHours: number;
  /** Pain points (0–10) from which pain is abnormal. */
  painModerate: number;
  /** Pain points (0–10) that are significant at any hour. */
  painSignificant: number;
  /** Degrees Celsius from which a temperature is a fever. */
  feverCelsius: number;
  /** Length in hours of the span in which answers to one question are merged. */
  mergeHours: number;
  /** Steps on a 0–3 scale by which merged answers contradict. */
  contradictionSteps: number;
  /** Pain points by which merged answers contradict. */
  contradictionPainPoints: number;
  /** Minutes by which an observation may lie after its recording (unequal clocks). */
  clockSkewMinutes: number;
};

export type Protocol = {
  version: number;
  thresholds: Thresholds;
  extensions: Readonly<Record<Extension, boolean>>;
};

/** Version 1 of the protocol: the defaults that a clinician approves before use. */
export const DEFAULT_PROTOCOL: Protocol = {
  version: 1,
  thresholds: {
    normalHours: 48,
    firstDaysHours: 72,
    silenceHours: 48,
    tooEarlyHours: 24,
    drySkinHours: 336,
    painEarlyHours: 24,
    painModerate: 4,
    painSignificant: 7,
    feverCelsius: 38,
    mergeHours: 2,
    contradictionSteps: 2,
    contradictionPainPoints: 3,
    clockSkewMinutes: 5,
  },
  extensions: { X1: true, X2: true, X3: true, X4: true, X5: true, X9: false, X10: false },
};
