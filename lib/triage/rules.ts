import { valueWords } from "./answers";
import { hourWords } from "./hours";
import type { Limits } from "./known";
import { risesWithin, type SignView, saysMore } from "./picture";
import { type Level, type ReasonCode, SIGN_QUESTIONS, type Sign } from "./protocol";
import { GUIDE, healingHours, type SignRule } from "./sign-rule";

/**
 * The protocol's rules about signs, in order. Every rule is judged within one picture; which
 * pictures count, what a review clears and what outranks what is decided elsewhere.
 */
export const SIGN_RULES: readonly SignRule[] = [
  extensionRule("X_BREATHING", "breathing", "emergency"),
  extensionRule("X_EYE", "eye", "emergency"),
  certaintyRule("PUS", "pus", "yes"),
  certaintyRule("PUS_UNSURE", "pus", "unsure"),
  {
    code: "PAIN_SIGNIFICANT",
    sign: "pain",
    source: GUIDE,
    judgedFrom: "abnormal and previous",
    level: (view, limits) => (isSignificantPain(view, limits) ? "urgent" : null),
    limit: ({ thresholds: t }) =>
      `${t.painSignificant} of 10 at any hour; ${t.painModerate} after ${t.normalHours} h, or after ${t.painEarlyHours} h unless it falls`,
    sentence: (view) => `${reported(view)}${comparedWithBefore(view)}; that is significant pain`,
  },
  {
    code: "PAIN_MODERATE",
    sign: "pain",
    source: GUIDE,
    judgedFrom: "abnormal and previous",
    level: (view, limits) =>
      view.merged.rank >= limits.thresholds.painModerate && !isSignificantPain(view, limits)
        ? "watch"
        : null,
    limit: ({ thresholds: t }) => `below ${t.painModerate} of 10`,
    sentence: (view) => `${reported(view)}${comparedWithBefore(view)}; more than usual`,
  },
  {
    code: "SWELLING_INCREASED",
    sign: "swelling",
    source: GUIDE,
    judgedFrom: "window and previous",
    level: (view, limits) => (isIncreasedSwelling(view, limits) ? "urgent" : null),
    limit: ({ thresholds: t }) =>
      `no rise beyond slight swelling, and none at all after ${t.normalHours} h`,
    sentence: (view) => `${reported(view)}, and it has increased${comparedWithBefore(view)}`,
  },
  severityRule("SWELLING_SEVERE", "swelling", 3, "urgent"),
  severityRule("ITCH_EXCESSIVE", "itching", 3, "urgent"),
  certaintyRule("BUMPS", "bumps", "yes"),
  certaintyRule("BUMPS_UNSURE", "bumps", "unsure"),
  {
    ...extensionRule("X_FEVER", "temperatureC", "urgent"),
    level: ({ merged }, { thresholds }) =>
      merged.rank >= thresholds.feverCelsius ? "urgent" : null,
    limit: ({ thresholds }) => `below ${thresholds.feverCelsius.toFixed(1)} °C`,
  },
  extensionRule("X_FEVER", "chills", "urgent"),
  extensionRule("X_SPREADING", "spreading", "urgent"),
  extensionRule("X_BLISTERS", "blisters", "urgent"),
  prolongedRule("REDNESS_PROLONGED", "redness"),
  prolongedRule("SWELLING_PROLONGED", "swelling"),
  prolongedRule("HEAT_PROLONGED", "heat"),
  returnedRule("REDNESS_RETURNED", "redness"),
  returnedRule("HEAT_RETURNED", "heat"),
  pastWindowRule("REDNESS_PAST_48H", "redness"),
  pastWindowRule("SWELLING_PAST_48H", "swelling"),
  pastWindowRule("HEAT_PAST_48H", "heat"),
  {
    code: "SWELLING_MORE_THAN_SLIGHT",
    sign: "swelling",
    source: GUIDE,
    judgedFrom: "abnormal",
    level: ({ merged }, { thresholds }) =>
      merged.rank === 2 && merged.hour <= thresholds.normalHours ? "watch" : null,
    limit: ({ thresholds }) => `slight only, until ${thresholds.normalHours} h`,
    sentence: (view) => `${reported(view)}; only slight swelling is usual`,
  },
  {
    code: "ITCH_MODERATE_PAST_48H",
    sign: "itching",
    source: GUIDE,
    judgedFrom: "abnormal",
    level: ({ merged }, { thresholds }) =>
      merged.rank === 2 && merged.hour > thresholds.normalHours ? "watch" : null,
    limit: ({ thresholds }) => `mild only after ${thresholds.normalHours} h`,
    sentence: (view, { thresholds }) => `${reported(view)}, past ${thresholds.normalHours} h`,
  },
  severityRule("TIGHTNESS_MORE_THAN_SOME", "tightness", 3, "watch"),
  severityRule("PEELING_MORE_THAN_SOME", "peeling", 3, "watch"),
  drySkinRule("TIGHTNESS_PAST_14D", "tightness"),
  drySkinRule("PEELING_PAST_14D", "peeling"),
];

