import { type Outcome, outcomeLabel } from "@/lib/calls/outcomes";
import { ageOn, clock, dayOf, lasting, lateness, momentOf } from "@/lib/dates";
import { type NextAction, nextAction } from "@/lib/follow-up/next-action";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import { displayPhone } from "@/lib/patients/phone";
import { dayAndHour } from "@/lib/recovery/clock";
import { TURNED_SENTENCE } from "@/lib/recovery/standing";
import type { Stored } from "@/lib/stored-json";
import { answerRank, valueWords } from "@/lib/triage/answers";
import type { Reason, SignTrend } from "@/lib/triage/assessment";
import type { Level } from "@/lib/triage/protocol";
import { SIGN_QUESTIONS } from "@/lib/triage/protocol";
import { type DataProblem, type Group, groupOf } from "./groups";
import { REASON_HEADLINES } from "./reason-headlines";
import type { ShownSign, WorklistRow } from "./row";

/** A worklist line as it is stored, before it is put into words. */
export type WorklistLine = {
  patientId: string;
  name: string;
  birthOn: string | null;
  group: Group;
  /** Null when a rule failed. */
  level: Level | null;
  /** True when silence began after the last assessment: the level is newer than its reasons. */
  turnedSilent: boolean;
  treatedAt: Date;
  areas: string | null;
  device: string | null;
  depthMm: number | null;
  reasons: Stored<readonly Reason[]>;
  trends: Stored<readonly SignTrend[]>;
  reportedAt: Date | null;
  dataProblems: readonly DataProblem[];
  nextAction: string;
  dueAt: Date;
  /** When somebody promised to call back, if anybody did. */
  promisedAt: Date | null;
  silentAt: Date | null;
  /** Until when somebody put the line behind its group. */
  snoozedUntil: Date | null;
  /** Since when an urgent case waits for a human touch. */
  untouchedSince: Date | null;
  /** Set when the last recovery was closed since the list was opened. */
  closedAt: Date | null;
  attempts: number;
  lastCallId: string | null;
  /** When the last call was logged, and when it began. */
  calledAt: Date | null;
  lastCallAt: Date | null;
  lastOutcome: Outcome | null;
  lastCaller: string | null;
  assignee: string | null;
  claimBy: string | null;
  claimMine: boolean;
  claimedAt: Date | null;
  /** The number that is rung first, and whose it is when it isn't the patient's own. */
  phone: string | null;
  phoneOf: string | null;
  /** Others who are reached under the same number. */
  household: readonly string[];
};

/** A line in words, in the clinic's zone, for a list read at `now`. */
export function rowOf(line: WorklistLine, now: Date, clinic: ClinicHours): WorklistRow {
  const zone = clinic.timeZone;
  const plan = planAt(line, now, clinic);
  const signs = abnormalSigns(line);
  const snoozed = isSnoozed(line, now);
  return {
    patientId: line.patientId,
    name: line.name,
    age: ageOn(line.birthOn, now, zone),
    treatment: treatmentWords(line),
    group: line.group,
    level: line.level,
    levelWord: levelWord(line.level, line.reasons),
    dayAndHour: dayAndHour(line.treatedAt, now, zone),
    signs: signs.slice(0, SHOWN_SIGNS),
    moreSigns: Math.max(0, signs.length - SHOWN_SIGNS),
    allSigns: signs.map(({ label }) => label).join(", "),
    lastReport: line.reportedAt && momentOf(line.reportedAt, now, zone),
    why: whySentence(line),
    moreReasons: Math.max(0, line.reasons.length - 1),
    dataProblems: line.dataProblems,
    lastContact:
      line.lastCallAt && line.lastOutcome && line.lastCaller
        ? {
            at: momentOf(line.lastCallAt, now, zone),
            outcome: line.lastOutcome,
            by: line.lastCaller,
            attempts: line.attempts,
          }
        : null,
    nextAction: plan.action,
    due: momentOf(plan.dueAt, now, zone),
    late: isLate(line, now, clinic) ? lateness(plan.dueAt, now) : null,
    snoozedUntil: snoozed ? momentOf(line.snoozedUntil!, now, zone) : null,
    untouched:
      line.untouchedSince && line.closedAt === null
        ? {
            words: `untouched ${lasting(line.untouchedSince, now)}`,
            since: momentOf(line.untouchedSince, now, zone),
          }
        : null,
    assignee: line.assignee,
    claim:
      line.claimBy && line.claimedAt
        ? { by: line.claimBy, mine: line.claimMine, since: momentOf(line.claimedAt, now, zone) }
        : null,
    phone: line.phone && displayPhone(line.phone),
    phoneOf: line.phoneOf,
    household: line.household,
    done: doneToday(line, plan.dueAt, now, zone),
  };
}

