import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EXERCISE_HOURS,
  maySetTo,
  REASON_LIMIT,
  SETTABLE_RESTRICTIONS,
  shownUntil,
} from "@/lib/recovery/restriction-hours";
import { parseRestriction } from "@/lib/recovery/set-restriction";

const SENT = {
  restriction: "sun",
  until: "10",
  unit: "days",
  reason: " Burns easily ",
  version: "0",
};

function parse(sent: Partial<Record<string, string>> = {}) {
  const form = new FormData();
  for (const [name, text] of Object.entries({ ...SENT, ...sent })) form.set(name, text ?? "");
  return parseRestriction(form);
}

describe("the form that sets a restriction", () => {
  it("reads days and hours as hours after treatment", () => {
    expect(parse()).toEqual({
      ok: true,
      value: { id: "sun", untilHours: 240, reason: "Burns easily", version: 0 },
    });
    expect(parse({ until: "36", unit: "hours", version: "3" })).toMatchObject({
      value: { untilHours: 36, version: 3 },
    });
  });

  it.each([
    ["720", "hours", 720],
    ["30", "days", 720],
    ["1", "hours", 1],
  ])("takes %s %s", (until, unit, untilHours) => {
    expect(parse({ until, unit })).toMatchObject({ ok: true, value: { untilHours } });
  });

  it.each([
    ["721", "hours"],
    ["31", "days"],
    ["0", "days"],
    ["", "days"],
    ["1.5", "days"],
    ["-2", "hours"],
    ["ten", "hours"],
  ])("refuses %j %s beside the field", (until, unit) => {
    const errors = { until: "Enter a whole number: 1 to 720 hours, or 1 to 30 days" };
    expect(parse({ until, unit })).toEqual({ ok: false, errors });
  });

  it("takes 24, 48 or 72 hours for exercise, and nothing else", () => {
    const exercise = (until: string) => parse({ restriction: "exercise", until, unit: "hours" });
    for (const hours of EXERCISE_HOURS) expect(exercise(String(hours)).ok).toBe(true);
    for (const hours of ["23", "25", "71", "73", "96", ""]) {
      expect(exercise(hours)).toEqual({
        ok: false,
        errors: { until: "Choose 24, 48 or 72 hours" },
      });
    }
  });

  it("goes back to the guide whatever the number says, but not without a reason", () => {
    expect(parse({ back: "yes", until: "nonsense" })).toMatchObject({
      value: { untilHours: null },
    });
    expect(parse({ back: "yes", reason: " " })).toEqual({
      ok: false,
      errors: { reason: "Say why it is set" },
    });
  });

  it("takes a reason up to its limit", () => {
    expect(parse({ reason: "x".repeat(REASON_LIMIT) }).ok).toBe(true);
    expect(parse({ reason: "x".repeat(REASON_LIMIT + 1) }).ok).toBe(false);
  });

  it.each([
    ["restriction", "sunscreen"],
    ["restriction", "everything"],
    ["unit", "weeks"],
    ["version", ""],
    ["version", "-1"],
  ])("refuses a %s of %j", (field, text) => {
    expect(parse({ [field]: text })).toMatchObject({
      ok: false,
      errors: { [field]: expect.any(String) },
    });
  });

  it("shows what it would read again", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SETTABLE_RESTRICTIONS),
        fc.integer({ min: 1, max: 720 }),
        (restriction, hours) => {
          fc.pre(maySetTo(restriction, hours));
          expect(parse({ restriction, ...shownUntil(hours) })).toMatchObject({
            value: { untilHours: hours },
          });
        },
      ),
    );
    expect(shownUntil(null).until).toBe("");
  });
});
