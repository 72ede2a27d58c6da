import type { Answer, Known, Limits } from "./known";
import { newestAnswer, type SignView, signPictures } from "./picture";
import {
  compareLevels,
  type Level,
  REASON_CODES,
  type ReasonCode,
  SIGNS,
  type Sign,
  staysUntilReviewed,
  worstLevel,
} from "./protocol";
import { SIGN_RULES } from "./rules";
import { judgedAnswers, type SignRule } from "./sign-rule";

/** A rule that holds in one view of its sign. */
export type Finding = { rule: SignRule; level: Level; view: SignView };

/** A sign's reason that counts now; `since` is when it was first known and not cleared since. */
export type StandingReason = {
  code: ReasonCode;
  level: Level;
  findings: readonly Finding[];
  since: number;
};

/** A sign in the newest picture: its view, and whether an uncleared reason of its own is there. */
export type SignState = { view: SignView; hasOwnReason: boolean };

const RULES_BY_SIGN: ReadonlyMap<Sign, readonly SignRule[]> = new Map(
  SIGNS.map((sign) => [sign, SIGN_RULES.filter((rule) => rule.sign === sign)]),
);

/** Every rule of its sign that holds in a view, before clearing and weighing. */
export function findingsIn(view: SignView, limits: Limits): Finding[] {
  const findings: Finding[] = [];
  for (const rule of RULES_BY_SIGN.get(view.merged.sign) ?? []) {
    const level = rule.level(view, limits);
    if (level !== null) findings.push({ rule, level, view });
  }
  return findings;
}

/** Whether a finding is judged from an answer that was recorded after an instant (ms). */
export function isNewsSince({ rule, view }: Finding, instant: number, limits: Limits): boolean {
  if (instant === Number.NEGATIVE_INFINITY) return true;
  return judgedAnswers(rule, view, limits).some(({ recorded }) => recorded > instant);
}

/**
 * The signs' reasons that count now, in the protocol's order, and each sign's state in the newest
 * picture. A reason below complication counts in the newest picture only; a worse one counts
 * from every picture that was ever true, until a review clears it there.
 */
export function standingReasons(known: Known): {
  reasons: readonly StandingReason[];
  states: ReadonlyMap<Sign, SignState>;
} {
  const bySign: StandingReason[] = [];
  const states = new Map<Sign, SignState>();
  for (const [sign, answers] of known.answersBySign) {
    const { standing, newest } = reasonsOfSign(answers, known);
    bySign.push(...standing);
    if (newest !== null) states.set(sign, newest);
  }
  const reasons = REASON_CODES.flatMap((code) => combine(bySign.filter((r) => r.code === code)));
  return { reasons, states };
}

function reasonsOfSign(
  answers: readonly Answer[],
  known: Known,
): { standing: StandingReason[]; newest: SignState | null } {
  const stayed = new Map<ReasonCode, StandingReason>();
  let current = new Map<ReasonCode, StandingReason>();
  let newest: SignState | null = null;
  for (const picture of signPictures(answers, known.limits.thresholds.mergeHours)) {
    const since = picture.recordedUpTo;
    const found = weigh(uncleared(findingsIn(picture.view, known.limits), known));
    for (const finding of found) {
      if (staysUntilReviewed(finding.level)) keepLatestWorst(stayed, finding, since);
    }
    if (!picture.isNewest) continue;
    newest = { view: picture.view, hasOwnReason: found.length > 0 };
    current = new Map(
      found.map((finding) => {
        const { code } = finding.rule;
        const first = current.get(code)?.since ?? since;
        return [code, { code, level: finding.level, findings: [finding], since: first }];
      }),
    );
  }
  // The newest picture first: at equal levels its finding is the one to tell about.
  const codes = new Set([...current.keys(), ...stayed.keys()]);
  const standing = [...codes].flatMap((code) =>
    worseOf([current.get(code), stayed.get(code)].filter((reason) => reason !== undefined)),
  );
  return { standing, newest };
}

// Clearing comes before weighing: a cleared reason no longer outranks the others of its sign.
function uncleared(findings: readonly Finding[], known: Known): Finding[] {
  return findings.filter((finding) =>
    isNewsSince(finding, known.lastReview(finding.rule.code), known.limits),
  );
}

function weigh(findings: readonly Finding[]): Finding[] {
  const worst = worstLevel(findings.map(({ level }) => level));
  return findings.filter(({ level }) => level === worst);
}

function keepLatestWorst(
  stayed: Map<ReasonCode, StandingReason>,
  finding: Finding,
  since: number,
): void {
  const { code } = finding.rule;
  const kept = stayed.get(code);
  const worse = kept === undefined ? 1 : compareLevels(finding.level, kept.level);
  const keptView = kept?.findings[0]?.view;
  const isNewer =
    keptView === undefined ||
    newestAnswer(keptView).observed <= newestAnswer(finding.view).observed;
  if (worse > 0 || (worse === 0 && isNewer)) {
    const { level } = finding;
    stayed.set(code, { code, level, findings: [finding], since: kept?.since ?? since });
  }
}

function worseOf(reasons: readonly StandingReason[]): StandingReason[] {
  const level = worstLevel(reasons.map((reason) => reason.level));
  const first = reasons.find((reason) => reason.level === level);
  if (first === undefined) return [];
  return [{ ...first, since: Math.min(...reasons.map(({ since }) => since)) }];
}

// One code can be raised by two questions (fever by temperature and by chills).
function combine(reasons: readonly StandingReason[]): StandingReason[] {
  return worseOf(reasons).map((reason) => ({
    ...reason,
    findings: reasons.flatMap(({ findings }) => findings),
  }));
}
