import type { Answers, CheckInSource, Protocol, ReasonCode } from "./protocol";

/** One report: how the skin looked at `observedAt`, as told to us at `recordedAt`. */
export type CheckInFact = {
  id: string;
  observedAt: Date;
  recordedAt: Date;
  source: CheckInSource;
  identityVerified?: boolean | null;
  answers: Answers;
};

/** A licensed review that clears reasons by name. */
export type ReviewFact = { at: Date; clears: readonly ReasonCode[] };

/** A prescriber's longer window for one treatment, in hours after its end (extension X10). */
export type LongerWindow = { normalHours: number; firstDaysHours: number };

/** All that is known of one recovery (one treatment), in any order. */
export type RecoveryFacts = {
  treatmentEndedAt: Date;
  checkIns: readonly CheckInFact[];
  reviews: readonly ReviewFact[];
  /** Every closing; only the latest that has happened counts. */
  closedAt: readonly Date[];
  /** Recorded risks of the patient, used by X9. */
  risks: readonly string[];
  protocol: Protocol;
  /** Used only while X10 is on. */
  longerWindow: LongerWindow | null;
};
