import { compareLevels } from "@/lib/triage/protocol";
import { contactsIn } from "./contacts";
import type {
  CallFacts,
  DueCheckFacts,
  Instant,
  MessageFacts,
  PatientFacts,
  ReportFacts,
  TreatmentFacts,
} from "./facts";
import type { ReportScope } from "./filters";
import { type LocalTime, localClock } from "./local-clock";
import { type Bounds, boundsOf } from "./period";
import { type Contact, placeCheckIns, type Recovery, recoveriesOf } from "./recoveries";
import type { FlagLevel } from "./report";

/** An assessment that is worse than the one just before it. Its id is the assessment's. */
export type Raise = { id: string; at: Instant; level: FlagLevel; recovery: Recovery };

/** What the metrics of one report are computed from: its facts by recovery, and what lies in its period. */
export type Study = {
  now: Instant;
  bounds: Bounds;
  clinic: ReportFacts["clinic"];
  local: (at: Instant) => LocalTime;
  patients: ReadonlyMap<string, PatientFacts>;
  stops: ReportFacts["stops"];
  /** Treatments that ended in the period. */
  cohort: readonly Recovery[];
  /** Checks due in the period, whenever the treatment ended. */
  checks: readonly { check: DueCheckFacts; recovery: Recovery }[];
  raises: readonly Raise[];
  /** Contacts that began in the period, and calls in it that were never dialled. */
  contacts: readonly Contact[];
  notDialled: readonly CallFacts[];
  reviews: ReportFacts["reviews"];
  /** Sent in the period. */
  messages: readonly MessageFacts[];
  /** Whether a patient's messages and stops belong to the scope. */
  concerns: (patientId: string) => boolean;
};

/** Makes facts ready for the metrics of a scope. Their order doesn't matter. */
export function studyOf(facts: ReportFacts, scope: ReportScope, at: Date): Study {
  const now = at.getTime();
  const { clinic } = facts;
  const bounds = boundsOf(scope, clinic.timeZone);
  const inPeriod = (instant: Instant) =>
    bounds.from <= instant && instant < bounds.to && instant <= now;
  const patients = new Map(facts.patients.map((patient) => [patient.id, patient]));
  const recoveries = recoveriesOf(facts, now);
  const byPatient = Map.groupBy(recoveries.values(), ({ patientId }) => patientId);
  const known = { byId: recoveries, byPatient };
  placeCheckIns(facts.checkIns, known, now);
  const contacts = contactsIn(facts.calls, known, now);
  for (const contact of contacts) {
    if (contact.call.outcome === "not_dialled") continue;
    for (const recovery of contact.recoveries) recovery.contacts.push(contact);
  }
  const isChosen = chooser(scope, patients);
  const chosen = [...recoveries.values()].filter(isChosen);
  const whole = !isNarrowed(scope);
  const told = contacts.filter(
    ({ call, recoveries: about }) => inPeriod(call.startedAt) && (whole || about.some(isChosen)),
  );
  const concerned = new Set(chosen.map(({ patientId }) => patientId));
  const concerns = (patientId: string) => whole || concerned.has(patientId);
  const ids = new Set(chosen.map(({ id }) => id));
  return {
    now,
    bounds,
    clinic,
    local: localClock(clinic.timeZone),
    patients,
    stops: facts.stops.filter((each) => each.at <= now),
    cohort: chosen.filter(({ endedAt }) => inPeriod(endedAt)),
    checks: chosen.flatMap((recovery) =>
      recovery.dueChecks
        .filter(({ dueAt }) => inPeriod(dueAt))
        .map((check) => ({ check, recovery })),
    ),
    raises: chosen.flatMap((recovery) => raisesOf(recovery).filter((raise) => inPeriod(raise.at))),
    contacts: told.filter(({ call }) => call.outcome !== "not_dialled"),
    notDialled: told.map(({ call }) => call).filter(({ outcome }) => outcome === "not_dialled"),
    reviews: facts.reviews.filter((each) => inPeriod(each.at) && ids.has(each.treatmentId)),
    messages: facts.messages.filter(
      ({ sentAt, patientId }) => sentAt !== null && inPeriod(sentAt) && concerns(patientId),
    ),
    concerns,
  };
}

function isNarrowed({ site, practitioner, device, area, language }: ReportScope): boolean {
  return [site, practitioner, device, area, language].some((part) => part !== null);
}

function chooser(
  { site, practitioner, device, area, language }: ReportScope,
  patients: ReadonlyMap<string, PatientFacts>,
) {
  return (treatment: TreatmentFacts) =>
    fits(site, treatment.site) &&
    fits(practitioner, treatment.practitioner) &&
    fits(device, treatment.device) &&
    fits(area, treatment.area) &&
    fits(language, patients.get(treatment.patientId)?.language);
}

function fits(wanted: string | null, value: string | null | undefined): boolean {
  return wanted === null || wanted === value;
}

function raisesOf(recovery: Recovery): Raise[] {
  return recovery.assessments.flatMap(({ id, at, level }, n) => {
    const before = recovery.assessments[n - 1]?.level ?? "expected";
    if (level === "expected" || compareLevels(level, before) <= 0) return [];
    return [{ id, at, level, recovery }];
  });
}
