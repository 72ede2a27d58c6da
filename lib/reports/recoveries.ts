import type {
  AssessmentFacts,
  CallFacts,
  CheckInFacts,
  DueCheckFacts,
  Instant,
  ReportFacts,
  TreatmentFacts,
} from "./facts";
import { HORIZON_MS } from "./period";
import { closingAt, type Turn, turnsOf } from "./turns";

/** A recovery with what belongs to it as of the report's now, each list in the order of time. */
export type Recovery = TreatmentFacts & {
  /** The end of its horizon, which is half-open. */
  horizonEnd: Instant;
  horizonOver: boolean;
  turns: readonly Turn[];
  assessments: readonly AssessmentFacts[];
  /** All of them, inside the horizon or not. */
  contacts: Contact[];
  /** Valid ones, which lie in the horizon. */
  checkIns: CheckInFacts[];
  /** Checks that came due and weren't cancelled by then. */
  dueChecks: readonly DueCheckFacts[];
};

/** A call with the recoveries that it was about. `reached`: the patient, or who speaks for them, was spoken to. */
export type Contact = { call: CallFacts; reached: boolean; recoveries: readonly Recovery[] };

/** The recoveries that had begun by `now`, by id; what belongs to more than one is placed by others. */
export function recoveriesOf(facts: ReportFacts, now: Instant): Map<string, Recovery> {
  const known = <Fact extends { at: Instant; treatmentId: string }>(list: readonly Fact[]) =>
    Map.groupBy(
      list.filter((each) => each.at <= now),
      ({ treatmentId }) => treatmentId,
    );
  const closures = known(facts.closures);
  const reopenings = known(facts.reopenings);
  const assessments = known(facts.assessments);
  const due = Map.groupBy(
    facts.dueChecks.filter(
      ({ dueAt, cancelledAt }) => dueAt <= now && (cancelledAt === null || cancelledAt > dueAt),
    ),
    ({ treatmentId }) => treatmentId,
  );
  return new Map(
    facts.treatments
      .filter(({ endedAt }) => endedAt <= now)
      .map((treatment) => {
        const { id, endedAt } = treatment;
        const horizonEnd = endedAt + HORIZON_MS;
        const recovery: Recovery = {
          ...treatment,
          horizonEnd,
          horizonOver: horizonEnd <= now,
          turns: turnsOf(closures.get(id) ?? [], reopenings.get(id) ?? []),
          assessments: (assessments.get(id) ?? []).toSorted(byTime),
          contacts: [],
          checkIns: [],
          dueChecks: (due.get(id) ?? []).toSorted((a, b) => a.dueAt - b.dueAt),
        };
        return [id, recovery];
      }),
  );
}

function byTime(a: { at: Instant; id: string }, b: { at: Instant; id: string }): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

/** Clocks of two machines may differ by so much. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Recoveries as they are looked for: by their ids, and by those of their patients. */
export type Known = {
  byId: ReadonlyMap<string, Recovery>;
  byPatient: ReadonlyMap<string, readonly Recovery[]>;
};

/** What a check-in or call is about: the recoveries that it names, or each of the patient's that is open then. */
export function recoveriesMeant(
  { byId, byPatient }: Known,
  { named, patientId, at }: { named: readonly string[] | null; patientId: string; at: Instant },
): readonly Recovery[] {
  if (named !== null) return [...new Set(named)].flatMap((id) => byId.get(id) ?? []);
  return (byPatient.get(patientId) ?? []).filter(({ turns }) => closingAt(turns, at) === null);
}

/** Gives each valid check-in to the recoveries that it counts for. */
export function placeCheckIns(checkIns: readonly CheckInFacts[], known: Known, now: Instant): void {
  for (const checkIn of checkIns) {
    const { treatmentId, patientId, observedAt, recordedAt } = checkIn;
    if (!checkIn.answers || recordedAt > now || observedAt > recordedAt + CLOCK_SKEW_MS) continue;
    const named = treatmentId === null ? null : [treatmentId];
    const meant = recoveriesMeant(known, { named, patientId, at: recordedAt });
    for (const { endedAt, horizonEnd, checkIns: valid } of meant) {
      const inHorizon = endedAt <= recordedAt && recordedAt < horizonEnd;
      if (observedAt >= endedAt && inHorizon) valid.push(checkIn);
    }
  }
}
