import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ImportMapping } from "@/components/imports/import-mapping";
import { ImportPreview } from "@/components/imports/import-preview";
import { ImportProgress } from "@/components/imports/import-progress";
import { ImportServices } from "@/components/imports/import-services";
import { ImportStatuses } from "@/components/imports/import-statuses";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findUpload, listImportRows, type ShownUpload } from "@/db/queries/imports";
import type { StaffActor } from "@/lib/actor";
import { absolute } from "@/lib/dates";
import { uuidOrNull } from "@/lib/forms/uuid";
import { parseRowQuery } from "@/lib/import/row-filter";
import { reasonCounts } from "@/lib/import/row-words";
import { serviceKey } from "@/lib/import/service-name";
import { statusKey } from "@/lib/import/status-word";
import { isStatusDecided, undecidedServices, unknownStatuses } from "@/lib/import/undecided";
import { isAlive } from "@/lib/import/upload-limits";
import {
  begin,
  decideColumns,
  decideOneRow,
  decideServices,
  decideStatuses,
  discard,
  readAgain,
} from "../actions";
import {
  type Asking,
  fileWords,
  hasContacts,
  type Judged,
  mappingOf,
  pagesOf,
  partsOf,
  previewColumns,
  previewRow,
  questionWords,
} from "./shown";

export const metadata: Metadata = { title: "Check an import" };

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ uploadId: string }>; searchParams: Promise<Query> };

export default async function UploadPage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const uploadId = uuidOrNull((await params).uploadId);
  if (uploadId === null) notFound();
  const now = new Date();
  const shown = await orForbidden(actor, () => findUpload(actor, uploadId, now));
  if (!shown) notFound();
  const { upload, run } = shown;
  if (run && isAlive(run.aliveAt, now)) redirect(`/imports/runs/${run.id}`);
  const { timeZone } = actor.clinic;
  const { reading } = upload;
  return (
    <div className="grid gap-4">
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{upload.fileName}</span>}
        subtitle={`Uploaded ${absolute(upload.uploadedAt, timeZone)}${
          reading && reading.state !== "unreadable" ? ` · ${fileWords(reading)}` : ""
        }`}
        actions={
          <form action={discard.bind(null, uploadId)}>
            <Button type="submit" variant="danger">
              Discard the file
            </Button>
          </form>
        }
      />
      {reading === null ? (
        <BeingRead shown={shown} now={now} />
      ) : reading.state === "unreadable" ? (
        <Alert tone="danger" title="This file can’t be read." live={false}>
          {reading.message} Nothing of it was stored.
        </Alert>
      ) : reading.state === "question" ? (
        <Question reading={reading} shown={shown} />
      ) : (
        <Check
          actor={actor}
          reading={reading}
          shown={shown}
          query={await searchParams}
          at={{ now, zone: timeZone }}
        />
      )}
    </div>
  );
}

function BeingRead({ shown: { upload }, now }: { shown: ShownUpload; now: Date }) {
  if (isAlive(upload.aliveAt, now)) {
    return (
      <ImportProgress
        label="Reading the file"
        done={upload.rowsRead}
        total={upload.rowsTotal}
        href={`/imports/${upload.id}/progress`}
      >
        You can leave this page; the reading goes on, and this address stays.
      </ImportProgress>
    );
  }
  return (
    <Alert tone="warning" title="The reading stopped before its end." live={false}>
      <form action={readAgain.bind(null, upload.id)} className="mt-2">
        <Button type="submit">Read the file again</Button>
      </form>
    </Alert>
  );
}

function Question({ reading, shown: { upload } }: { reading: Asking; shown: ShownUpload }) {
  return (
    <>
      <Alert tone="warning" title={questionWords(reading)} live={false}>
        Answer below. Nothing is stored yet.
      </Alert>
      <Changed reading={reading} />
      <Card heading="How to read the file" headingId="columns">
        <ImportMapping
          action={decideColumns.bind(null, upload.id)}
          {...mappingOf(reading, upload.decisions)}
        />
      </Card>
    </>
  );
}

function Changed({ reading: { changed } }: { reading: Judged | Asking }) {
  if (changed === null) return null;
  const { added, removed } = changed;
  return (
    <Alert
      tone="info"
      title="The columns differ from last time, so they were recognised anew."
      live={false}
    >
      {added.length > 0 ? <p>New: {added.join(", ")}</p> : null}
      {removed.length > 0 ? <p>Gone: {removed.join(", ")}</p> : null}
    </Alert>
  );
}

