/** Who sent a message: the desk by itself, or a person. */
export const MESSAGE_KINDS = ["automatic", "human"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What a provider says of a message; the last two are final unless something later says otherwise. */
export const MESSAGE_STATUSES = ["queued", "failed", "delivered"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** What a number or address can ask for. */
export const STOP_KINDS = ["STOP", "START"] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/**
 * How far a message is: it waits for its time, is being handed over, may or may not have been taken, has been
 * taken, or never will be.
 */
export const MESSAGE_STATES = ["waiting", "sending", "unsure", "sent", "not_sent"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Why a message waits or isn't sent, as the record says it. */
export const HOLD_WORDS = {
  withdrawn: "Taken back before it left",
  clinic_off: "The clinic has switched check-in messages off",
  no_provider: "The desk has no provider to send by",
  not_due: "The check isn’t due any more",
  answered: "The patient has answered already",
  window_over: "The time for this check is over",
  closed: "The recovery is closed",
  no_consent: "The patient has not agreed to be contacted",
  do_not_contact: "The patient asked not to be contacted for now",
  no_treatment: "There is no treatment to report on",
  no_birth_date: "No birth date is known, so nobody could open the link",
  link_locked: "The check-in link has locked itself; somebody has to call first",
  no_way: "No number or address of the patient’s own can be written to",
  stopped: "The patient answered STOP",
  failed_before: "The last message there didn’t arrive",
  quiet_hours: "Not at this hour",
  just_written: "Another message left a short while ago",
  daily_cap: "Enough messages for one day",
  refused: "The provider refused it",
  gave_up: "It could not be handed over in time",
  person_gone: "This person doesn’t work here any more",
} as const;
export type HoldReason = keyof typeof HOLD_WORDS;
export const HOLD_REASONS = Object.keys(HOLD_WORDS) as [HoldReason, ...HoldReason[]];
