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

/** Negative when `a` is milder than `b`, 0 when equal, positive when worse. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

/** The worst of some levels; `expected` when there are none. */
export function worstLevel(levels: Iterable<Level>): Level {
  let worst: Level = "expected";
  for (const level of levels) if (compareLevels(level, worst) > 0) worst = level;
  return worst;
}

/** Whether a reason at this level outlives later answers until a person has looked. */
export function staysUntilReviewed(level: Level): boolean {
  return compareLevels(level, "complication") >= 0;
}

/** Clinic rules that the guide doesn't contain; each can be switched by a clinic. */
export const EXTENSIONS = ["X1", "X2", "X3", "X4", "X5", "X9", "X10"] as const;
export type Extension = (typeof EXTENSIONS)[number];

/** Every question that is judged, in the order in which staff read them. */
export const SIGNS = [
  "redness",
  "swelling",
  "heat",
  "pain",
  "pus",
  "itching",
  "bumps",
  "tightness",
  "peeling",
  "breathing",
  "eye",
  "spreading",
  "blisters",
  "chills",
  "temperatureC",
] as const;
export type Sign = (typeof SIGNS)[number];

/** Steps of a 0–3 answer. */
export const SEVERITIES = [0, 1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A yes-or-no answer from best to worst: not being sure counts as yes until it is reviewed. */
export const CERTAINTIES = ["no", "unsure", "yes"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** How the swelling compares with last time; it colours `swelling` and is no sign of its own. */
export const SWELLING_TRENDS = ["less", "same", "more"] as const;
export type SwellingTrend = (typeof SWELLING_TRENDS)[number];

export type SignKind = "severity" | "pain" | "certainty" | "celsius";

/** How a sign is asked: kind of answer, the extension that asks it (if any) and its name. */
export type SignQuestion = { kind: SignKind; extension: Extension | null; word: string };

export const SIGN_QUESTIONS = {
  redness: { kind: "severity", extension: null, word: "Redness" },
  swelling: { kind: "severity", extension: null, word: "Swelling" },
  heat: { kind: "severity", extension: null, word: "Heat" },
  pain: { kind: "pain", extension: null, word: "Pain" },
  pus: { kind: "certainty", extension: null, word: "Pus" },
  itching: { kind: "severity", extension: null, word: "Itching" },
  bumps: { kind: "certainty", extension: null, word: "New bumps or rash" },
  tightness: { kind: "severity", extension: null, word: "Tightness" },
  peeling: { kind: "severity", extension: null, word: "Peeling" },
  breathing: { kind: "certainty", extension: "X1", word: "Breathing trouble or general reaction" },
  eye: { kind: "certainty", extension: "X2", word: "Eye trouble" },
  spreading: { kind: "certainty", extension: "X4", word: "Spreading redness or streaks" },
  blisters: { kind: "certainty", extension: "X5", word: "Blisters or cold sores" },
  chills: { kind: "certainty", extension: "X3", word: "Chills" },
  temperatureC: { kind: "celsius", extension: "X3", word: "Temperature" },
} as const satisfies Record<Sign, SignQuestion>;

type AnswerOfKind = { severity: number; pain: number; certainty: Certainty; celsius: number };

/** Answers of one check-in. A missing or null answer is unanswered, which is never zero. */
export type Answers = {
  [S in Sign]?: AnswerOfKind[(typeof SIGN_QUESTIONS)[S]["kind"]] | null;
} & { swellingTrend?: SwellingTrend | null };

/** Who told us: the patient, or staff on the telephone or in the clinic. */
export const CHECK_IN_SOURCES = ["patient", "staff_phone", "staff_clinic"] as const;
export type CheckInSource = (typeof CHECK_IN_SOURCES)[number];

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
