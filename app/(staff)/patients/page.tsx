import type { Metadata } from "next";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import { type FoundPatient, searchPatients } from "@/db/queries/patients";
import { absolute, ageOn } from "@/lib/dates";
import { displayPhone } from "@/lib/patients/phone";
import { MOST_FOUND } from "@/lib/patients/search-terms";
import { GROUPS } from "@/lib/worklist/groups";
import { openSearch } from "./sealed-search";

export const metadata: Metadata = { title: "Patients" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PatientsPage({ searchParams }: Props) {
  const actor = await requireStaff();
  const query = await openSearch((await searchParams).find);
  const now = new Date();
  const { clinic } = actor;
  const found = await orForbidden(actor, () => searchPatients(actor, query, now));
  return (
    <div className="grid gap-4">
      <PageHeader
        title="Patients"
        subtitle={
          found.length > 0
            ? `Found for “${query}”, followed up or not.`
            : "Found by name, or by any digits of any of their numbers, followed up or not."
        }
      />
      <Card flush>
        {found.length > 0 ? (
          <Found found={found} now={now} zone={clinic.timeZone} />
        ) : query === "" ? (
          <EmptyState title="Who rang?">
            Type a name or the last digits of a number into the search field.
          </EmptyState>
        ) : (
          <EmptyState title={`No one found for “${query}”.`}>
            Try fewer letters, or the last four digits of the number.
          </EmptyState>
        )}
      </Card>
      {found.length === MOST_FOUND ? (
        <p className="text-muted">The first {MOST_FOUND} are shown. Type more to narrow it.</p>
      ) : null}
    </div>
  );
}

function Found({ found, now, zone }: { found: FoundPatient[]; now: Date; zone: string }) {
  return (
    <Table label="Patients found">
      <thead>
        <tr>
          <Th>Patient</Th>
          <Th>Age</Th>
          <Th>Phone</Th>
          <Th>Follow-up</Th>
          <Th>Last treatment</Th>
        </tr>
      </thead>
      <tbody>
        {found.map((patient) => (
          <tr key={patient.patientId}>
            <Td>
              <a href={`/patients/${patient.patientId}`} className="font-semibold hover:underline">
                {patient.name}
              </a>
            </Td>
            <Td className="tabular-nums">{ageOn(patient.birthOn, now, zone) ?? "unknown"}</Td>
            <Td className="tabular-nums">
              <Numbers phones={patient.phones} />
              {patient.shared ? (
                <span className="ml-2">
                  <Badge tone="warning">Shared number</Badge>
                </span>
              ) : null}
            </Td>
            <Td>
              {GROUPS.find(({ group }) => group === patient.group)?.label ?? "Not followed up"}
            </Td>
            <Td className="tabular-nums">
              {patient.lastTreatedAt ? absolute(patient.lastTreatedAt, zone) : "none"}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** One a line; one that turned out wrong or dead still finds whoever rings from it, and is struck out. */
function Numbers({ phones }: Pick<FoundPatient, "phones">) {
  if (phones.length === 0) return "none";
  return phones.map(({ value, of, usable }) => (
    <span key={value} className="block">
      {usable ? displayPhone(value) : <s className="text-muted">{displayPhone(value)}</s>}
      {of === null ? null : <span className="text-muted"> ({of})</span>}
      {usable ? null : <span className="text-muted"> not usable</span>}
    </span>
  ));
}
