import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertDue, mustBeTouched, nextAlert } from "@/lib/follow-up/untouched";
import { LEVELS } from "@/lib/triage/protocol";

const NOW = new Date("2026-11-24T16:00:00Z");

function ago(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

describe("who has to be touched", () => {
  it("is urgent, an emergency or for review by hand", () => {
    expect(LEVELS.filter(mustBeTouched)).toEqual(["urgent", "emergency"]);
    expect(mustBeTouched(null)).toBe(true);
  });

  it.each([
    ["urgent", 60],
    ["emergency", 5],
    [null, 60],
  ] as const)("at %s within %d minutes", (level, minutes) => {
    expect(alertDue(level, ago(minutes))).toEqual(NOW);
  });
});

describe("the next alert", () => {
  const wait = (minutes: number, more: Partial<Parameters<typeof nextAlert>[0]> = {}) =>
    nextAlert(
      { level: "urgent", untouchedSince: ago(minutes), planned: null, news: false, ...more },
      NOW,
    );

  it("comes when the limit passes, whatever else is reported before", () => {
    expect(wait(59)).toEqual(ago(-1));
    expect(wait(59, { news: true })).toEqual(ago(-1));
  });

  it("doesn't come back without anything new", () => {
    expect(wait(90, { planned: ago(30) })).toEqual(ago(30));
    expect(wait(300, { planned: ago(240) })).toEqual(ago(240));
  });

  it("comes at once with something new after the limit", () => {
    expect(wait(90, { planned: ago(30), news: true })).toEqual(NOW);
  });

  it("comes at once when an urgent case becomes an emergency after 10 minutes", () => {
    const planned = ago(-50);
    expect(wait(10, { level: "emergency", planned, news: true })).toEqual(NOW);
    // Were it no news, the emergency's own limit would count, and it has passed.
    expect(wait(10, { level: "emergency", planned })).toEqual(ago(5));
  });

  it("is never later than the limit, nor earlier than the wait", () => {
    const minutes = fc.integer({ min: 0, max: 5_000 });
    const level = fc.constantFrom("urgent", "emergency", null);
    fc.assert(
      fc.property(minutes, level, fc.option(minutes), fc.boolean(), (waited, at, before, news) => {
        const planned = before === null ? null : ago(before);
        const next = wait(waited, { level: at, planned, news });
        const limit = alertDue(at, ago(waited));
        expect(next.getTime()).toBeLessThanOrEqual(Math.max(limit.getTime(), NOW.getTime()));
        if (limit > NOW) expect(next).toEqual(limit);
      }),
    );
  });
});
