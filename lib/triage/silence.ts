import type { Reason } from "./assessment";
import { REASON_CATEGORIES } from "./categories";
import { causesOf } from "./data-reasons";
import { dateOr, HOUR, hourWords } from "./hours";
import type { Known } from "./known";
import { SIGN_QUESTIONS, type Sign } from "./protocol";
import type { SignState } from "./standing";

/** The signs that must be confirmed gone, or be looked after, once silence counts. */
const CONFIRMED_SIGNS = ["redness", "swelling", "heat"] as const satisfies readonly Sign[];

/** Last millisecond at which silence doesn't count yet; NaN without a usable treatment time. */
export function quietUntil({ treatmentEnded, limits }: Known): number {
  return treatmentEnded + limits.thresholds.silenceHours * HOUR;
}

/** The reasons that silence gives at an instant (ms) at which nothing more is known than now. */
export function silenceReasons(
  known: Known,
  states: ReadonlyMap<Sign, SignState>,
  at: number,
): Reason[] {
  // Written so that an unusable treatment time reads as silence, never as expected.
  if (at <= quietUntil(known)) return [];
  const { silenceHours } = known.limits.thresholds;
  const shared = {
    level: "awaiting",
    sign: null,
    since: dateOr(quietUntil(known), dateOr(known.now, new Date(0))),
  } as const;
  if (known.valid.length === 0) {
    return [
      {
        ...shared,
        code: "NO_REPORT_48H",
        category: REASON_CATEGORIES.NO_REPORT_48H,
        causes: [],
        limit: `a report by ${silenceHours} h`,
        sentence: `No report since treatment, past ${silenceHours} h`,
      },
    ];
  }
  const doubts = CONFIRMED_SIGNS.flatMap((sign) => doubtAbout(sign, states.get(sign), known));
  if (doubts.length === 0) return [];
  const views = CONFIRMED_SIGNS.flatMap((sign) =>
    doubts.some((doubt) => doubt.sign === sign) ? (states.get(sign)?.view ?? []) : [],
  );
  return [
    {
      ...shared,
      code: "NOT_CONFIRMED_RESOLVED",
      category: REASON_CATEGORIES.NOT_CONFIRMED_RESOLVED,
      causes: causesOf(views.map(({ merged }) => merged)),
      limit: `redness, swelling and heat confirmed gone after ${silenceHours} h`,
      sentence: `Not confirmed gone: ${doubts.map(({ words }) => words).join("; ")}`,
    },
  ];
}

function doubtAbout(
  sign: Sign,
  state: SignState | undefined,
  { limits: { thresholds } }: Known,
): { sign: Sign; words: string }[] {
  const word = SIGN_QUESTIONS[sign].word.toLowerCase();
  if (state === undefined) return [{ sign, words: `${word} was never answered` }];
  const { rank, hour } = state.view.merged;
  if (hour < thresholds.tooEarlyHours) {
    return [{ sign, words: `${word} was last told at ${hourWords(hour)}, too early to be gone` }];
  }
  if (rank >= 1 && (hour <= thresholds.silenceHours || !state.hasOwnReason)) {
    return [{ sign, words: `${word} was still there at ${hourWords(hour)}` }];
  }
  return [];
}
