"use client";

import { type ComponentType, useEffect, useState } from "react";

/**
 * The charts come after the numbers, with their library, and only in the browser: a server draws
 * nothing of them. What stands around them never waits for them.
 */

type Arrival<Props> = ComponentType<Props> | "coming" | "failed";

function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return function LazyChart(props: Props) {
    const [Chart, setChart] = useState<Arrival<Props>>("coming");
    useEffect(() => {
      load().then(
        (arrived) => setChart(() => arrived),
        () => setChart("failed"),
      );
    }, []);
    if (Chart === "coming") return <Instead>The chart is coming.</Instead>;
    if (Chart === "failed") {
      return <Instead>The chart didn’t come. Its numbers are in the table.</Instead>;
    }
    return <Chart {...props} />;
  };
}

function Instead({ children }: { children: string }) {
  return <p className="grid h-64 place-content-center text-12 text-muted">{children}</p>;
}

export const LazyCascadeChart = later(
  async () => (await import("@/components/reports/charts/cascade-chart")).CascadeChart,
);

export const LazyWeeklyFlagsChart = later(
  async () => (await import("@/components/reports/charts/weekly-flags-chart")).WeeklyFlagsChart,
);

export const LazyIntervalChart = later(
  async () => (await import("@/components/reports/charts/interval-chart")).IntervalChart,
);

export const LazyCurveChart = later(
  async () => (await import("@/components/reports/charts/curve-chart")).CurveChart,
);

export const LazyFunnelChart = later(
  async () => (await import("@/components/reports/charts/funnel-chart")).FunnelChart,
);

export const LazyCallTimesChart = later(
  async () => (await import("@/components/reports/charts/call-times-chart")).CallTimesChart,
);

export const LazyControlChart = later(
  async () => (await import("@/components/reports/charts/control-chart")).ControlChart,
);
