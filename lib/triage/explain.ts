import { valueWords } from "./answers";
import type { CheckedNormal, Reason, SignTrend } from "./assessment";
import { REASON_CATEGORIES } from "./categories";
import { hourWords } from "./hours";
import type { Known, Limits } from "./known";
import { SIGN_QUESTIONS, SIGNS, type Sign } from "./protocol";
import { healingHours } from "./sign-rule";
import { findingsIn, type SignState } from "./standing";

/** The newest value of each answered sign against the one before it, in the signs' order. */
export function signTrends(states: ReadonlyMap<Sign, SignState>): SignTrend[] {
  return SIGNS.flatMap((sign) => {
    const view = states.get(sign)?.view;
    if (view === undefined) return [];
    const { merged, previousWorst } = view;
    const step = previousWorst === null ? null : Math.sign(merged.rank - previousWorst.rank);
    return [
      {
        sign,
        value: merged.value,
        hour: merged.hour,
        previous: previousWorst?.value ?? null,
        direction: step === null ? "first" : step > 0 ? "up" : step < 0 ? "down" : "same",
      },
    ];
  });
}

/** What was checked and raised no reason: the answered signs, the reports and silence. */
export function checkedNormal(
  known: Known,
  states: ReadonlyMap<Sign, SignState>,
  reasons: readonly Reason[],
): CheckedNormal[] {
  const flagged = new Set(reasons.map(({ sign }) => sign));
  const categories = new Set(reasons.map(({ code }) => REASON_CATEGORIES[code]));
  const signs = SIGNS.flatMap((sign) => {
    const state = states.get(sign);
    if (state === undefined || state.hasOwnReason || flagged.has(sign)) return [];
    return [normalSign(sign, state, known.limits)];
  });
  const silence = categories.has("no_report") ? [] : [normalSilence(known)];
  const data = categories.has("data_check") ? [] : [normalData(known)];
  return [...signs, ...silence, ...data];
}

function normalSign(sign: Sign, { view }: SignState, limits: Limits): CheckedNormal {
  const { value, hour } = view.merged;
  const told = `${SIGN_QUESTIONS[sign].word}: ${valueWords(sign, value)} at ${hourWords(hour)}`;
  const reviewed = findingsIn(view, limits).length > 0;
  return {
    sign,
    value,
    hour,
    sentence: reviewed ? `${told}; cleared by a licensed review` : `${told}; usual at that hour`,
    wouldChange: reviewed
      ? "A new abnormal answer to this question would raise it again"
      : signWouldChange(sign, view.merged.rank, healingHours(view, limits), limits),
  };
}

function signWouldChange(
  sign: Sign,
  rank: number,
  hours: { normalHours: number; firstDaysHours: number },
  { thresholds: t }: Limits,
): string {
  const word = SIGN_QUESTIONS[sign].word.toLowerCase();
  if (SIGN_QUESTIONS[sign].kind === "certainty") return "Yes or not sure would be flagged at once";
  switch (sign) {
    case "redness":
    case "heat":
    case "swelling": {
      const limit = `Past ${hours.normalHours} h this ${word} would be watched, past ${hours.firstDaysHours} h it would be a complication`;
      if (rank > 0) return sign === "swelling" ? `${limit}; a rise would be urgent` : limit;
      return sign === "swelling"
        ? "Swelling that others can see, or any after the usual window, would be flagged"
        : `If ${word} came back after ${hours.normalHours} h it would be flagged`;
    }
    case "pain":
      return `Pain of ${t.painModerate} or more would be flagged`;
    case "itching":
      return `${valueWords(sign, 3)} would be urgent; ${valueWords(sign, 2)} is watched past ${t.normalHours} h`;
    case "temperatureC":
      return `${t.feverCelsius.toFixed(1)} °C or more would be urgent`;
    default:
      return `${valueWords(sign, 3)}, or any ${word} past day ${t.drySkinHours / 24}, would be watched`;
  }
}

function normalSilence({ valid, limits }: Known): CheckedNormal {
  const { silenceHours } = limits.thresholds;
  const last = valid.at(-1);
  const hour = last?.answers[0]?.hour ?? null;
  return {
    sign: "silence",
    value: null,
    hour,
    sentence:
      hour === null
        ? `No report yet; one is due by ${silenceHours} h`
        : `Last report at ${hourWords(hour)}`,
    wouldChange: `Past ${silenceHours} h redness, swelling and heat must be confirmed gone`,
  };
}

function normalData({ valid }: Known): CheckedNormal {
  return {
    sign: "data",
    value: null,
    hour: null,
    sentence:
      valid.length === 0
        ? "No report that would need a check"
        : "The reports agree with each other and with the treatment time, or were reviewed",
    wouldChange: "Reports that disagree, lie before treatment or come from an unidentified caller",
  };
}
