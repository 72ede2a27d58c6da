import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckWindow, planDueChecks } from "@/lib/recovery/due-checks";
import { ENDED, hoursAfter } from "@/tests/support/recovery-facts";

/** Each check as its three hours after treatment. */
function hoursOf(checks: readonly CheckWindow[]): number[][] {
  const hour = (at: Date) => (at.getTime() - ENDED.getTime()) / 3_600_000;
  return checks.map(({ opensAt, dueAt, closesAt }) => [opensAt, dueAt, closesAt].map(hour));
}

describe("checks of a recovery", () => {
  it("are due at the hours of the protocol, each window halfway to its neighbours", () => {
    expect(hoursOf(planDueChecks(ENDED, ENDED))).toEqual([
      [12, 24, 36],
      [36, 48, 60],
      [60, 72, 120],
      [120, 168, 252],
      [252, 336, 420],
    ]);
  });

  it("that are past when the desk hears of the treatment are nobody's work", () => {
    expect(hoursOf(planDueChecks(ENDED, hoursAfter(48))).map(([, due]) => due)).toEqual([
      72, 168, 336,
    ]);
    expect(planDueChecks(ENDED, hoursAfter(336))).toEqual([]);
  });

  it("begin where one ends that was asked already, and aren't asked twice in one window", () => {
    const asked = [{ closesAt: hoursAfter(100) }];
    expect(hoursOf(planDueChecks(ENDED, hoursAfter(50), asked))).toEqual([
      [120, 168, 252],
      [252, 336, 420],
    ]);
    const shorter = [{ closesAt: hoursAfter(70) }];
    expect(hoursOf(planDueChecks(ENDED, hoursAfter(50), shorter))[0]).toEqual([70, 72, 120]);
  });

  it("lie ahead, and in windows that never overlap", () => {
    const hour = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(hour, hour, (now, taken) => {
        const asked = [{ closesAt: hoursAfter(taken) }];
        let last = taken;
        for (const [opens, due, closes] of hoursOf(planDueChecks(ENDED, hoursAfter(now), asked))) {
          expect(opens).toBeGreaterThanOrEqual(last);
          expect(due).toBeGreaterThan(now);
          expect(due).toBeGreaterThanOrEqual(opens!);
          expect(closes).toBeGreaterThan(due!);
          last = closes!;
        }
      }),
    );
  });
});
