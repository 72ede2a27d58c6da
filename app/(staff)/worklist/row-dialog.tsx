import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { Button, ButtonLink } from "@/components/ui/button";
import {
  LazyAssignForm,
  LazyDrawnDialog,
  LazySnoozeForm,
} from "@/components/worklist/lazy-list-dialogs";
import { type ChosenFollowUp, listChosenFollowUps } from "@/db/queries/chosen-follow-ups";
import type { Clinic } from "@/db/queries/clinic";
import { type Colleague, listPeopleWhoMay } from "@/db/queries/staff";
import { may, type StaffActor } from "@/lib/actor";
import { fieldValue, soonWords } from "@/lib/dates";
import { SNOOZE_REASON_LIMIT, SNOOZE_REFUSALS } from "@/lib/follow-up/snooze";
import { snoozeChoices } from "@/lib/follow-up/snooze-choices";
import { OWN_TIME } from "@/lib/follow-up/snooze-schema";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { packIds } from "@/lib/worklist/selection";
import { recordPath } from "../patients/[patientId]/paths";
import { type ListDialog, selectionPath, worklistPath } from "./paths";
import { assignPatients, snoozePatients, wakePatient } from "./row-actions";

type Shows = Exclude<ListDialog, "views">;

const TITLES = { assign: "Assign", snooze: "Snooze", more: "" } as const;

/** What can be done with one row, or with the selected ones, besides calling. */
export async function RowDialog({
  actor,
  clinic,
  shows,
  who,
  selected,
  filters,
  now,
}: {
  actor: StaffActor;
  clinic: Clinic;
  shows: Shows;
  /** The patient whose row it is; null for the selected ones. */
  who: string | null;
  selected: readonly string[];
  filters: WorklistFilters;
  now: Date;
}) {
  const ids = who === null ? selected : [who];
  const assigns = shows !== "snooze" && may(actor.role, "assign follow-up");
  const snoozes = shows !== "assign" && may(actor.role, "snooze follow-up");
  const [chosen, colleagues] = await Promise.all([
    orForbidden(actor, () => listChosenFollowUps(actor, ids, now)),
    assigns ? listPeopleWhoMay(actor, "log call") : [],
  ]);
  const closeHref =
    who === null ? selectionPath(filters, selected) : `${worklistPath(filters, "row")}${who}`;
  const back = worklistPath(filters);
  const patientIds = packIds(chosen.map(({ patientId }) => patientId));
  return (
    <LazyDrawnDialog title={titleOf(shows, chosen)} closeHref={closeHref}>
      <Chosen chosen={chosen} missing={ids.length - chosen.length} owner={assigns} />
      {chosen.length > 0 && snoozes ? (
        <Snoozing chosen={chosen} back={back} clinic={clinic} now={now} />
      ) : null}
      {chosen.length > 0 && assigns ? (
        <section className="grid gap-2 border-t pt-4 first-of-type:border-t-0 first-of-type:pt-0">
          <LazyAssignForm
            action={assignPatients.bind(null, back)}
            patientIds={patientIds}
            colleagues={ownFirst(colleagues, actor.staffId)}
          />
        </section>
      ) : null}
      {who !== null && shows === "more" ? (
        <p className="border-t pt-4">
          <ButtonLink href={recordPath({ patientId: who, list: filters })}>
            Open the record
          </ButtonLink>
        </p>
      ) : null}
    </LazyDrawnDialog>
  );
}

function titleOf(shows: Shows, chosen: readonly ChosenFollowUp[]): string {
  const [first] = chosen;
  const whom = chosen.length === 1 && first ? first.name : `${chosen.length} patients`;
  return `${TITLES[shows]} ${whom}`.trim();
}

/** By name whom it is about, so that nobody is changed unseen; and how many it can't be about. */
function Chosen({
  chosen,
  missing,
  owner,
}: {
  chosen: readonly ChosenFollowUp[];
  missing: number;
  owner: boolean;
}) {
  if (chosen.length === 1 && !owner && missing === 0) return null;
  return (
    <div className="grid gap-1 text-muted">
      {chosen.length > 1 ? (
        <ul className="flex flex-wrap gap-x-3">
          {chosen.map(({ patientId, name }) => (
            <li key={patientId}>{name}</li>
          ))}
        </ul>
      ) : null}
      {chosen.length === 1 && owner ? <p>{ownerWords(chosen[0]!)}</p> : null}
      {missing > 0 ? <p>{missing} of the chosen are no longer followed up.</p> : null}
    </div>
  );
}

function ownerWords({ assignee }: ChosenFollowUp): string {
  return assignee ? `${assignee.name} has it.` : "Nobody in particular has it.";
}

function ownFirst(colleagues: readonly Colleague[], staffId: string) {
  const own = colleagues.filter((each) => each.staffId === staffId);
  const others = colleagues.filter((each) => each.staffId !== staffId);
  return [...own.map((each) => ({ ...each, name: `${each.name} (you)` })), ...others];
}

function Snoozing({
  chosen,
  back,
  clinic,
  now,
}: {
  chosen: readonly ChosenFollowUp[];
  back: string;
  clinic: Clinic;
  now: Date;
}) {
  const able = chosen.flatMap(({ patientId, snooze }) =>
    snooze.ok ? [{ patientId, latest: snooze.latest }] : [],
  );
  const [only] = chosen;
  const asleep = chosen.length === 1 ? (only?.snoozedUntil ?? null) : null;
  // Of several the shortest limit: what is offered holds for each.
  const latest = new Date(Math.min(...able.map((each) => each.latest.getTime())));
  return (
    <section className="grid gap-3">
      {asleep && only ? (
        <form action={wakePatient.bind(null, back)} className="flex flex-wrap items-center gap-3">
          <input type="hidden" name="patientId" value={only.patientId} />
          <p>Snoozed until {soonWords(asleep, now, clinic.timeZone)} or a new symptom.</p>
          <Button type="submit">Wake now</Button>
        </form>
      ) : able.length === chosen.length ? null : (
        <ul className="grid gap-1">
          {chosen.map(({ patientId, name, snooze }) =>
            snooze.ok ? null : (
              <li key={patientId}>
                {chosen.length > 1 ? `${name} can’t be snoozed: ` : "Can’t be snoozed now: "}
                {lower(SNOOZE_REFUSALS[snooze.reason])}.
              </li>
            ),
          )}
        </ul>
      )}
      {able.length > 0 ? (
        <LazySnoozeForm
          action={snoozePatients.bind(null, back)}
          patientIds={packIds(able.map(({ patientId }) => patientId))}
          idempotencyKey={uuidv7()}
          choices={snoozeChoices(now, latest, clinic)}
          latest={{
            words: soonWords(latest, now, clinic.timeZone),
            field: fieldValue(latest, clinic.timeZone),
          }}
          ownTime={OWN_TIME}
          reasonLimit={SNOOZE_REASON_LIMIT}
        />
      ) : null}
    </section>
  );
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
