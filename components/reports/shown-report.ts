import type { LinkTo } from "@/components/reports/links";
import type { Before } from "@/components/reports/ratio-tile";
import type { Ratio, Report } from "@/lib/reports/report";

/** A report as every section shows it: beside the one before it, if that was asked for. */
export type ShownReport = {
  report: Report;
  before: { label: string; report: Report } | null;
  to: LinkTo;
};

/** The same share in the period before. */
export function beforeOf({ before }: ShownReport, pick: (report: Report) => Ratio): Before<Ratio> {
  return before === null ? null : { label: before.label, value: pick(before.report) };
}
