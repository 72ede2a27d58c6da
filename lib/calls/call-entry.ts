import type { CheckInEntry } from "@/lib/check-in/entry";
import type { Advice } from "./advice";
import type { Direction, Outcome, Speaker } from "./outcomes";

/** A call as it is logged, already of the right shape. */
export type CallEntry = {
  patientId: string;
  idempotencyKey: string;
  direction: Direction;
  outcome: Outcome;
  contactPointId: string | null;
  /** For a reached call only. */
  reached: {
    spokeWith: Speaker;
    identityChecked: boolean;
    answers: CheckInEntry["answers"];
    advice: Advice[];
    readBack: boolean;
    /** The licensed person who was told, by staff id. */
    provider: { staffId: string; accepted: boolean } | null;
    /** Somebody tried to tell a provider and reached none: at complication or worse one or the other is said. */
    noProviderReached: boolean;
  } | null;
  /** For "call back later": when the patient asked to be called. */
  promisedAt: Date | null;
  /** Set when the caller changed the next contact that the plan proposed. */
  nextContact: { dueAt: Date; reason: string } | null;
  note: string | null;
  /** The newest call the caller saw when the panel opened: tells whether somebody else called since. */
  lastSeenCallId: string | null;
};

/** Why a call can't be kept as it was entered. */
export type CallRefusal = "provider_not_told" | "voicemail_not_allowed";