async function Check({
  actor,
  reading,
  shown: { upload, counts, run },
  query,
  at,
}: {
  actor: StaffActor;
  reading: Judged;
  shown: ShownUpload;
  query: Query;
  at: { now: Date; zone: string };
}) {
  const asked = parseRowQuery(query);
  if (asked === null) notFound();
  const { filter, page } = asked;
  const { id, decisions } = upload;
  const rows = await listImportRows(actor, { uploadId: id, ...asked }, at.now);
  const undecided = undecidedServices(reading.services, decisions);
  const words = reading.statuses.filter(
    (seen) => seen.meaning === "unknown" || isStatusDecided(seen.word, decisions),
  );
  const unknown = unknownStatuses(reading.statuses);
  const mapping = mappingOf(reading, decisions);
  const total = counts.new + counts.here + counts.skip + counts.reject;
  const becauseOf = { skip: reading.counts.skipped, reject: reading.counts.rejected };
  return (
    <>
      {run ? (
        <Alert
          tone="danger"
          title="The last import of this file stopped. Nothing was stored."
          live={false}
        >
          The file is as it was: you can import it now.
        </Alert>
      ) : null}
      <Changed reading={reading} />
      {hasContacts(reading) ? null : (
        <Alert
          tone="info"
          title="The file has no phone numbers and no e-mail addresses."
          live={false}
        >
          People who are new come in without a contact; those with recent treatments are listed
          under Data problems until somebody adds a number.
        </Alert>
      )}
      <Step
        title="Services"
        open={undecided.length > 0}
        summary={
          undecided.length > 0
            ? "Confirm which are microneedling"
            : `${reading.services.filter(({ proposed }) => proposed).length} of ${reading.services.length} are microneedling`
        }
      >
        <ImportServices
          action={decideServices.bind(null, id)}
          services={reading.services.map(({ name, count, proposed }) => ({
            key: serviceKey(name),
            name,
            count,
            treatment: proposed,
          }))}
          more={reading.moreServices}
        />
      </Step>
      {words.length > 0 ? (
        <Step
          title="Status words"
          open={unknown.length > 0}
          summary={
            unknown.length > 0
              ? `${unknown.length} not known; their rows stay out until you say what they mean`
              : "Known"
          }
        >
          <ImportStatuses
            action={decideStatuses.bind(null, id)}
            statuses={words.map(({ word, count, meaning }) => ({
              key: statusKey(word),
              word,
              count,
              decision: meaning === "unknown" ? undefined : meaning,
            }))}
          />
        </Step>
      ) : null}
      <Step
        title="Columns"
        summary={`${Object.keys(reading.mapping).length} recognised, ${mapping.unused.length} not used`}
      >
        <ImportMapping action={decideColumns.bind(null, id)} {...mapping} />
      </Step>
      <ImportPreview
        action={decideOneRow.bind(null, id)}
        parts={partsOf(id, counts, filter)}
        total={total}
        because={filter === "skip" || filter === "reject" ? reasonCounts(becauseOf[filter]) : []}
        columns={previewColumns(reading)}
        rows={rows.map((row) => previewRow(row, reading, filter, at))}
        pages={pagesOf(id, filter, page, counts[filter])}
        refusedHref={counts.reject > 0 ? `/imports/${id}/refused` : null}
      />
      <Begin uploadId={id} counts={counts} ready={undecided.length === 0} />
    </>
  );
}

/** One thing to decide about the file: open while it waits for an answer, folded away afterwards. */
function Step({
  title,
  summary,
  open = false,
  children,
}: {
  title: string;
  summary: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="group rounded-card border bg-surface">
      <summary className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-2">
        <h2 className="text-16 font-semibold">{title}</h2>
        <span className="min-w-0 flex-1 text-muted">{summary}</span>
        <span className="link group-open:hidden">Change</span>
      </summary>
      <div className="border-t p-4">{children}</div>
    </details>
  );
}

function Begin({
  uploadId,
  counts,
  ready,
}: {
  uploadId: string;
  counts: ShownUpload["counts"];
  ready: boolean;
}) {
  const mayBegin = ready && counts.new > 0;
  const comeIn = counts.new + counts.here;
  const recent = counts.new - counts.history;
  const words = !ready
    ? "Confirm the services above first."
    : comeIn === 0
      ? "No row of this file is a treatment to import."
      : counts.new === 0
        ? "Everything in this file is here already."
        : `${recent} to follow up, ${counts.history} as history without any call due. All of them are stored, or none.`;
  return (
    <form
      action={begin.bind(null, uploadId)}
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border bg-surface p-4 ${
        mayBegin ? "sticky bottom-0 max-lg:bottom-14" : ""
      }`}
    >
      <input type="hidden" name="idempotencyKey" value={uuidv7()} />
      <p className="text-muted tabular-nums">{words}</p>
      {mayBegin ? (
        <Button type="submit" variant="primary">
          Import {counts.new.toLocaleString("en-US")}{" "}
          {counts.new === 1 ? "treatment" : "treatments"}
        </Button>
      ) : null}
    </form>
  );
}
