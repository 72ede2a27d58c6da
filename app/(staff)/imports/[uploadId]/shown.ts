import type { ImportMappingProps } from "@/components/imports/import-mapping";
import type { PreviewRow } from "@/components/imports/import-preview";
import type { ImportRowShown, ShownUpload } from "@/db/queries/imports";
import { absolute, clock } from "@/lib/dates";
import type { FileFacts, ImportDecisions, ImportReading } from "@/lib/import/decisions";
import { FIELDS, type Field, missingFrom, REQUIRED_LABELS } from "@/lib/import/fields";
import { historyEnd } from "@/lib/import/history";
import {
  ROW_FILTER_WORDS,
  ROW_FILTERS,
  ROWS_A_PAGE,
  type RowFilter,
} from "@/lib/import/row-filter";
import { WARNINGS } from "@/lib/import/treatment";

export type Judged = Extract<ImportReading, { state: "judged" }>;
export type Asking = Extract<ImportReading, { state: "question" }>;

const ENCODINGS = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
} as const;
const DELIMITERS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

/** "Acuity · UTF-8, comma · headings on line 1" */
export function fileWords(facts: FileFacts): string {
  const { system, encoding, delimiter, headerLine } = facts;
  const shape = `${ENCODINGS[encoding]}, ${DELIMITERS[delimiter]} · headings on line ${headerLine}`;
  return system === null ? shape : `${system} · ${shape}`;
}

/** What stands above the form when the file can't be read without an answer. */
export function questionWords({ question }: Asking): string {
  return question.reason === "date-order"
    ? "The file doesn’t tell whether its dates are month first or day first."
    : question.message;
}

/** The form of columns, with an error beside each field that the file can't be read without. */
export function mappingOf(
  reading: Judged | Asking,
  decisions: ImportDecisions,
): Omit<ImportMappingProps, "action"> {
  const { header, samples, mapping, ambiguous } = reading;
  const used = new Set(Object.values(mapping));
  const errors = new Map<Field, string>();
  if (reading.state === "question") {
    for (const required of missingFrom(mapping)) {
      errors.set(required, `No column was recognised as the ${REQUIRED_LABELS[required]}`);
    }
    for (const { field, columns } of ambiguous) {
      errors.set(field, `It could be ${columns.map((column) => `“${column}”`).join(" or ")}`);
    }
    for (const { field } of FIELDS) {
      const heading = mapping[field];
      if (heading !== undefined && !header.includes(heading)) {
        errors.set(field, `The file has no column “${heading}”`);
      }
    }
  }
  const asked = reading.state === "question" && reading.question.reason === "date-order";
  const chosen = reading.state === "judged" && reading.dateOrder.order && !reading.dateOrder.proven;
  const when = [mapping.date, mapping.start].find((heading) => heading !== undefined);
  return {
    fields: FIELDS.map(({ field, label }) => ({
      field,
      label,
      column: mapping[field] ?? null,
      error: errors.get(field),
    })),
    columns: header
      .map((heading, at) => ({ heading, sample: (samples[at] ?? "").slice(0, 24) }))
      .filter(({ heading }) => heading !== ""),
    unused: header.filter((heading) => heading !== "" && !used.has(heading)),
    dateOrder:
      asked || chosen
        ? {
            sample: when === undefined ? "" : (samples[header.indexOf(when)] ?? ""),
            value: decisions.dateOrder,
            error: asked ? "Choose how the file writes its dates" : undefined,
          }
        : null,
  };
}

/** Whether any column can say how to reach somebody. */
export function hasContacts({ mapping }: Judged): boolean {
  return mapping.phone !== undefined || mapping.email !== undefined;
}

const SHOWN_FIELDS: readonly Field[] = [
  "start",
  "date",
  "time",
  "end",
  "duration",
  "patientName",
  "firstName",
  "lastName",
  "phone",
  "email",
  "service",
  "status",
  "cancelledFlag",
  "noShowFlag",
];

/** The columns that the preview shows: those a row is judged by. */
export function previewColumns({ mapping }: Judged): { heading: string; label: string }[] {
  const shown = SHOWN_FIELDS.map((field) => mapping[field]).filter((each) => each !== undefined);
  return [...new Set(shown)].map((heading) => ({ heading, label: heading }));
}

