import { Temporal } from "temporal-polyfill";
import type { Instant } from "./facts";
import type { Days } from "./filters";
import type { Period } from "./report";

/** How long after its treatment something still belongs to a cohort: 720 hours. */
export const HORIZON_MS = 720 * 3_600_000;

/** A period as instants, half-open. */
export type Bounds = { from: Instant; to: Instant };

/** The first instants of both local dates, also of one whose midnight the clocks skipped. */
export function boundsOf({ from, to }: Days, zone: string): Bounds {
  return { from: firstInstant(from, zone), to: firstInstant(to, zone) };
}

function firstInstant(date: string, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** From when on nothing changes the period's cohort numbers any more. */
export function finalAt({ to }: Bounds): Instant {
  return to + HORIZON_MS;
}

/** The period with the instant from which it is final, and whether it is. */
export function periodOf(bounds: Bounds, now: Instant): Period {
  return {
    fromInstant: new Date(bounds.from).toISOString(),
    toInstant: new Date(bounds.to).toISOString(),
    finalAt: new Date(finalAt(bounds)).toISOString(),
    final: finalAt(bounds) <= now,
  };
}
