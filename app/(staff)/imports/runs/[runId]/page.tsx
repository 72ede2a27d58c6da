import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ImportProgress } from "@/components/imports/import-progress";
import { ImportResultTable } from "@/components/imports/import-result";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { findReading, findRun } from "@/db/queries/imports";
import { absolute } from "@/lib/dates";
import { uuidOrNull } from "@/lib/forms/uuid";
import { reasonCounts } from "@/lib/import/row-words";
import { runState } from "@/lib/import/run-state";

export const metadata: Metadata = { title: "Import" };

type Props = { params: Promise<{ runId: string }> };

export default async function RunPage({ params }: Props) {
  const actor = await requireStaff();
  const runId = uuidOrNull((await params).runId);
  if (runId === null) notFound();
  const found = await orForbidden(actor, () => findRun(actor, runId));
  if (!found) notFound();
  const { run, by } = found;
  const { timeZone } = actor.clinic;
  const { state } = runState(run, new Date());
  const fileWaits = state === "failed" && (await findReading(actor, run.uploadId)) !== null;
  return (
    <div className="grid gap-4">
      <p>
        <Link href="/imports" className="link">
          ← Imports
        </Link>
      </p>
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{run.fileName}</span>}
        subtitle={`Started by ${by}, ${absolute(run.startedAt, timeZone)}`}
      />
      {state === "running" ? (
        <ImportProgress
          label="Storing the treatments"
          done={run.rowsDone}
          total={run.rowsTotal}
          href={`/imports/runs/${run.id}/progress`}
        >
          You can leave this page; the import goes on, and this address stays. Until it ends,
          nothing of it is on the worklist.
        </ImportProgress>
      ) : state === "failed" ? (
        <Alert tone="danger" title="The import stopped. Nothing was stored." live={false}>
          <p>
            {fileWaits
              ? "Not one row of the file came in. The file and your decisions are kept; you can try again."
              : "Not one row of the file came in, and the file is gone: upload it again."}
          </p>
          <p className="mt-2">
            <ButtonLink href={fileWaits ? `/imports/${run.uploadId}` : "/imports"}>
              {fileWaits ? "Back to the file" : "Imports"}
            </ButtonLink>
          </p>
        </Alert>
      ) : run.counts ? (
        <ImportResultTable
          counts={run.counts}
          skipped={reasonCounts(run.counts.skipped)}
          rejected={reasonCounts(run.counts.rejected)}
        />
      ) : null}
    </div>
  );
}
