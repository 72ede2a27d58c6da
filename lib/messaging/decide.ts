import type { ContactKind } from "@/lib/patients/contact";
import type { Channel } from "./adapter";
import { type DaySpan, mayWriteFrom } from "./quiet-hours";
import type { Template } from "./templates";
import type { HoldReason } from "./words";

/** A number or address of the patient's own that can be used. */
export type MessagePoint = {
  kind: ContactKind;
  value: string;
  /** Whoever has it answered STOP last, not START. */
  stopped: boolean;
  /** The last message there was refused or didn't arrive. */
  failed: boolean;
  /** When the desk last wrote there by itself, within the last two days. */
  writtenAt: readonly Date[];
};

/** All that decides whether one patient may be written to. */
export type MessageFacts = {
  consentToContact: boolean;
  doNotContactUntil: Date | null;
  /** Whether there is anything to report on. */
  treated: boolean;
  birthDateKnown: boolean;
  linkLocked: boolean;
  /** The zone that the patient lives in. */
  timeZone: string;
  wanted: DaySpan | null;
  points: readonly MessagePoint[];
  /** When the desk last wrote to this patient by itself, within the last two days. */
  writtenAt: readonly Date[];
  clinic: {
    checkInMessages: boolean;
    quiet: DaySpan;
    /** What the desk can send by for this clinic. */
    channels: readonly Channel[];
  };
};

/** What is to be written. A check that is asked for has its own reasons not to be. */
export type Wanted = {
  template: Exclude<Template, "staff_list" | "staff_alert">;
  /** A person asked for it. */
  asked: boolean;
  check: CheckStanding | null;
};

/** How the check stands that a message asks for. */
export type CheckStanding = {
  closesAt: Date;
  cancelled: boolean;
  answered: boolean;
  recoveryOpen: boolean;
};

export type Decision =
  | { send: true; channel: Channel; to: string }
  /** `until`: when to ask again; null: never. */
  | { send: false; reason: HoldReason; until: Date | null };

/** So long after one message by itself the desk sends no other: one asks for all that is healing. */
export const APART_HOURS = 6;
/** So many messages by itself within 24 hours, to one patient and to one number or address. */
export const DAILY_CAP = { patient: 2, value: 6 } as const;

const HOUR = 3_600_000;

/**
 * Whether a message may leave at `now`, asked at that very moment: by what it goes and where, or why not.
 * What ends it for good is said before what only delays it.
 */
export function decide(wanted: Wanted, facts: MessageFacts, now: Date): Decision {
  return (
    forGood(wanted, facts, now) ?? whileAsked(wanted, facts, now) ?? addressed(wanted, facts, now)
  );
}

function forGood({ check, template }: Wanted, facts: MessageFacts, now: Date): Decision | null {
  if (check) {
    if (check.answered) return never("answered");
    if (!check.recoveryOpen) return never("closed");
    if (check.cancelled) return never("not_due");
    if (check.closesAt <= now) return never("window_over");
    if (!facts.clinic.checkInMessages) return never("clinic_off");
  }
  if (!facts.consentToContact) return never("no_consent");
  if (template !== "check_in") return null;
  if (!facts.treated) return never("no_treatment");
  return facts.birthDateKnown ? null : never("no_birth_date");
}

/** What passes by itself or by somebody's work: a check waits for it as long as it can be answered. */
function whileAsked({ check, template }: Wanted, facts: MessageFacts, now: Date): Decision | null {
  const { doNotContactUntil, clinic } = facts;
  if (template === "check_in" && facts.linkLocked) return later("link_locked", check, now);
  if (clinic.channels.length === 0) return later("no_provider", check, now);
  if (doNotContactUntil === null || doNotContactUntil <= now) return null;
  if (template === "text_received") return null;
  return check && doNotContactUntil >= check.closesAt
    ? never("do_not_contact")
    : { send: false, reason: "do_not_contact", until: doNotContactUntil };
}

function addressed(wanted: Wanted, facts: MessageFacts, now: Date): Decision {
  const ways = waysOf(facts);
  const open = ways.filter(({ point }) => !point.stopped);
  if (ways.length === 0) return later("no_way", wanted.check, now);
  const [way] = open.filter(({ point }) => wanted.asked || !point.failed);
  if (!way) return later(open.length === 0 ? "stopped" : "failed_before", wanted.check, now);
  // An answer to what somebody has just written comes when they wrote.
  if (wanted.template !== "text_received") {
    const from = mayWriteFrom(now, facts.timeZone, {
      quiet: facts.clinic.quiet,
      wanted: facts.wanted,
    });
    if (from > now) return postponed("quiet_hours", from, wanted.check);
  }
  return heldApart(wanted, facts, way.point, now) ?? { send: true, ...way.to };
}

/** Texts before mails, and a number that is only ever written to before one that is rung too. */
function waysOf({ points, clinic }: MessageFacts) {
  const order: readonly ContactKind[] = ["sms", "phone", "email"];
  return order.flatMap((kind) => {
    const channel: Channel = kind === "email" ? "email" : "sms";
    if (!clinic.channels.includes(channel)) return [];
    return points
      .filter((point) => point.kind === kind)
      .map((point) => ({ point, to: { channel, to: point.value } }));
  });
}

function heldApart(
  { asked, check, template }: Wanted,
  { writtenAt }: MessageFacts,
  point: MessagePoint,
  now: Date,
): Decision | null {
  if (asked || template === "text_received") return null;
  const newest = Math.max(...writtenAt.map((at) => at.getTime()));
  const apart = newest + APART_HOURS * HOUR;
  if (apart > now.getTime()) return postponed("just_written", new Date(apart), check);
  const free = Math.max(
    freeAgain(writtenAt, DAILY_CAP.patient, now),
    freeAgain(point.writtenAt, DAILY_CAP.value, now),
  );
  return free > now.getTime() ? postponed("daily_cap", new Date(free), check) : null;
}

/** When fewer than `cap` of the instants lie within the 24 hours before, in epoch milliseconds. */
function freeAgain(instants: readonly Date[], cap: number, now: Date): number {
  const day = instants
    .map((at) => at.getTime())
    .filter((at) => at > now.getTime() - 24 * HOUR)
    .toSorted((a, b) => b - a);
  return (day[cap - 1] ?? -Infinity) + 24 * HOUR;
}

function never(reason: HoldReason): Decision {
  return { send: false, reason, until: null };
}

/** Looked at again each hour while the check can be answered; what a person asked for is told to them at once. */
function later(reason: HoldReason, check: CheckStanding | null, now: Date): Decision {
  return check ? postponed(reason, new Date(now.getTime() + HOUR), check) : never(reason);
}

function postponed(reason: HoldReason, until: Date, check: CheckStanding | null): Decision {
  return check && until >= check.closesAt ? never(reason) : { send: false, reason, until };
}
