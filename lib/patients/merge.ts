import type { JoinedLine } from "@/lib/follow-up/join-lines";
import type { PatientIdentity } from "./identity";

/** What moved from one record to another, by table and id: an undo moves exactly these back. */
export type MovedRows = {
  treatments: readonly string[];
  checkIns: readonly string[];
  calls: readonly string[];
  contactPoints: readonly string[];
  escalations: readonly string[];
  /** Missing in merges that are older than photos. */
  photos?: readonly string[];
  /** What the kept record took over of the person, as it stood before and after. */
  identity: { before: Partial<PatientIdentity>; after: Partial<PatientIdentity> };
  /** Numbers that both had and the other record forbade a voicemail on, as they stood before. */
  voicemail: readonly { id: string; before: boolean | null }[];
  line: MergedLine;
};

/** What became of the two lines on the worklist. */
export type MergedLine =
  /** The merged record was on no list. */
  | { kind: "none" }
  /** Its line is the kept record's now, which had none. */
  | { kind: "moved"; followUpId: string }
  /** Its line was closed, and the kept record's holds what was more urgent of both. */
  | {
      kind: "joined";
      closedId: string;
      keptId: string;
      before: JoinedLine;
      after: JoinedLine;
      endedSnoozeId: string | null;
    };

/** A merge as far as it says whose a row was when. */
export type MergeOfRows = {
  keptId: string;
  mergedId: string;
  at: Date;
  undoneAt: Date | null;
  moved: Pick<MovedRows, "treatments" | "checkIns">;
};

type Owned = { id: string; patientId: string };

/**
 * Whether a check-in was told to the record that a treatment belonged to at that moment. What was told to
 * another record before a merge was told of its treatments; what was told while two records were one may mean
 * any of theirs, also after they are two again.
 */
export function toldToRecordOf(
  treatment: Owned,
  checkIn: Owned & { recordedAt: Date },
  merges: readonly MergeOfRows[],
): boolean {
  const ordered = merges.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const carried = ordered.find(({ moved }) => moved.checkIns.includes(checkIn.id));
  const told = carried?.mergedId ?? checkIn.patientId;
  const moves = ordered
    .filter(({ moved }) => moved.treatments.includes(treatment.id))
    .flatMap(({ keptId, mergedId, at, undoneAt, moved }) => [
      // A check-in that came over with a merge was told before it, in the same millisecond too.
      { from: mergedId, to: keptId, at, before: moved.checkIns.includes(checkIn.id) },
      ...(undoneAt ? [{ from: keptId, to: mergedId, at: undoneAt, before: false }] : []),
    ])
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const done = moves.findLast(({ at, before }) => !before && at <= checkIn.recordedAt);
  const owner = done?.to ?? moves[0]?.from ?? treatment.patientId;
  return owner === told;
}

/** Two records, and what speaks for their being one person's. */
export type Likeness = { sameName: boolean; sameBirthDate: boolean; sharedContacts: number };

/**
 * Whether two records look like one person's: two of name, birth date, and a number or address that both
 * have. A shared number alone is a family's.
 */
export function lookAlike({ sameName, sameBirthDate, sharedContacts }: Likeness): boolean {
  return [sameName, sameBirthDate, sharedContacts > 0].filter(Boolean).length > 1;
}

/** "same name, same birth date" */
export function likenessWords({ sameName, sameBirthDate, sharedContacts }: Likeness): string {
  const parts = [
    sameName ? "same name" : null,
    sameBirthDate ? "same birth date" : null,
    sharedContacts > 0 ? "shared number or address" : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
