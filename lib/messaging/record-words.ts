import { clock, soonWords } from "@/lib/dates";
import { displayPhone } from "@/lib/patients/phone";
import type { Channel } from "./adapter";
import type { WriteTimes } from "./clinic-messages";
import type { NextMessage } from "./next-message";
import type { DaySpan } from "./quiet-hours";
import { HOLD_WORDS, type HoldReason, type MessageState, type MessageStatus } from "./words";

/** The clocks that a sentence is written by: the clinic's, and the patient's where it is another one. */
export type Clocks = { now: Date; zone: string; theirZone: string | null };

/** Whether and when the desk writes to a patient by itself next, and why not sooner, in sentences. */
export function nextWords(next: NextMessage, clocks: Clocks): string {
  if (next.at === null) {
    if (next.reason === "not_due" && next.dueAt === null) {
      return "Nothing goes out by itself: no check is ahead.";
    }
    const check =
      next.dueAt !== null && next.dueAt > clocks.now
        ? ` The next check is due ${when(next.dueAt, clocks)}.`
        : "";
    return `Nothing goes out by itself: ${inSentence(HOLD_WORDS[next.reason])}.${check}`;
  }
  const to = `to ${addressWords(next.to.channel, next.to.value)}`;
  if (next.at <= clocks.now) return `A check-in is about to go out ${to}.`;
  const sooner =
    next.delayed === null
      ? ""
      : ` Not sooner: ${next.delayed === "quiet_hours" ? "that would be a quiet hour" : inSentence(HOLD_WORDS[next.delayed])}.`;
  return `A check-in goes out ${when(next.at, clocks)} ${to}.${sooner}`;
}

/** A number or address as a person reads it. */
export function addressWords(channel: Channel, value: string): string {
  return channel === "email" ? value : displayPhone(value);
}

export type MessageStanding = {
  word: string;
  tone: "neutral" | "info" | "warning" | "danger" | "outline";
  /** Why it stands so, or what comes next. */
  more: string | null;
  /** Since when it stands so; null for what is still to come. */
  at: Date | null;
};

/** How far a message is, in a word, with the reason or what comes next. */
export function standingOf(
  message: {
    state: MessageState;
    leavesAt: Date;
    sentAt: Date | null;
    held: HoldReason | null;
    status: MessageStatus | null;
    statusAt: Date | null;
  },
  clocks: Clocks,
): MessageStanding {
  const { state, held, status, sentAt } = message;
  const statusAt = message.statusAt ?? sentAt;
  switch (state) {
    case "waiting":
      return { word: "Waiting", tone: "info", more: waitWords(message, clocks), at: null };
    case "sending":
      return { word: "Leaving", tone: "info", more: null, at: null };
    case "unsure": {
      const more = "The provider didn’t answer. It is asked before anything is sent again.";
      return { word: "Not known", tone: "warning", more, at: null };
    }
    case "sent":
      if (status === "failed") {
        return { word: "Didn’t arrive", tone: "danger", more: null, at: statusAt };
      }
      return status === "delivered"
        ? { word: "Arrived", tone: "neutral", more: null, at: statusAt }
        : { word: "Left", tone: "info", more: null, at: sentAt };
    case "not_sent":
      if (held === "withdrawn") {
        return { word: "Taken back", tone: "outline", more: "It never left.", at: null };
      }
      return {
        word: "Not sent",
        tone: "warning",
        more: held === null ? null : `${HOLD_WORDS[held]}.`,
        at: null,
      };
  }
}

/** These end by themselves; for anything else the desk looks again. */
const ENDS_BY_ITSELF: ReadonlySet<HoldReason> = new Set<HoldReason>([
  "quiet_hours",
  "just_written",
  "daily_cap",
  "do_not_contact",
]);

/** When a waiting message leaves: "Leaves in 3 min", "Not at this hour. Leaves tomorrow at 9:00 AM". */
export function waitWords(
  { held, leavesAt }: { held: HoldReason | null; leavesAt: Date },
  clocks: Clocks,
): string {
  if (held !== null && !ENDS_BY_ITSELF.has(held)) {
    return `${HOLD_WORDS[held]}. Looked at again ${when(leavesAt, clocks)}.`;
  }
  const leaves = leavesWords(leavesAt, clocks);
  return held === null ? leaves : `${HOLD_WORDS[held]}. ${leaves}`;
}

function leavesWords(leavesAt: Date, clocks: Clocks): string {
  // Rounded up: what says "in 1 min" may leave at any moment.
  const minutes = Math.ceil((leavesAt.getTime() - clocks.now.getTime()) / 60_000);
  if (minutes <= 0) return "About to leave.";
  return minutes < 60 ? `Leaves in ${minutes} min.` : `Leaves ${when(leavesAt, clocks)}.`;
}

/** "tomorrow at 9:00 AM", with their own clock where it shows another hour. */
function when(at: Date, { now, zone, theirZone }: Clocks): string {
  const said = soonWords(at, now, zone, "at ");
  if (theirZone === null || clock(at, theirZone) === clock(at, zone)) return said;
  return `${said} (${clock(at, theirZone)} where they live)`;
}

/** Why a message that a person asked for isn't sent, and what can be done instead. */
export function notSentWords(held: HoldReason): string {
  const instead = held === "no_provider" ? " Make a check-in link and hand it over yourself." : "";
  return `Not sent: ${inSentence(HOLD_WORDS[held])}.${instead}`;
}

/** "From 6:00 PM to 9:00 PM, by the clocks of America/New York": when a patient is written to. */
export function writeTimesWords(
  { timeZone, writeFrom, writeUntil }: WriteTimes,
  quiet: DaySpan,
): string {
  const always = quiet.from === quiet.until;
  const span =
    writeFrom !== null && writeUntil !== null
      ? `Written to from ${spanWords(writeFrom, writeUntil)}`
      : `Written to at any hour${always ? "" : ` but ${spanWords(quiet.from, quiet.until)}`}`;
  return timeZone === null
    ? `${span}.`
    : `${span}, by the clocks of ${timeZone.replaceAll("_", " ")}.`;
}

function spanWords(from: string, until: string): string {
  return `${clockWords(from)} to ${clockWords(until)}`;
}

/** "18:00" as "6:00 PM". */
function clockWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

function inSentence(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
