import { isAbnormal } from "./answers";
import { type Answer, type Limits } from "./known";
import { previousOf, type SignView, windowOf } from "./picture";
import type { Extension, Level, ReasonCode, Sign } from "./protocol";

/** Where a rule comes from: a section of the guide, or a clinic rule that the guide lacks. */
export type RuleSource =
  | { kind: "guide"; title: string; section: string }
  | { kind: "extension"; extension: Extension };

/** Which answers must all have been recorded for a review to clear the reason. */
export type JudgedFrom = "abnormal" | "abnormal and previous" | "window and previous";

/** One rule about one sign, judged within one picture. */
export type SignRule = {
  code: ReasonCode;
  sign: Sign;
  source: RuleSource;
  judgedFrom: JudgedFrom;
  /** The level that the view gives; null when the rule doesn't hold. */
  level(view: SignView, limits: Limits): Level | null;
  /** The limit in words. */
  limit(limits: Limits, view: SignView): string;
  /** The reason as one plain sentence for staff. */
  sentence(view: SignView, limits: Limits): string;
};

/** The guide by title and the section that tells healing from complications. */
export const GUIDE: RuleSource = {
  kind: "guide",
  title: "Aftercare Tips: Maximizing Your Microneedling Results",
  section: "Signs of Normal Healing vs. Complications",
};

/** The usual window and first days, in hours, that hold for a sign at a rank. */
export type HealingHours = { normalHours: number; firstDaysHours: number };

/**
 * X10's longer window holds for redness, heat and slight swelling (rank 1) only; anything else
 * keeps the protocol's own hours.
 */
export function healingHours(view: SignView, { thresholds, longerWindow }: Limits): HealingHours {
  const { sign, rank } = view.merged;
  const covered = sign === "redness" || sign === "heat" || (sign === "swelling" && rank === 1);
  return covered && longerWindow !== null ? longerWindow : thresholds;
}

/** The answers that a rule's reason is judged from in a view. */
export function judgedAnswers(rule: SignRule, view: SignView, limits: Limits): Answer[] {
  const window = windowOf(view);
  if (rule.judgedFrom === "window and previous") return [...previousOf(view), ...window];
  const abnormal = window.filter((answer) =>
    isAbnormal(answer.sign, answer.rank, limits.thresholds),
  );
  return rule.judgedFrom === "abnormal" ? abnormal : [...previousOf(view), ...abnormal];
}
