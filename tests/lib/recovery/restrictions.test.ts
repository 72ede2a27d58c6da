import { describe, expect, it } from "vitest";
import { maySetTo } from "@/lib/recovery/restriction-hours";
import {
  RESTRICTION_IDS,
  type RestrictionId,
  type RestrictionOverride,
  restrictionsAt,
  strictestRestrictions,
} from "@/lib/recovery/restrictions";

const MS = 1 / 3_600_000;

function stateOf(id: RestrictionId, hour: number, overrides: RestrictionOverride[] = []) {
  const state = restrictionsAt(hour, overrides).find((restriction) => restriction.id === id);
  if (state === undefined) throw new Error("every restriction has a state");
  return state;
}

function override(id: RestrictionId, untilHours: number | null, version = 1) {
  return { id, untilHours, author: "Dr Lee", reason: "deep RF treatment", version };
}

describe("restrictions by the hour", () => {
  it("are all given, in order", () => {
    expect(restrictionsAt(0).map(({ id }) => id)).toEqual([...RESTRICTION_IDS]);
  });

  it.each([
    ["makeup", 24],
    ["exercise", 48],
    ["sun", 168],
  ] as const)("%s is open to %d h, inclusive", (id, until) => {
    expect(stateOf(id, 0)).toMatchObject({ state: "open", untilHours: until, hoursLeft: until });
    expect(stateOf(id, until)).toMatchObject({ state: "open", hoursLeft: 0 });
    expect(stateOf(id, until + MS)).toMatchObject({ state: "ended", hoursLeft: 0 });
  });

  it.each(["sunscreen", "swimming", "cooling", "moisturizer", "products", "personal"] as const)(
    "%s doesn't end by itself",
    (id) => {
      expect(stateOf(id, 9000)).toMatchObject({ state: "open", untilHours: null, hoursLeft: null });
    },
  );

  it("never says that makeup is allowed", () => {
    expect(stateOf("makeup", 25).words).toContain("unless you were told otherwise");
    for (const hour of [0, 24, 25, 900]) {
      expect(stateOf("makeup", hour).words.toLowerCase()).not.toContain("allowed");
    }
  });

  it("soften for exercise after 24 h", () => {
    expect(stateOf("exercise", 24).words).toMatch(/^Avoid/);
    expect(stateOf("exercise", 24 + MS).words).toMatch(/^Still avoid/);
  });

  it("leave water to the clinic until it sets an hour", () => {
    expect(stateOf("swimming", 9000).words).toContain("Until your clinic says so");
    const set = [override("swimming", 120)];
    expect(stateOf("swimming", 120, set)).toMatchObject({ state: "open", untilHours: 120 });
    expect(stateOf("swimming", 121, set).state).toBe("ended");
  });

  it("never offer a cool cloth as the answer to pus or strong pain", () => {
    expect(stateOf("cooling", 2).words).toContain("contact your clinic instead");
  });

  it("take an override's newest version, with its author and reason", () => {
    const both = [override("exercise", 72, 2), override("exercise", 24, 1)];
    expect(stateOf("exercise", 60, both)).toMatchObject({ state: "open", override: both[0] });
    expect(stateOf("exercise", 30, [override("exercise", 24)]).state).toBe("ended");
  });

  it("go back to the guide once it was taken back, and to what was set after that", () => {
    const back = [override("exercise", 72, 1), override("exercise", null, 2)];
    expect(stateOf("exercise", 60, back)).toMatchObject({ state: "ended", override: null });
    const again = [...back, override("exercise", 24, 3)];
    expect(stateOf("exercise", 24, again)).toMatchObject({ state: "open", untilHours: 24 });
    expect(stateOf("exercise", 24 + MS, again).state).toBe("ended");
    const water = [override("swimming", 120, 1), override("swimming", null, 2)];
    expect(stateOf("swimming", 9000, water)).toMatchObject({ state: "open", hoursLeft: null });
  });

  it("end in words that fit the time that was set", () => {
    expect(stateOf("sun", 169).words).toContain("first week");
    expect(stateOf("sun", 73, [override("sun", 72)]).words).toBe(
      "The time that your clinic set has passed. Keep using sunscreen outside.",
    );
  });

  it.each([
    ["exercise", [24, 48, 72], [0, 23, 25, 47, 71, 73, 96]],
    ["makeup", [1, 24, 720], [0, -1, 721, 1.5, Number.NaN, Number.POSITIVE_INFINITY]],
    ["sun", [1, 168, 720], [0, 721]],
    ["swimming", [1, 336, 720], [0, 721]],
    ["sunscreen", [], [24, 168]],
    ["personal", [], [24]],
  ] as const)("may be set for %s to %j and not to %j", (id, may, mayNot) => {
    expect(may.filter((hours) => !maySetTo(id, hours))).toEqual([]);
    expect(mayNot.filter((hours) => maySetTo(id, hours))).toEqual([]);
  });

  it("pass over an override that can't be", () => {
    expect(stateOf("exercise", 1, [override("exercise", 12)]).untilHours).toBe(48);
    expect(stateOf("makeup", 1, [override("makeup", Number.NaN)]).untilHours).toBe(24);
    expect(stateOf("makeup", 1, [override("makeup", -1)]).untilHours).toBe(24);
  });

  it("stay open when the hour isn't known", () => {
    expect(stateOf("sun", Number.NaN)).toMatchObject({ state: "open", hoursLeft: 168 });
  });

  it("merge to the strictest, whether set for the patient or not", () => {
    const exercise = (mine: number, other: number) =>
      strictestRestrictions([
        restrictionsAt(40, [override("exercise", mine)]),
        restrictionsAt(20, [override("exercise", other)]),
      ]).find(({ id }) => id === "exercise");
    // 32 h against 28 h left, and ended against 4 h left.
    expect(exercise(72, 48)).toMatchObject({ hoursLeft: 32, override: { untilHours: 72 } });
    expect(exercise(24, 24)).toMatchObject({ state: "open", hoursLeft: 4 });
    expect(exercise(72, 72)).toMatchObject({ hoursLeft: 52 });
  });

  it("merge to the strictest of several treatments", () => {
    const merged = strictestRestrictions([
      restrictionsAt(200, [override("swimming", 100)]),
      restrictionsAt(30),
    ]);
    expect(merged.map(({ id }) => id)).toEqual([...RESTRICTION_IDS]);
    expect(merged.find(({ id }) => id === "sun")).toMatchObject({ state: "open", hoursLeft: 138 });
    expect(merged.find(({ id }) => id === "swimming")?.untilHours).toBeNull();
    expect(merged.find(({ id }) => id === "makeup")?.state).toBe("ended");
  });
});
