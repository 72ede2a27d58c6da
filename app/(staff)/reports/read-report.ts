import { listReportFacts } from "@/db/queries/report-facts";
import type { StaffActor } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import type { ReportScope } from "@/lib/reports/filters";
import type { Report } from "@/lib/reports/report";

/** The report of a scope as of `now`: what page, lists and files show is this and nothing else. */
export async function readReport(
  actor: StaffActor,
  scope: ReportScope,
  now: Date,
): Promise<Report> {
  return buildReport(await listReportFacts(actor, scope, now), scope, now);
}
