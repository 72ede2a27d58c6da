import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { Fragment, type ReactNode } from "react";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ConfirmForm } from "@/components/record/confirm-form";
import { PageHeader } from "@/components/shell/page-header";
import { TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SEGMENT } from "@/components/ui/segmented";
import { findMergePair, type MergeSide } from "@/db/queries/merge-pair";
import { absolute } from "@/lib/dates";
import { uuidOrNull } from "@/lib/forms/uuid";
import {
  changedFields,
  IDENTITY_FIELDS,
  IDENTITY_WORDS,
  identityText,
} from "@/lib/patients/identity";
import { displayPhone } from "@/lib/patients/phone";
import { levelWord } from "@/lib/worklist/line";
import { mergeRecords } from "./actions";

export const metadata: Metadata = { title: "Compare two records" };

type Props = { params: Promise<{ patientId: string; otherId: string }> };

export default async function MergePage({ params }: Props) {
  const actor = await requireStaff();
  const asked = await params;
  const [firstId, otherId] = [uuidOrNull(asked.patientId), uuidOrNull(asked.otherId)];
  if (firstId === null || otherId === null || firstId === otherId) notFound();
  const now = new Date();
  const pair = await orForbidden(actor, () => findMergePair(actor, [firstId, otherId], now));
  if (!pair) notFound();
  const gone = pair.find(({ patient }) => patient.mergedInto !== null);
  if (gone) redirect(`/patients/${gone.patient.mergedInto}`);
  const { timeZone } = actor.clinic;
  const [first, other] = pair;
  const alike = !changedFields(first.patient, other.patient).includes("name");
  const sameBirth =
    first.patient.birthOn !== null && first.patient.birthOn === other.patient.birthOn;
  return (
    <div className="grid gap-4">
      <p>
        <Link href={`/patients/${firstId}`} prefetch={false} className="link">
          ← {first.patient.name}
        </Link>
      </p>
      <PageHeader
        title="Are these one person?"
        subtitle="Compare the two records. The same phone alone doesn’t make two people one: families share phones."
      />
      {alike || sameBirth ? null : (
        <Alert tone="warning" live={false} title="Neither the name nor the birth date is the same.">
          Ask the patient for both before you merge.
        </Alert>
      )}
      <ConfirmForm
        action={mergeRecords.bind(null, firstId, otherId)}
        idempotencyKey={uuidv7()}
        label="Merge the two records"
        button="Merge the two records"
      >
        <input type="hidden" name="firstVersion" value={first.patient.version} />
        <input type="hidden" name="otherVersion" value={other.patient.version} />
        <Card heading="Side by side" headingId="side-by-side">
          <Comparison pair={pair} zone={timeZone} />
        </Card>
        <p className="max-w-prose">
          Everything of the other record moves to the one that stays, which is then found under both
          names and all numbers. The stricter of two answers about risks, consent and voicemail
          holds. No level is lowered by it. It can be undone as long as nothing is merged on top.
        </p>
      </ConfirmForm>
      <p>
        <ButtonLink href={`/patients/${firstId}`}>They are two people</ButtonLink>
      </p>
    </div>
  );
}

function Comparison({ pair, zone }: { pair: readonly [MergeSide, MergeSide]; zone: string }) {
  const [first, other] = pair;
  const changed = new Set<string>(changedFields(first.patient, other.patient));
  const shared = new Set(first.contacts.map(({ value }) => value));
  const both = (cell: (side: MergeSide) => ReactNode) => [cell(first), cell(other)] as const;
  const rows: { label: string; same: boolean; cells: readonly [ReactNode, ReactNode] }[] = [
    ...IDENTITY_FIELDS.map((field) => ({
      label: IDENTITY_WORDS[field],
      same: !changed.has(field),
      cells: both(({ patient }) => identityText(patient, field, zone)),
    })),
    {
      label: "Numbers and e-mails",
      same: other.contacts.some(({ value }) => shared.has(value)),
      cells: both((side) => <Contacts side={side} />),
    },
    {
      label: "Treatments",
      same: false,
      cells: both((side) => <Treated side={side} zone={zone} />),
    },
    {
      label: "On the list",
      same: false,
      cells: both(({ line }) =>
        line ? `${line.nextAction}, due ${absolute(line.dueAt, zone)}` : "Not followed up now",
      ),
    },
    {
      label: "Check-ins and calls",
      same: false,
      cells: both(({ checkIns, calls }) => `${checkIns} and ${calls}`),
    },
  ];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-1 lg:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)]">
      <span className="max-lg:hidden" />
      {pair.map(({ patient }) => (
        <label key={patient.id} className={SEGMENT}>
          <input type="radio" name="keep" value={patient.id} className="sr-only" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            Keep {patient.name}
            <span className="block text-12 text-muted">
              since {absolute(patient.createdAt, zone)}
            </span>
          </span>
        </label>
      ))}
      {rows.map(({ label, same, cells }) => (
        <Fragment key={label}>
          <h3 className="col-span-2 flex flex-wrap items-center gap-2 border-t pt-2 text-12 font-medium text-muted lg:col-span-1">
            {label} {same ? <Badge tone="info">same</Badge> : null}
          </h3>
          {cells.map((cell, place) => (
            <div
              key={pair[place]!.patient.id}
              className="min-w-0 pb-1 [overflow-wrap:anywhere] lg:border-t lg:pt-2"
            >
              <span className="sr-only">{place === 0 ? "First: " : "Other: "}</span>
              {cell}
            </div>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function Contacts({ side }: { side: MergeSide }) {
  if (side.contacts.length === 0) return "none";
  return (
    <ul>
      {side.contacts.map(({ kind, value, owner, usable }) => (
        <li key={`${kind} ${value}`} className="tabular-nums">
          {kind === "email" ? value : displayPhone(value)}
          {owner ? ` (${owner})` : ""}
          {usable ? "" : ", not usable"}
        </li>
      ))}
    </ul>
  );
}

function Treated({ side, zone }: { side: MergeSide; zone: string }) {
  if (side.treatments.length === 0) return "none";
  return (
    <ul className="grid gap-1">
      {side.treatments.map((treatment) => (
        <li key={treatment.id}>
          {treatment.serviceName}
          {treatment.area ? `, ${treatment.area}` : ""}
          <span className="block text-12 text-muted tabular-nums">
            {absolute(treatment.endedAt, zone)}
          </span>
          {treatment.open ? (
            <TriageBadge
              level={treatment.level}
              word={levelWord(treatment.level, treatment.reasons ?? [])}
            />
          ) : (
            <span className="text-12 text-muted">Closed</span>
          )}
        </li>
      ))}
    </ul>
  );
}
