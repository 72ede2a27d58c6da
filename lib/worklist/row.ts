import type { Outcome } from "@/lib/calls/outcomes";
import type { Moment } from "@/lib/dates";
import type { FormState } from "@/lib/forms/form-state";
import type { Level } from "@/lib/triage/protocol";
import type { DataProblem, Group } from "./groups";

/** A reported sign as shown: "Redness 2 of 3", and how it moved since the answer before. */
export type ShownSign = { label: string; direction: "up" | "down" | "same" | "first" };

/** One patient under follow-up, as the worklist shows them. */
export type WorklistRow = {
  patientId: string;
  name: string;
  age: number | null;
  /** "Face, neck · SkinPen 1.5 mm" */
  treatment: string;
  group: Group;
  level: Level | null;
  /** A narrower word for the badge, where the level has one. */
  levelWord: string | undefined;
  /** "Day 2 · 47 h" of the treatment that decides the row. */
  dayAndHour: string;
  /** The two that matter most of what was reported abnormal, those that flagged the patient first. */
  signs: readonly ShownSign[];
  /** How many further abnormal signs there are; all of them in words. */
  moreSigns: number;
  allSigns: string;
  lastReport: Moment | null;
  /** The worst reason in one sentence; for an expected row, why it is fine. */
  why: string;
  /** How many further reasons the record holds. */
  moreReasons: number;
  dataProblems: readonly DataProblem[];
  lastContact: { at: Moment; outcome: Outcome; by: string; attempts: number } | null;
  nextAction: string;
  due: Moment | null;
  /** "2 h late", or null when not late. */
  late: string | null;
  /** "untouched 1 h 5 min": how long an urgent case has waited for anybody to look after it. */
  untouched: { words: string; since: Moment } | null;
  assignee: string | null;
  /** Somebody who is on the phone with this patient now. */
  claim: { by: string; mine: boolean; since: Moment } | null;
  phone: string | null;
  /** "mother", when the number isn't the patient's own. */
  phoneOf: string | null;
  /** Others who are reached under the same number. */
  household: readonly string[];
  /** Set while somebody has put the row behind its group. */
  snoozedUntil: Moment | null;
  /** Today's call, when nothing more is due today, or a closing: the row stays, greyed. */
  done: { callId: string | null; words: string; at: string } | null;
};

/** What the call form is handed back: once the call is kept, its row and the list to go on to. */
export type CallState = FormState & { saved?: { address: string; row: WorklistRow | null } };
