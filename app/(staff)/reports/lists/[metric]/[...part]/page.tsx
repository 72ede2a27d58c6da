import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { DefinitionList } from "@/components/reports/definition-fold";
import { ExportForm } from "@/components/reports/export-form";
import { ListTable } from "@/components/reports/list-table";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Fold } from "@/components/ui/fold";
import { PrintButton } from "@/components/worklist/print-button";
import { clock } from "@/lib/dates";
import { definitionOf } from "@/lib/reports/definitions";
import { partOf } from "@/lib/reports/export-form";
import { daysWords, parseReportFilters, reportQuery } from "@/lib/reports/filters";
import { findList, listTitle } from "@/lib/reports/lists";
import { countOf } from "@/lib/reports/words";
import { limitWords, pathOf } from "../../../filters-form";
import { readReport } from "../../../read-report";
import { LIST_HEADS, listLines } from "../../../shown-lines";

export const metadata: Metadata = { title: "Reports" };

type Props = {
  params: Promise<{ metric: string; part: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The list that a number was counted from: the very ids, not counted again. */
export default async function ReportListPage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const now = new Date();
  const { name: clinicName, timeZone: zone } = actor.clinic;
  const query = await searchParams;
  const parsed = parseReportFilters(query, now, zone);
  const { metric, part: segments } = await params;
  const part = partOf(segments);
  if (!parsed.ok || part === null) notFound();
  const { filters } = parsed;
  const found = await orForbidden(actor, async () => {
    const list = findList(await readReport(actor, filters, now), metric, part);
    return list && { list, lines: await listLines(actor, list, zone, now) };
  });
  if (found === null) notFound();
  const { list, lines } = found;
  const limits = limitWords(filters);
  const definition = definitionOf(list.metric);
  const heads = LIST_HEADS[list.unit];
  return (
    <div className="report grid grid-cols-1 gap-4">
      <PageHeader
        title={listTitle(list)}
        subtitle={
          <>
            <b className="font-semibold text-ink">{countOf(list.ids.length, list.unit)}</b> ·{" "}
            {daysWords(filters)}
            {limits === "" ? "" : ` · only ${limits}`} · {clinicName} · as of {clock(now, zone)}
          </>
        }
        actions={
          <>
            <ButtonLink href={pathOf(filters)}>Back to the report</ButtonLink>
            <PrintButton label="Print" />
          </>
        }
      />
      {definition === null ? null : (
        <Fold summary="How this is counted" className="max-w-prose text-muted">
          <DefinitionList definition={definition} />
        </Fold>
      )}
      <div className="rounded-card border bg-surface">
        {lines.length === 0 ? (
          <EmptyState title="Nobody is in this list.">
            The number is 0 for {daysWords(filters)}.
          </EmptyState>
        ) : (
          <ListTable
            label={listTitle(list)}
            heads={{ ...heads, lasted: list.spans === null ? null : "How long" }}
            lines={lines}
          />
        )}
      </div>
      {lines.length === 0 ? null : (
        <ExportForm
          heading="Export this list"
          names
          error={query.missing === "reason"}
          hidden={{
            metric,
            part: list.part.map(encodeURIComponent).join("/"),
            query: reportQuery(filters),
          }}
        />
      )}
    </div>
  );
}
