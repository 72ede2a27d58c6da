import { type Database, db, inClinic } from "@/db/client";
import { type Actor, requirePermission } from "@/lib/actor";
import type { ExportReason } from "@/lib/reports/export-reasons";
import type { Days, ScopePart } from "@/lib/reports/filters";
import { writeAudit } from "./audit";

/** What leaves the desk. `list` is null for the numbers of a whole report, which name nobody. */
export type ReportExport = Days & {
  list: { metric: string; part: readonly string[] } | null;
  rows: number;
  reason: ExportReason;
  /** What the report was limited by; the values themselves aren't noted. */
  limitedBy: readonly ScopePart[];
};

/** Notes that a person takes a list or numbers away, before the first line of them is sent. */
export async function exportReport(
  actor: Actor,
  { list, rows, reason, from, to, limitedBy }: ReportExport,
  now: Date,
  database: Database = db,
): Promise<void> {
  requirePermission(actor, "see reports");
  await inClinic(actor, database, (tx) =>
    writeAudit(
      tx,
      actor,
      {
        action: "report.export",
        details: {
          metric: list?.metric ?? null,
          // A part can hold a name that somebody typed, such as a device: the audit keeps only codes.
          place: list?.part.filter((name) => /^[a-z0-9_-]+$/i.test(name)) ?? null,
          rows,
          reason,
          from,
          to,
          limitedBy: limitedBy.length === 0 ? null : limitedBy,
        },
      },
      now,
    ),
  );
}
