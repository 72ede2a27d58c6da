import { describe, expect, it } from "vitest";
import { checkWorkedCase, factsOf, readWorkedCases } from "@/lib/recovery/worked-cases";

const BARE = {
  id: 7,
  treatmentEndedAt: "2026-06-01T15:00:00Z",
  now: "2026-06-01T17:00:00Z",
  expect: { level: "expected", reasons: [] },
};

function readOne(more: object) {
  const read = readWorkedCases([{ ...BARE, ...more }]);
  const worked = read.ok ? read.cases[0] : undefined;
  if (worked === undefined) throw new Error("the case isn't readable");
  return worked;
}

describe("a worked case", () => {
  it("may leave out everything that isn't known", () => {
    const facts = factsOf(readOne({ checkIns: [{ observedAt: "2026-06-01T16:00:00Z" }] }));
    expect(facts).toMatchObject({
      closedAt: [],
      reviews: [],
      risks: [],
      longerWindow: null,
      protocol: { extensions: { X1: true, X9: false, X10: false } },
    });
    expect(facts.checkIns[0]).toMatchObject({ source: "patient", answers: {} });
    expect(facts.checkIns[0]?.recordedAt).toEqual(facts.checkIns[0]?.observedAt);
  });

  it("may close never, once or several times", () => {
    const at = new Date("2026-06-16T15:00:00Z");
    expect(factsOf(readOne({ closedAt: null })).closedAt).toEqual([]);
    expect(factsOf(readOne({ closedAt: at.toISOString() })).closedAt).toEqual([at]);
    expect(factsOf(readOne({ closedAt: [at.toISOString()] })).closedAt).toEqual([at]);
  });

  it("may set a longer window", () => {
    const window = { normalHours: 72, firstDaysHours: 168 };
    const beside = readOne({ extensions: { X10: true }, longerWindow: window });
    expect(factsOf(beside).longerWindow).toEqual(window);
    const pair = readOne({ extensions: { X10: true }, longerWindow: [72, 168] });
    expect(factsOf(pair).longerWindow).toEqual(window);
    const inside = factsOf(readOne({ extensions: { X10: window } }));
    expect(inside.longerWindow).toEqual(window);
    expect(inside.protocol.extensions.X10).toBe(true);
  });

  it("may switch what isn't known here, and leave switches out", () => {
    const { protocol } = factsOf(readOne({ extensions: { X6: true, X1: null, X2: false } }));
    expect(protocol.extensions).toMatchObject({ X1: true, X2: false, X9: false });
    expect(Object.keys(protocol.extensions)).not.toContain("X6");
  });

  it("compares reasons as sets and tells what differs", () => {
    const pus = [{ observedAt: "2026-06-01T16:00:00Z", answers: { pus: "yes", bumps: "yes" } }];
    const right = { level: "urgent", reasons: ["PUS", "BUMPS", "PUS"] };
    expect(checkWorkedCase(readOne({ checkIns: pus, expect: right }))).toBeNull();
    expect(checkWorkedCase(readOne({ checkIns: pus, about: "pus" }))).toEqual({
      id: "7",
      about: "pus",
      expected: { level: "expected", reasons: [] },
      got: { level: "urgent", reasons: ["BUMPS", "PUS"] },
    });
  });

  it("is refused in words when it can't be read", () => {
    for (const wrong of [{}, { ...BARE, now: "soon" }, { ...BARE, expect: { level: "fine" } }]) {
      expect(readWorkedCases([wrong])).toMatchObject({ ok: false });
    }
    expect(readWorkedCases({})).toMatchObject({ ok: false });
  });
});
