import type { MetricId } from "@/lib/reports/report";

/** The address of the list behind a number, with the filters of the page. */
export type LinkTo = (metric: MetricId, ...part: readonly string[]) => string;