/**
 * What is next at `now`. A plan made before silence began is over; a promise that lies before the
 * new limit is kept, as it is when the change is written down.
 */
export function planAt(
  line: Pick<WorklistLine, "nextAction" | "dueAt" | "promisedAt" | "silentAt" | "treatedAt">,
  now: Date,
  clinic: ClinicHours,
): NextAction {
  const { silentAt, promisedAt } = line;
  if (silentAt === null || silentAt > now) return { action: line.nextAction, dueAt: line.dueAt };
  const fresh = nextAction("awaiting", silentAt, line.treatedAt, now, clinic);
  return promisedAt !== null && promisedAt < fresh.dueAt ? { ...fresh, dueAt: promisedAt } : fresh;
}

/**
 * Past its due time, as the counts of the list have it: not while somebody has put it off, and not while
 * the patient heals as expected and only their own next check-in is due.
 */
export function isLate(line: WorklistLine, now: Date, clinic: ClinicHours): boolean {
  if (isSnoozed(line, now) || groupOf(line, now) === "expected") return false;
  return planAt(line, now, clinic).dueAt < now;
}

/** Put behind its group until later; silence ends that. */
function isSnoozed({ snoozedUntil, turnedSilent }: WorklistLine, now: Date): boolean {
  return snoozedUntil !== null && snoozedUntil > now && !turnedSilent;
}

/** How many signs a row shows. */
const SHOWN_SIGNS = 2;

/** The abnormal signs, those that flagged the patient first. */
function abnormalSigns(line: WorklistLine): ShownSign[] {
  const flagged = line.reasons.map((reason) => reason.sign);
  const place = (sign: string) => {
    const at = flagged.findIndex((each) => each === sign);
    return at < 0 ? flagged.length : at;
  };
  return line.trends
    .filter(isAbnormal)
    .toSorted((a, b) => place(a.sign) - place(b.sign))
    .map(shownSign);
}

/** "Watch" says more by what it watches; the other levels have one word. */
export function levelWord(
  level: Level | null,
  reasons: Stored<readonly Reason[]>,
): string | undefined {
  if (level !== "watch") return undefined;
  const categories = reasons.filter((reason) => reason.level === level).map((r) => r.category);
  if (categories.includes("past_window")) return "Past 48 h";
  return categories.includes("more_than_expected") ? "More than expected" : "Data check";
}

/** A sign's newest answer in words with the way it moved: "Redness 2 of 3". */
function shownSign(trend: Stored<SignTrend>): ShownSign {
  const { kind, word } = SIGN_QUESTIONS[trend.sign];
  const value = kind === "severity" ? `${trend.value} of 3` : valueWords(trend.sign, trend.value);
  return { label: `${word} ${value}`, direction: trend.direction };
}

function isAbnormal({ sign, value }: Stored<SignTrend>): boolean {
  const rank = answerRank(sign, value) ?? 0;
  return SIGN_QUESTIONS[sign].kind === "celsius" ? rank >= 38 : rank > 0;
}

/**
 * A row is done when somebody called today and nothing more is due before tomorrow, or when its
 * recovery was closed since the list was opened.
 */
function doneToday(line: WorklistLine, dueAt: Date, now: Date, zone: string): WorklistRow["done"] {
  if (line.closedAt !== null) {
    return { callId: null, words: "Follow-up closed", at: clock(line.closedAt, zone) };
  }
  const { lastCallId, calledAt, lastOutcome } = line;
  if (lastCallId === null || calledAt === null || lastOutcome === null) return null;
  const today = dayOf(now, zone);
  if (calledAt < today.from || dueAt < today.until) return null;
  return { callId: lastCallId, words: outcomeLabel(lastOutcome), at: clock(calledAt, zone) };
}

function treatmentWords(line: WorklistLine): string {
  const device = [line.device, line.depthMm === null ? null : `${line.depthMm} mm`];
  return [line.areas, device.filter(Boolean).join(" ")].filter(Boolean).join(" · ");
}

function whySentence(line: WorklistLine): string {
  if (line.level === null) return "A rule failed: read the record and decide by hand";
  if (line.turnedSilent) return TURNED_SENTENCE;
  const worst = line.reasons[0];
  if (!worst) return "Inside normal healing";
  const hour = worst.causes.at(-1)?.hour;
  const at = hour === undefined ? "" : ` (at\u00a0${Math.floor(hour)}\u00a0h)`;
  return `${REASON_HEADLINES[worst.code]}${at}`;
}
