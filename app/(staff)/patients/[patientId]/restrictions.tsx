import { RestrictionForm } from "@/components/record/restriction-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { PatientRecord, RecordedRecovery } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute, momentOf } from "@/lib/dates";
import { elapsedHours } from "@/lib/recovery/clock";
import { SETTABLE_RESTRICTIONS } from "@/lib/recovery/restriction-hours";
import { type RestrictionState, restrictionsAt } from "@/lib/recovery/restrictions";
import { setPersonalRestriction } from "./restriction-actions";
import type { Reading } from "./shown";

type Override = RecordedRecovery["overrides"][number];

/** What the patient has to wait with after the treatment shown, and what was set for them alone. */
export function Restrictions({
  actor,
  record,
  shown,
  reading,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  shown: RecordedRecovery;
  reading: Reading;
  from: string;
}) {
  const { recovery, treatment, overrides } = shown;
  if (!recovery.open) return null;
  const states = restrictionsAt(elapsedHours(treatment.endedAt, reading.now), overrides);
  const several = record.recoveries.filter((each) => each.recovery.open).length > 1;
  return (
    <Card heading="What to wait with" headingId="restrictions">
      {several ? (
        <p className="mb-3 text-12 text-muted">
          After this treatment. Of several at once, the strictest holds.
        </p>
      ) : null}
      <ul className="grid gap-3">
        {SETTABLE_RESTRICTIONS.map((id) => {
          const state = states.find((each) => each.id === id);
          if (!state) return null;
          const set = overrides.filter((each) => each.id === id);
          return (
            <li key={id} className="grid gap-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                {state.title}
                {state.override ? <Badge tone="info">Personal</Badge> : null}
              </p>
              <p className={state.state === "ended" ? "text-muted" : "tabular-nums"}>
                {standingWords(state, treatment.endedAt, reading.zone)}
              </p>
              {set.map((each) => (
                <p key={each.version} className="text-12 text-muted [overflow-wrap:anywhere]">
                  <SetWords override={each} reading={reading} />
                </p>
              ))}
              {may(actor.role, "set restriction") ? (
                <RestrictionForm
                  action={setPersonalRestriction.bind(null, record.patient.id, recovery.id, from)}
                  restriction={id}
                  title={state.title}
                  untilHours={state.untilHours}
                  personal={state.override !== null}
                  version={set[0]?.version ?? 0}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function standingWords(
  { state, untilHours, hoursLeft }: RestrictionState,
  endedAt: Date,
  zone: string,
): string {
  if (untilHours === null || hoursLeft === null) return "Until the clinic says so";
  const until = absolute(new Date(endedAt.getTime() + untilHours * 3_600_000), zone);
  return state === "ended"
    ? `Over since ${until}`
    : `${Math.ceil(hoursLeft)} h left, until ${until}`;
}

function SetWords({ override, reading }: { override: Override; reading: Reading }) {
  const at = momentOf(override.setAt, reading.now, reading.zone);
  const what =
    override.untilHours === null ? "Back to the guide" : `Set to ${override.untilHours} h`;
  return (
    <>
      {what} by {override.author},{" "}
      <time dateTime={at.iso} title={at.absolute}>
        {at.relative}
      </time>
      : {override.reason}
    </>
  );
}
