import type { ListLine } from "@/components/reports/list-table";
import { listReportRows, type ReportRow } from "@/db/queries/report-lists";
import type { StaffActor } from "@/lib/actor";
import { type Direction, outcomeLabel } from "@/lib/calls/outcomes";
import { absolute } from "@/lib/dates";
import type { ReportList } from "@/lib/reports/lists";
import type { Span } from "@/lib/reports/report";
import { durationWords, type Unit } from "@/lib/reports/words";

/** What the columns of a list hold, by what it lists; `level` null where there is none. */
export const LIST_HEADS: Readonly<
  Record<Unit, { what: string; at: string; level: string | null }>
> = {
  recovery: { what: "Treatment", at: "Ended", level: "Stands at" },
  patient: { what: "Last treatment", at: "Ended", level: "Stands at" },
  check: { what: "Treatment", at: "Check due", level: "Stands at" },
  call: { what: "Call", at: "Began", level: null },
  raise: { what: "Treatment", at: "Flagged", level: "Raised to" },
  message: { what: "Message", at: "Sent", level: null },
  stop: { what: "Number or address", at: "Came", level: null },
  review: { what: "Review", at: "Made", level: "Stands at" },
};

/** The lines of a list ready for the screen or a file, newest first. Seeing them is audited. */
export async function listLines(
  actor: StaffActor,
  list: ReportList,
  zone: string,
  now: Date,
): Promise<ListLine[]> {
  const rows = await listReportRows(actor, list, now);
  const spans = new Map(list.spans?.map((span) => [span.id, span]));
  return rows.map((row) => ({
    id: row.id,
    patientId: row.patient?.id ?? null,
    name: row.patient?.name ?? "Nobody in particular",
    what: whatOf(row),
    at: { iso: row.at.toISOString(), words: absolute(row.at, zone) },
    level: row.level,
    lasted: spanWords(spans.get(row.id)),
  }));
}

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  outbound: "outgoing",
  inbound: "incoming",
  walk_in: "walk-in",
};

function whatOf({ treatment, call, message, by }: ReportRow): string {
  if (call !== null) {
    return joined([outcomeLabel(call.outcome), DIRECTION_WORDS[call.direction], by]);
  }
  if (message !== null) {
    const kind = message.kind === "human" ? "sent by a person" : message.kind;
    return joined([message.value, message.kind === "stop" ? null : kind, message.status]);
  }
  if (treatment === null) return joined([by]);
  const depth = treatment.depthMm === null ? null : `${treatment.depthMm} mm`;
  const device = [treatment.device, depth].filter(Boolean).join(" ");
  const { area, practitioner, site } = treatment;
  return joined([area, device, practitioner, site, by === null ? null : `reviewed by ${by}`]);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(" · ");
}

function spanWords(span: Span | undefined): string | null {
  if (span === undefined) return null;
  const long = durationWords(span.t);
  return span.event ? (span.t < 1 ? long : `after ${long}`) : `not within ${long}`;
}
