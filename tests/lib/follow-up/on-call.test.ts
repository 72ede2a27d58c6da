import { describe, expect, it } from "vitest";
import { alertMark, isShownAlerts } from "@/lib/follow-up/on-call";
import { parseOnCall } from "@/lib/follow-up/on-call-form";

const MO = { staffId: "01900000-0000-7000-8000-000000000001", role: "aesthetician" } as const;
const PAT = { staffId: "01900000-0000-7000-8000-000000000002", role: "provider" } as const;

describe("who is shown alerts", () => {
  it("is the person on call alone", () => {
    expect(isShownAlerts(MO, MO)).toBe(true);
    expect(isShownAlerts(PAT, MO)).toBe(false);
  });

  it("is every provider while nobody is on call", () => {
    expect(isShownAlerts(PAT, null)).toBe(true);
    expect(isShownAlerts(MO, null)).toBe(false);
    expect(isShownAlerts({ ...MO, role: "admin" }, null)).toBe(false);
  });

  it("marks what is shown, and never with nothing", () => {
    expect(alertMark([])).toBe("none");
    expect(alertMark([{ alertId: "a" }, { alertId: "b" }])).toBe("a b");
  });
});

describe("the form that puts somebody on call", () => {
  const now = new Date("2026-11-24T16:00:00Z");
  const parse = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return parseOnCall(form, { now, timeZone: "America/Chicago" });
  };

  it("reads a person and an end in the clinic's zone", () => {
    const { staffId } = MO;
    expect(parse({ staffId, until: "2026-11-24T18:00", seenShiftId: PAT.staffId })).toEqual({
      ok: true,
      entry: { staffId, untilAt: new Date("2026-11-25T00:00:00Z"), seenShiftId: PAT.staffId },
    });
  });

  it("reads nobody, and then no end", () => {
    const nobody = { staffId: null, untilAt: null, seenShiftId: null };
    expect(parse({})).toEqual({ ok: true, entry: nobody });
    expect(parse({ staffId: "", until: "2026-11-24T18:00", seenShiftId: "" })).toEqual({
      ok: true,
      entry: nobody,
    });
  });

  it.each([
    ["staffId", "Sam"],
    ["until", "tomorrow"],
    ["until", "2026-11-24T10:00"],
    // Skipped by the clocks.
    ["until", "2027-03-14T02:30"],
    ["seenShiftId", "7"],
  ])("says what is wrong with %s: %s", (name, value) => {
    const parsed = parse({ staffId: MO.staffId, until: "", seenShiftId: "", [name]: value });
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? [] : Object.keys(parsed.errors)).toEqual([name]);
  });
});
