/** Where an hour lies across the chart, in percent of its width. */
export type Axis = { maxHour: number; compressed: boolean; x: (hour: number) => number };

/** From here on the axis may run faster, since the first days decide. */
const KNEE_HOUR = 72;
const KNEE_PERCENT = 60;
/** Room at both ends, so that a bead at hour 0 isn't cut. */
const EDGE_PERCENT = 3;

/**
 * A scale from 0 to `maxHour` (at least 78 h, so that both limits are on it). A long recovery would
 * squeeze its first three days into a corner: past 120 h they keep 60 % of the width, and the
 * chart says so.
 */
export function axisTo(maxHour: number): Axis {
  const end = Math.max(maxHour, 78);
  const compressed = end > 120;
  const percent = (hour: number) => {
    const at = Math.min(Math.max(hour, 0), end);
    if (!compressed) return (at / end) * 100;
    return at <= KNEE_HOUR
      ? (at / KNEE_HOUR) * KNEE_PERCENT
      : KNEE_PERCENT + ((at - KNEE_HOUR) / (end - KNEE_HOUR)) * (100 - KNEE_PERCENT);
  };
  const room = (100 - 2 * EDGE_PERCENT) / 100;
  return {
    maxHour: end,
    compressed,
    x: (hour) => Math.round((EDGE_PERCENT + percent(hour) * room) * 100) / 100,
  };
}

/** Leaves out labels that would touch: those kept lie at least `gap` percent apart. */
export function spaced<T extends { x: number }>(marks: readonly T[], gap: number): T[] {
  const kept: T[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || mark.x - last.x >= gap) kept.push(mark);
  }
  return kept;
}
