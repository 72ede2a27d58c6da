import type { MessageStatus } from "./words";

/** Ways a message can leave the desk by itself. */
export const CHANNELS = ["sms", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * What leaves the desk. `id` is the ledger's: the same id again is the same message. `to` is an
 * E.164 number or an address; without a `from` the adapter's own is used. A text has no subject.
 */
export type Outgoing = {
  id: string;
  channel: Channel;
  to: string;
  from: string | null;
  subject: string | null;
  body: string;
};

/**
 * What came of sending. `accepted`: the provider has taken it. `refused`: it never will be.
 * `later`: surely not taken, and worth another try. `unknown`: it may have been taken, for the
 * time was up or the connection was cut after it had been handed over. A code is for logs and the
 * ledger: it never holds a number, an address or a word of the message.
 */
export type SendResult =
  | { kind: "accepted"; providerId: string | null }
  | { kind: "refused"; code: string }
  | { kind: "later"; code: string; retryAfterMs: number | null }
  | { kind: "unknown"; code: string };

/**
 * What is known of a message that may have been taken. `bodyHash` is the sha256 of its body in hex,
 * `since` the instant of the first try, `known` the provider's ids of other messages to this number
 * that the ledger has: none of them is this one.
 */
export type Sought = Pick<Outgoing, "id" | "to" | "from"> & {
  bodyHash: string;
  since: Date;
  known?: readonly string[];
};

/** Whether a provider has a message; `unknown` when it couldn't be asked or can't tell. */
export type Found =
  | { taken: true; providerId: string; status: MessageStatus | null }
  | { taken: false }
  | { taken: "unknown" };

/** A way out of the desk. Neither function throws for what a provider or a network may do. */
export type MessageAdapter = {
  name: "smtp" | "sms-api" | "console";
  channel: Channel;
  /** Hands one message over; a signal that fires counts as a time that is up. */
  send(message: Outgoing, signal: AbortSignal): Promise<SendResult>;
  /** Asks whether a message whose outcome was unknown had been taken; left out where nobody can say. */
  find?(sought: Sought, signal: AbortSignal): Promise<Found>;
  /** Lets go of open connections; nothing can be sent after it. */
  close(): void;
};
