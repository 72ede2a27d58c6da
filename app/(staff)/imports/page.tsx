import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ImportUpload } from "@/components/imports/import-upload";
import { MomentText } from "@/components/moment-text";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import { listImports } from "@/db/queries/imports";
import { momentOf } from "@/lib/dates";
import { runState, uploadState } from "@/lib/import/run-state";
import { UPLOAD_REFUSALS } from "@/lib/import/upload-limits";

export const metadata: Metadata = { title: "Imports" };

/** The card draws the line below the last row. */
const NO_LAST_LINE = "[&>tbody>tr:last-child>td]:border-b-0";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportsPage({ searchParams }: Props) {
  const actor = await requireStaff();
  const query = await searchParams;
  const { uploads, runs } = await orForbidden(actor, () => listImports(actor));
  const { timeZone } = actor.clinic;
  const now = new Date();
  const refused = Object.entries(UPLOAD_REFUSALS).find(([reason]) => reason === query.refused)?.[1];
  const moment = (at: Date) => <MomentText moment={momentOf(at, now, timeZone)} />;
  return (
    <div className="grid gap-4">
      <PageHeader
        title="Imports"
        subtitle="Treatments from your booking system. Nothing is stored before you have seen it."
      />
      {query.discarded === "1" ? <Alert tone="success" title="The file is thrown away." /> : null}
      <ImportUpload action="/imports/upload" error={refused} />
      {uploads.length > 0 ? (
        <Card heading="Waiting for you" headingId="waiting" flush>
          <Table label="Files that wait" className={NO_LAST_LINE}>
            <thead>
              <tr>
                <Th>File</Th>
                <Th>State</Th>
                <Th>Uploaded</Th>
                <Th>By</Th>
              </tr>
            </thead>
            <tbody>
              {uploads.map(({ id, fileName, uploadedAt, by, state }) => (
                <tr key={id}>
                  <Td className="max-w-80 min-w-40 [overflow-wrap:anywhere]">
                    <Link href={`/imports/${id}`} className="link font-medium">
                      {fileName}
                    </Link>
                  </Td>
                  <Td>
                    <Badge tone={uploadState(state).tone}>{uploadState(state).word}</Badge>
                  </Td>
                  <Td className="whitespace-nowrap">{moment(uploadedAt)}</Td>
                  <Td>{by}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
      ) : null}
      <Card heading="Earlier imports" headingId="earlier" flush>
        {runs.length === 0 ? (
          <EmptyState title="No import yet.">
            Files that were brought in stand here, with what became of their rows.
          </EmptyState>
        ) : (
          <Table label="Earlier imports" className={NO_LAST_LINE}>
            <thead>
              <tr>
                <Th>File</Th>
                <Th>State</Th>
                <Th className="text-right">Rows</Th>
                <Th className="text-right">Added</Th>
                <Th className="text-right">Already here</Th>
                <Th className="text-right">New patients</Th>
                <Th>When</Th>
                <Th>By</Th>
              </tr>
            </thead>
            <tbody>
              {runs.map(({ run, by }) => {
                const { word, tone } = runState(run, now);
                return (
                  <tr key={run.id}>
                    <Td className="max-w-80 min-w-40 [overflow-wrap:anywhere]">
                      <Link href={`/imports/runs/${run.id}`} className="link font-medium">
                        {run.fileName}
                      </Link>
                      {run.system ? (
                        <span className="block text-12 text-muted">{run.system}</span>
                      ) : null}
                    </Td>
                    <Td>
                      <Badge tone={tone}>{word}</Badge>
                    </Td>
                    <Td className="text-right">{run.counts?.rowsRead ?? "–"}</Td>
                    <Td className="text-right">{run.counts?.added ?? "–"}</Td>
                    <Td className="text-right">{run.counts?.alreadyHere ?? "–"}</Td>
                    <Td className="text-right">{run.counts?.newPatients ?? "–"}</Td>
                    <Td className="whitespace-nowrap">{moment(run.startedAt)}</Td>
                    <Td>{by}</Td>
                  </tr>
                );
              })}
            </tbody>
          </Table>
        )}
      </Card>
    </div>
  );
}
