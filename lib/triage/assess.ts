import type { Assessment, Reason } from "./assessment";
import { REASON_CATEGORIES } from "./categories";
import { causesOf, dataReasons } from "./data-reasons";
import { checkedNormal, signTrends } from "./explain";
import type { RecoveryFacts } from "./facts";
import { dateOr } from "./hours";
import { type Known, knownFacts } from "./known";
import { compareLevels, REASON_CODES, worstLevel } from "./protocol";
import { findReopeners } from "./reopening";
import { judgedAnswers } from "./sign-rule";
import { quietUntil, silenceReasons } from "./silence";
import { type StandingReason, standingReasons } from "./standing";

/**
 * Judges one recovery as it stands at `now` under its protocol. Pure, and it throws for no facts
 * of the type: unusable answers are unanswered, unusable instants are read in the way that is
 * safer for the patient. The order of the facts doesn't matter.
 */
export function assess(facts: RecoveryFacts, now: Date): Assessment {
  const known = knownFacts(facts, now);
  const { reasons: signReasons, states } = standingReasons(known);
  const reopeners = findReopeners(known);
  const shared = {
    trends: signTrends(states),
    protocolVersion: known.protocol.version,
    thresholds: known.limits.thresholds,
    longerWindow: known.limits.longerWindow,
    reopened: reopeners.length > 0,
  };
  if (known.closed !== null && reopeners.length === 0) return { ...shared, ...closed() };

  const told = [
    ...signReasons.map((reason) => reasonOf(reason, known)),
    ...dataReasons(known, states, reopeners),
  ];
  const reasons = inOrder(withRisk([...told, ...silenceReasons(known, states, known.now)], known));
  return {
    ...shared,
    level: worstLevel(reasons.map(({ level }) => level)),
    reasons,
    normal: checkedNormal(known, states, reasons),
    ...nextChange(known, (at) => withRisk([...told, ...silenceReasons(known, states, at)], known)),
  };
}

function closed(): Pick<Assessment, "level" | "reasons" | "normal" | "changesAt" | "changesTo"> {
  return {
    level: "expected",
    reasons: [],
    normal: [
      {
        sign: "data",
        value: null,
        hour: null,
        sentence: "This recovery was closed, and nothing reported since opens it again",
        wouldChange: "A sign at watch or worse reported after the closing would open it again",
      },
    ],
    changesAt: null,
    changesTo: null,
  };
}

function reasonOf({ code, level, findings, since }: StandingReason, known: Known): Reason {
  const [first] = findings;
  return {
    code,
    level,
    sign: first?.rule.sign ?? null,
    category: REASON_CATEGORIES[code],
    causes: causesOf(findings.flatMap(({ rule, view }) => judgedAnswers(rule, view, known.limits))),
    limit: findings.map(({ rule, view }) => rule.limit(known.limits, view)).join("; "),
    sentence: findings.map(({ rule, view }) => rule.sentence(view, known.limits)).join("; "),
    since: dateOr(since, dateOr(known.now, new Date(0))),
  };
}

// Decided last: a sign that is merely watched weighs more in a patient with a recorded risk.
function withRisk(reasons: readonly Reason[], { protocol, hasRisk }: Known): readonly Reason[] {
  if (!protocol.extensions.X9 || !hasRisk) return reasons;
  const signs = reasons.filter(({ sign }) => sign !== null);
  const [first, ...others] = signs.map(({ since }) => since);
  if (first === undefined || worstLevel(reasons.map(({ level }) => level)) !== "watch") {
    return reasons;
  }
  return [
    ...reasons,
    {
      code: "X_RISK_BUMP",
      level: "complication",
      sign: null,
      category: REASON_CATEGORIES.X_RISK_BUMP,
      causes: signs.flatMap(({ causes }) => causes),
      limit: "no watched sign with a recorded risk",
      sentence: "The patient has a recorded risk, so a watched sign counts more (clinic rule X9)",
      since: others.reduce((earliest, at) => (at < earliest ? at : earliest), first),
    },
  ];
}

function inOrder(reasons: readonly Reason[]): Reason[] {
  return reasons.toSorted(
    (a, b) =>
      compareLevels(b.level, a.level) ||
      REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code),
  );
}

// Signs are judged at their own answer's hour, so only silence can begin by itself.
function nextChange(
  known: Known,
  reasonsAt: (at: number) => readonly Reason[],
): Pick<Assessment, "changesAt" | "changesTo"> {
  const none = { changesAt: null, changesTo: null };
  const at = Math.floor(quietUntil(known)) + 1;
  const changesAt = new Date(at);
  if (!(known.now < at) || Number.isNaN(changesAt.getTime())) return none;
  const later = reasonsAt(at);
  // Silence is the only reason that time adds, and it takes none away.
  if (later.length === reasonsAt(known.now).length) return none;
  return { changesAt, changesTo: worstLevel(later.map(({ level }) => level)) };
}
