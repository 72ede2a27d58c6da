import { describe, expect, it } from "vitest";
import { levelAt } from "@/lib/recovery/standing";

const changesAt = new Date("2026-11-24T16:00:00.001Z");
const expected = { level: "expected", changesAt, changesTo: "awaiting" } as const;

describe("the level at an instant", () => {
  it("turns at the very instant that the assessment names", () => {
    const before = new Date(changesAt.getTime() - 1);
    expect(levelAt(expected, before)).toEqual({ level: "expected", turnedAt: null });
    expect(levelAt(expected, changesAt)).toEqual({ level: "awaiting", turnedAt: changesAt });
  });

  it("stays when time changes nothing, and is unknown without an assessment", () => {
    const urgent = { level: "urgent", changesAt: null, changesTo: null } as const;
    expect(levelAt(urgent, changesAt)).toEqual({ level: "urgent", turnedAt: null });
    expect(levelAt(null, changesAt)).toEqual({ level: null, turnedAt: null });
  });
});
