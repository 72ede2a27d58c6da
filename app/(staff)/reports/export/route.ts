import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { exportReport } from "@/db/mutations/report-exports";
import type { StaffActor } from "@/lib/actor";
import { isSameOrigin } from "@/lib/http/same-origin";
import { askAgain, type ExportRequest, parseExport } from "@/lib/reports/export-form";
import {
  allDefinitionLines,
  type Cell,
  definitionLines,
  type ExportHead,
  headLines,
  numberLines,
} from "@/lib/reports/export-lines";
import type { ExportReason } from "@/lib/reports/export-reasons";
import {
  daysWords,
  lastDay,
  parseReportFilters,
  type ReportFilters,
  SCOPE_PARTS,
} from "@/lib/reports/filters";
import { findList, listTitle } from "@/lib/reports/lists";
import { countOf } from "@/lib/reports/words";
import { signInPath } from "@/lib/sign-in/return-path";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { limitWords } from "../filters-form";
import { readReport } from "../read-report";
import { LIST_HEADS, listLines } from "../shown-lines";

/**
 * A list or the numbers of a report as CSV, with the definitions in it and formulas made harmless.
 * Noted in the audit before the first line leaves; never stored on the way.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute();
  if (actor instanceof Response) return seeOther(signInPath("/reports"));
  if (!isSameOrigin(request.headers)) {
    return refusal(403, "other_origin", "Export from the report's own page.");
  }
  const asked = parseExport(await sentFields(request));
  if (asked === null) return refusal(400, "unreadable", "This is no export of a report.");
  const { reason } = asked;
  if (reason === null) return seeOther(askAgain(asked));
  const now = new Date();
  const { name: clinic, timeZone: zone } = actor.clinic;
  const filters = parseReportFilters(
    Object.fromEntries(new URLSearchParams(asked.query)),
    now,
    zone,
  );
  if (!filters.ok) return refusal(400, "unreadable", "There is no such report.");
  const head = headOf(filters.filters, clinic, zone, now);
  const file = await orForbiddenForRoute(actor, () =>
    fileOf(actor, { ...asked, reason }, filters.filters, head, now),
  );
  if (file instanceof Response) return file;
  if (file === null) return refusal(404, "not_found", "There is no such list.");
  return csvOf(file);
}

type Csv = { name: string; lines: Cell[][] };

async function fileOf(
  actor: StaffActor,
  { list: asked, reason }: ExportRequest & { reason: ExportReason },
  filters: ReportFilters,
  head: ExportHead,
  now: Date,
): Promise<Csv | null> {
  const report = await readReport(actor, filters, now);
  const taken = {
    from: filters.from,
    to: filters.to,
    limitedBy: SCOPE_PARTS.filter((part) => filters[part] !== null),
    reason,
  };
  if (asked === null) {
    const lines = numberLines(report);
    await exportReport(actor, { ...taken, list: null, rows: lines.length - 1 }, now);
    return {
      name: `report-${filters.from}.csv`,
      lines: [
        ...headLines("Numbers", head),
        [],
        ...lines,
        [],
        ["Metric", "Counted", "Time", "Left out"],
        ...allDefinitionLines(report),
      ],
    };
  }
  const list = findList(report, asked.metric, asked.part);
  if (list === null) return null;
  const shown = await listLines(actor, list, head.zone, now);
  await exportReport(actor, { ...taken, list: asked, rows: shown.length }, now);
  const { what, at, level } = LIST_HEADS[list.unit];
  return {
    name: `${list.metric}-${filters.from}.csv`,
    lines: [
      ...headLines(listTitle(list), head),
      ...definitionLines(list.metric),
      ["In this list", countOf(list.ids.length, list.unit)],
      [],
      ["Patient", what, at, `${at} (UTC)`, level ?? "", "How long", "Id"],
      ...shown.map((line): Cell[] => [
        line.name,
        line.what,
        line.at.words,
        line.at.iso,
        line.level === null ? "" : LEVEL_WORDS[line.level],
        line.lasted ?? "",
        line.id,
      ]),
    ],
  };
}

function headOf(filters: ReportFilters, clinic: string, zone: string, now: Date): ExportHead {
  return {
    clinic,
    zone,
    period: `${daysWords(filters)} (${filters.from} to ${lastDay(filters)})`,
    limits: limitWords(filters),
    asOf: now.toISOString(),
  };
}

/** The fields of a form; none when the body isn't one. */
async function sentFields(request: Request): Promise<Record<string, unknown>> {
  try {
    return Object.fromEntries(await request.formData());
  } catch {
    return {};
  }
}

function csvOf({ name, lines }: Csv): Response {
  const csv = Readable.from(lines).pipe(
    stringify({
      escape_formulas: true,
      bom: true,
      record_delimiter: "windows",
      // Lines of the head are shorter than those of the table.
      quoted_empty: false,
    }),
  );
  return new Response(Readable.toWeb(csv) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
