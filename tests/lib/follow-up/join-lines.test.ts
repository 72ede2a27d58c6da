import { describe, expect, it } from "vitest";
import { type JoinedLine, joinLines } from "@/lib/follow-up/join-lines";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

function line(more: Partial<JoinedLine> = {}): JoinedLine {
  return {
    level: "expected",
    nextAction: "Next check-in",
    dueAt: at(20),
    promisedAt: null,
    attempts: 0,
    reasonSince: at(20),
    lastCallId: null,
    calledAt: null,
    snoozedUntil: null,
    untouchedSince: null,
    assigneeId: null,
    ...more,
  };
}

const URGENT = line({
  level: "urgent",
  nextAction: "Call now, licensed staff",
  dueAt: at(9),
  attempts: 2,
  reasonSince: at(8),
  untouchedSince: at(8),
});

describe("one line out of two", () => {
  it("holds the plan of the more urgent, whichever record stays", () => {
    for (const joined of [joinLines(line(), URGENT), joinLines(URGENT, line())]) {
      expect(joined).toEqual(URGENT);
    }
  });

  it("puts a failed rule before everything", () => {
    expect(joinLines(URGENT, line({ level: null })).level).toBeNull();
    expect(joinLines(line({ level: null }), URGENT).level).toBeNull();
  });

  it("of equal levels holds what is due sooner, and the kept record's in a tie", () => {
    const sooner = line({ dueAt: at(10), nextAction: "Sooner" });
    expect(joinLines(line(), sooner).nextAction).toBe("Sooner");
    const tied = line({ nextAction: "Other" });
    expect(joinLines(line(), tied).nextAction).toBe("Next check-in");
  });

  it("keeps every promise, and is due when the earliest is", () => {
    const promised = line({ promisedAt: at(6), dueAt: at(6) });
    expect(joinLines(URGENT, promised)).toMatchObject({
      level: "urgent",
      promisedAt: at(6),
      dueAt: at(6),
    });
    expect(joinLines(promised, line({ promisedAt: at(4) })).promisedAt).toEqual(at(4));
  });

  it("remembers the later call, and whoever waits longest for a human touch", () => {
    const called = line({ lastCallId: "hers", calledAt: at(7) });
    const before = line({ ...URGENT, lastCallId: "his", calledAt: at(5), untouchedSince: null });
    expect(joinLines(before, called)).toMatchObject({ lastCallId: "hers", calledAt: at(7) });
    expect(joinLines(before, URGENT).untouchedSince).toEqual(at(8));
  });

  it("is snoozed only if both were, until the earlier end", () => {
    const snoozed = line({ snoozedUntil: at(30) });
    expect(joinLines(snoozed, line()).snoozedUntil).toBeNull();
    expect(joinLines(line(), snoozed).snoozedUntil).toBeNull();
    expect(joinLines(snoozed, line({ snoozedUntil: at(25) })).snoozedUntil).toEqual(at(25));
  });

  it("keeps its owner, or takes over the other's", () => {
    const hers = line({ assigneeId: "priya" });
    expect(joinLines(line({ assigneeId: "sam" }), hers).assigneeId).toBe("sam");
    expect(joinLines(line(), hers).assigneeId).toBe("priya");
  });
});
