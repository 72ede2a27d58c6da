import { type ImportPreview, parseTreatments } from "@/lib/import/parse";
import type { ImportOptions, ImportQuestion } from "@/lib/import/plan";
import { readTable } from "@/lib/import/read-file";

const DEFAULTS: ImportOptions = {
  zone: "America/Chicago",
  region: "US",
  now: new Date("2026-11-16T18:00:00Z"),
};

/** Parses text as an uploaded file; throws when the file itself is refused. */
export async function importText(
  text: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportPreview | ImportQuestion> {
  const table = await readTable(new TextEncoder().encode(text));
  if (!table.ok) throw new Error(table.message);
  return parseTreatments(table, { ...DEFAULTS, ...options });
}

/** The preview of text that has to be readable without a question. */
export async function previewText(
  text: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportPreview> {
  const preview = await importText(text, options);
  if (!preview.ok) throw new Error(preview.message);
  return preview;
}

/** One word a row: "accept", or the reason it is skipped or rejected for. */
export function verdicts(preview: ImportPreview): string[] {
  return preview.rows.map((row) => (row.verdict === "accept" ? "accept" : row.reason));
}

/** The accepted treatments in file order. */
export function accepted(preview: ImportPreview) {
  return preview.rows.flatMap((row) => (row.verdict === "accept" ? [row.treatment] : []));
}