function extensionRule(code: ReasonCode, sign: Sign, level: Level): SignRule {
  const { extension } = SIGN_QUESTIONS[sign];
  return {
    code,
    sign,
    source: extension === null ? GUIDE : { kind: "extension", extension },
    judgedFrom: "abnormal",
    level: ({ merged }) => (merged.rank >= 1 ? level : null),
    limit: () => "no, at any hour",
    sentence: (view) => `${reported(view)} (clinic rule ${extension ?? ""})`,
  };
}

function certaintyRule(code: ReasonCode, sign: Sign, certainty: "unsure" | "yes"): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal",
    level: ({ merged }) => (merged.value === certainty ? "urgent" : null),
    limit: () => "no, at any hour",
    sentence: (view) =>
      certainty === "yes" ? reported(view) : `${reported(view)}; it counts as yes until reviewed`,
  };
}

function severityRule(code: ReasonCode, sign: Sign, rank: number, level: Level): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal",
    level: ({ merged }) => (merged.rank === rank ? level : null),
    limit: () => `below ${valueWords(sign, rank)}, at any hour`,
    sentence: (view) => `${reported(view)}; more than healing explains at any hour`,
  };
}

function prolongedRule(code: ReasonCode, sign: Sign): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal",
    level: (view, limits) => {
      const { rank, hour } = view.merged;
      return rank >= 1 && hour > healingHours(view, limits).firstDaysHours ? "complication" : null;
    },
    limit: (limits, view) => `gone by ${healingHours(view, limits).firstDaysHours} h`,
    sentence: (view, limits) =>
      `${SIGN_QUESTIONS[sign].word} should be gone by ${healingHours(view, limits).firstDaysHours} h; ${stillReported(view)}`,
  };
}

function returnedRule(code: ReasonCode, sign: Sign): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal and previous",
    level: (view, limits) => {
      const { rank, hour } = view.merged;
      const { normalHours, firstDaysHours } = healingHours(view, limits);
      if (rank < 1 || view.previousWorst?.rank !== 0 || !(hour > normalHours)) return null;
      return hour > firstDaysHours ? "complication" : "watch";
    },
    limit: (limits, view) => `stays gone after ${healingHours(view, limits).normalHours} h`,
    sentence: (view) => {
      const gone = hourWords(view.previousWorst?.hour ?? 0);
      return `${SIGN_QUESTIONS[sign].word} was gone at ${gone} and came back; ${stillReported(view)}`;
    },
  };
}

function pastWindowRule(code: ReasonCode, sign: Sign): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal",
    level: (view, limits) => {
      const { rank, hour } = view.merged;
      const { normalHours, firstDaysHours } = healingHours(view, limits);
      return rank >= 1 && hour > normalHours && hour <= firstDaysHours ? "watch" : null;
    },
    limit: (limits, view) => `usual until ${healingHours(view, limits).normalHours} h`,
    sentence: (view, limits) =>
      `${SIGN_QUESTIONS[sign].word} is usual until ${healingHours(view, limits).normalHours} h; ${stillReported(view)}`,
  };
}

function drySkinRule(code: ReasonCode, sign: Sign): SignRule {
  return {
    code,
    sign,
    source: GUIDE,
    judgedFrom: "abnormal",
    level: ({ merged }, { thresholds }) =>
      (merged.rank === 1 || merged.rank === 2) && merged.hour > thresholds.drySkinHours
        ? "watch"
        : null,
    limit: ({ thresholds }) => `usual until day ${thresholds.drySkinHours / 24}`,
    sentence: (view, { thresholds }) =>
      `${SIGN_QUESTIONS[sign].word} is usual until day ${thresholds.drySkinHours / 24}; ${stillReported(view)}`,
  };
}

function isSignificantPain(view: SignView, { thresholds: t }: Limits): boolean {
  const { rank, hour } = view.merged;
  if (rank >= t.painSignificant) return true;
  if (rank < t.painModerate) return false;
  const falling = view.previousWorst !== null && rank < view.previousWorst.rank;
  return hour > t.normalHours || (hour > t.painEarlyHours && !falling);
}

// A rise is an infection sign, not slight swelling that lasts: a longer window (X10) leaves its
// 48 h alone, which is the safer reading for the patient.
function isIncreasedSwelling(view: SignView, { thresholds }: Limits): boolean {
  const { rank, hour } = view.merged;
  const aboveBefore = view.previousWorst !== null && rank > view.previousWorst.rank;
  if (rank < 2 && !(rank >= 1 && hour > thresholds.normalHours)) return false;
  return aboveBefore || saysMore(view) || risesWithin(view);
}

function reported({ merged }: SignView): string {
  const { word } = SIGN_QUESTIONS[merged.sign];
  return `${word}: ${valueWords(merged.sign, merged.value)} at ${hourWords(merged.hour)}`;
}

function stillReported({ merged }: SignView): string {
  return `reported ${valueWords(merged.sign, merged.value)} at ${hourWords(merged.hour)}`;
}

function comparedWithBefore({ previousWorst }: SignView): string {
  if (previousWorst === null) return "";
  return `, after ${valueWords(previousWorst.sign, previousWorst.value)} at ${hourWords(previousWorst.hour)}`;
}
