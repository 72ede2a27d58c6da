import type { Category } from "./categories";
import type { LongerWindow } from "./facts";
import type { Level, ReasonCode, Sign, Thresholds } from "./protocol";

/** An answer behind a reason; `hour` is elapsed hours since the end of treatment. */
export type Cause = {
  checkInId: string;
  sign: Sign;
  value: number | string;
  observedAt: Date;
  hour: number;
};

export type Reason = {
  code: ReasonCode;
  level: Level;
  /** The sign that it is about; null for data, silence and risk reasons. */
  sign: Sign | null;
  category: Category;
  causes: readonly Cause[];
  /** The limit that was passed, in words. */
  limit: string;
  /** Why, in one plain sentence for staff. */
  sentence: string;
  /** When we first knew and nobody has cleared it since, or the instant at which silence began. */
  since: Date;
};

/** Something that was checked and raised no reason, and what would change that. */
export type CheckedNormal = {
  sign: Sign | "silence" | "data";
  value: number | string | null;
  hour: number | null;
  sentence: string;
  wouldChange: string | null;
};

/** The newest merged value of a sign against the one before it. */
export type SignTrend = {
  sign: Sign;
  value: number | string;
  hour: number;
  previous: number | string | null;
  direction: "up" | "down" | "same" | "first";
};

export type Assessment = {
  level: Level;
  /** Worst first; within a level in the protocol's order. */
  reasons: readonly Reason[];
  normal: readonly CheckedNormal[];
  trends: readonly SignTrend[];
  protocolVersion: number;
  thresholds: Thresholds;
  /** The prescriber's window that was used in place of the protocol's; null when none was. */
  longerWindow: LongerWindow | null;
  /** First millisecond at which level or reasons differ with no new fact; null when none will. */
  changesAt: Date | null;
  /** The level from `changesAt` on; the same as now when only a reason is added. */
  changesTo: Level | null;
  /** Whether the recovery was closed and a later check-in has opened it again. */
  reopened: boolean;
};