/** One row of the file as the preview shows it. */
export function previewRow(
  row: ImportRowShown,
  reading: Judged,
  filter: RowFilter,
  { now, zone }: { now: Date; zone: string },
): PreviewRow {
  const columns = previewColumns(reading);
  return {
    row: row.row,
    line: row.line,
    verdict: verdictOf(row, filter, now),
    notes: notesOf(row, filter, zone, hasContacts(reading)),
    muted: filter === "skip" || filter === "here",
    cells: columns.map(({ heading }) => ({
      value: shortened(row.cells[reading.header.indexOf(heading)] ?? ""),
      bad: row.badColumn === heading && filter === "reject",
    })),
    decision: decisionOf(row, filter),
  };
}

/** A cell can hold a whole letter; the download has all of it. */
function shortened(cell: string): string {
  return cell.length > 120 ? `${cell.slice(0, 120)}…` : cell;
}

function verdictOf(row: ImportRowShown, filter: RowFilter, now: Date): PreviewRow["verdict"] {
  if (filter === "new") {
    const old = row.endedAt !== null && row.endedAt <= historyEnd(now);
    return old ? { word: "History", tone: "neutral" } : { word: "Follow up", tone: "info" };
  }
  if (row.choice === "leave_out") return { word: "Left out by you", tone: "warning" };
  return { word: ROW_FILTER_WORDS[filter], tone: filter === "reject" ? "danger" : "neutral" };
}

function notesOf(
  row: ImportRowShown,
  filter: RowFilter,
  zone: string,
  contacts: boolean,
): string[] {
  const { treatment, problem } = row;
  if (!treatment || filter === "skip") return problem ? [problem] : [];
  const [from, to] = [new Date(treatment.startAt), new Date(treatment.endedAt)];
  const estimated = treatment.endedAtSource === "estimated" ? " (estimated)" : "";
  const times = `${absolute(from, zone)} to ${clock(to, zone)}${estimated}`;
  // A file without such columns says so once, above its rows.
  const warnings = treatment.warnings
    .filter((warning) => contacts || warning !== "no-contact")
    .map((warning) => WARNINGS[warning]);
  return filter === "reject" ? [problem ?? "", times] : [times, ...warnings];
}

function decisionOf(row: ImportRowShown, filter: RowFilter): PreviewRow["decision"] {
  if (row.treatment === null) return null;
  if (row.choice === "leave_out" && row.verdict === "accept") {
    return { label: "Take again", choice: null };
  }
  if (row.choice === "take" && row.verdict === "reject") {
    return { label: "Refuse again", choice: null };
  }
  if (filter === "new") return { label: "Leave out", choice: "leave_out" };
  return row.verdict === "reject" ? { label: "Take", choice: "take" } : null;
}

/** Where a part of the rows, and a page of it, is shown. */
export function rowsPath(uploadId: string, filter: RowFilter, page = 1): string {
  const query = new URLSearchParams();
  if (filter !== "new") query.set("show", filter);
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return text ? `/imports/${uploadId}?${text}` : `/imports/${uploadId}`;
}

/** The four parts with their counts. */
export function partsOf(uploadId: string, counts: ShownUpload["counts"], current: RowFilter) {
  const older = counts.history > 0 ? `${counts.history} as history` : null;
  return ROW_FILTERS.map((filter) => ({
    filter,
    label: ROW_FILTER_WORDS[filter],
    count: counts[filter],
    note: filter === "new" ? older : null,
    href: rowsPath(uploadId, filter),
    current: filter === current,
  }));
}

/** "51 to 100 of 214", and the pages before and after. */
export function pagesOf(uploadId: string, filter: RowFilter, page: number, total: number) {
  const first = (page - 1) * ROWS_A_PAGE + 1;
  const last = Math.min(page * ROWS_A_PAGE, total);
  return {
    label: total === 0 || first > total ? "" : `${first} to ${last} of ${total}`,
    previousHref: page > 1 ? rowsPath(uploadId, filter, page - 1) : null,
    nextHref: last < total ? rowsPath(uploadId, filter, page + 1) : null,
  };
}
