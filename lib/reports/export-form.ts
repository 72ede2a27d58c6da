import { z } from "zod";
import { EXPORT_REASON_CODES, type ExportReason } from "./export-reasons";
import { listPath } from "./lists";

/** What an export form asks for: a list of a metric, or without one every number of the report. */
export type ExportRequest = {
  list: { metric: string; part: readonly string[] } | null;
  /** Null when none was chosen. */
  reason: ExportReason | null;
  /** The query of the report it belongs to. */
  query: string;
};

const form = z.object({
  metric: z.string().max(60).optional(),
  // A part as it stands in an address: segments with a slash between.
  part: z.string().max(600).optional(),
  reason: z.enum(EXPORT_REASON_CODES).nullable().catch(null).default(null),
  query: z.string().max(2000).default(""),
});

/** Reads a sent form; null when no form of ours sends that. Without a reason it has to be asked again. */
export function parseExport(sent: Readonly<Record<string, unknown>>): ExportRequest | null {
  const parsed = form.safeParse(sent);
  if (!parsed.success) return null;
  const { metric, part, reason, query } = parsed.data;
  if (metric === undefined) return { list: null, reason, query };
  const segments = part === undefined ? null : partOf(part.split("/"));
  return segments === null ? null : { list: { metric, part: segments }, reason, query };
}

/** Where the form stands that asked for this, with the missing reason said beside it. */
export function askAgain({ list, query }: ExportRequest): string {
  const back = new URLSearchParams(query);
  back.set("missing", "reason");
  return `${list === null ? "/reports" : listPath(list.metric, list.part)}?${back.toString()}#export`;
}

/** The segments of an address as the names they stand for; null when one can't be read. */
export function partOf(segments: readonly string[]): string[] | null {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return null;
  }
}
