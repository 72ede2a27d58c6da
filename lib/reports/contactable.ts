import type { ContactPointFacts, Instant, PatientFacts } from "./facts";
import { ratioOf, sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import { type Contactable, EXCLUSIONS, type Exclusion } from "./report";
import type { Study } from "./study";

/** Treatments of the period with at least one check that came due. */
export function dueOf({ cohort }: Study): Recovery[] {
  return cohort.filter(({ dueChecks }) => dueChecks.length > 0);
}

/** Whether patients could be contacted when their first check came due, and if not, why. */
export function contactable(study: Study): Contactable {
  const due = dueOf(study);
  const stopped = stopsBy(study.stops);
  const reasons = due.map((recovery) => ({
    id: recovery.id,
    why: exclusionOf(study.patients.get(recovery.patientId), recovery.dueChecks[0]!.dueAt, stopped),
  }));
  const idsWith = (wanted: Exclusion | null) =>
    reasons.filter(({ why }) => why === wanted).map(({ id }) => id);
  return {
    ...ratioOf(
      idsWith(null),
      due.map(({ id }) => id),
    ),
    excluded: Object.fromEntries(
      EXCLUSIONS.map((exclusion) => [exclusion, sortedIds(idsWith(exclusion))]),
    ) as Contactable["excluded"],
  };
}

type IsStopped = (value: string, at: Instant) => boolean;

/** Whether the last that came from a number or address by an instant was STOP. */
function stopsBy(stops: Study["stops"]): IsStopped {
  // Where both came at one instant, the one that keeps quiet holds.
  const ordered = stops.toSorted((a, b) => a.at - b.at || (a.kind < b.kind ? -1 : 1));
  const byValue = Map.groupBy(ordered, ({ value }) => value);
  return (value, at) => byValue.get(value)?.findLast((stop) => stop.at <= at)?.kind === "STOP";
}

function exclusionOf(
  patient: PatientFacts | undefined,
  at: Instant,
  isStopped: IsStopped,
): Exclusion | null {
  const left = patient?.doNotContact.some(({ from, to }) => from <= at && (to === null || at < to));
  if (left) return "do_not_contact";
  const points = (patient?.contactPoints ?? []).flatMap((point) => {
    const state = stateAt(point, at);
    return state ? [{ ...point, ...state }] : [];
  });
  if (points.length === 0) return "no_contact_point";
  const usable = points.filter((point) => point.usable);
  if (usable.length === 0) return "not_usable";
  const open = usable.some(
    ({ kind, value, consent }) => kind === "phone" || (consent && !isStopped(value, at)),
  );
  return open ? null : "no_consent";
}

function stateAt({ states }: ContactPointFacts, at: Instant) {
  return states
    .filter((state) => state.at <= at)
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
}
