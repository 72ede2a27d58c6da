import type { Direction, Outcome, Speaker } from "@/lib/calls/outcomes";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import type { MessageKind, MessageStatus, StopKind } from "@/lib/messaging/words";
import type { ContactKind } from "@/lib/patients/contact";
import type { ClosingOutcome } from "@/lib/recovery/closing";
import type { Level } from "@/lib/triage/protocol";

/** An instant as epoch milliseconds: a report compares tens of thousands of them. */
export type Instant = number;

/**
 * Everything that one clinic's report is computed from. Lists have no order; what lies after the report's
 * `now` may be in them and isn't read. Of everybody they name, they hold every treatment up to then.
 */
export type ReportFacts = {
  clinic: ClinicHours;
  patients: readonly PatientFacts[];
  stops: readonly { id: string; value: string; kind: StopKind; at: Instant }[];
  treatments: readonly TreatmentFacts[];
  dueChecks: readonly DueCheckFacts[];
  checkIns: readonly CheckInFacts[];
  assessments: readonly AssessmentFacts[];
  calls: readonly CallFacts[];
  reviews: readonly { id: string; treatmentId: string; at: Instant; by: string }[];
  reopenings: readonly { id: string; treatmentId: string; at: Instant }[];
  closures: readonly ClosureFacts[];
  messages: readonly MessageFacts[];
};

export type PatientFacts = {
  id: string;
  language: string;
  contactPoints: readonly ContactPointFacts[];
  /** Half-open; without an end when `to` is null. */
  doNotContact: readonly { from: Instant; to: Instant | null }[];
};

/** Each state holds until the next; before the first there is nothing to contact. */
export type ContactPointFacts = {
  kind: ContactKind;
  value: string;
  states: readonly { at: Instant; usable: boolean; consent: boolean }[];
};

/** One treatment is one recovery, of the same id. */
export type TreatmentFacts = {
  id: string;
  patientId: string;
  endedAt: Instant;
  area: string | null;
  device: string | null;
  rf: boolean | null;
  depthMm: number | null;
  practitioner: string | null;
  site: string | null;
  productLot: string | null;
};

/** The window is `[opensAt, closesAt)`. */
export type DueCheckFacts = {
  id: string;
  treatmentId: string;
  opensAt: Instant;
  dueAt: Instant;
  closesAt: Instant;
  cancelledAt: Instant | null;
};

export type CheckInFacts = {
  id: string;
  patientId: string;
  /** Null: no treatment was named. */
  treatmentId: string | null;
  observedAt: Instant;
  recordedAt: Instant;
  /** Told by the patient alone, not to staff. */
  byPatient: boolean;
  /** Whether it answers anything that can be judged: the trend of the swelling alone can't. */
  answers: boolean;
  /** 0 to 3, null when unanswered. */
  redness: number | null;
};

export type AssessmentFacts = {
  id: string;
  treatmentId: string;
  at: Instant;
  level: Level;
  cause: string;
  /** Codes; a report reads them from watch on only. */
  reasons: readonly string[];
};

export type CallFacts = {
  id: string;
  patientId: string;
  /** Null: no treatments were named. */
  treatmentIds: readonly string[] | null;
  startedAt: Instant;
  endedAt: Instant | null;
  loggedAt: Instant;
  outcome: Outcome;
  reachedWho: Speaker | null;
  by: string;
  direction: Direction;
  voidedAt: Instant | null;
};

export type ClosureFacts = {
  id: string;
  treatmentId: string;
  at: Instant;
  /** False: the desk closed it by itself. */
  byHuman: boolean;
  outcome: ClosingOutcome | null;
};

export type MessageFacts = {
  id: string;
  patientId: string;
  kind: MessageKind;
  sentAt: Instant | null;
  statuses: readonly { at: Instant; status: MessageStatus }[];
};
