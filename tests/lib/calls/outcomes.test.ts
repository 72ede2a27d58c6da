import { describe, expect, it } from "vitest";
import { countAttempts } from "@/lib/calls/attempts";
import { differingParts, partWords } from "@/lib/calls/correction";
import {
  DIRECTIONS,
  OUTCOME_CODES,
  OUTCOMES,
  offeredOutcomes,
  outcomeKey,
  strikesNumber,
} from "@/lib/calls/outcomes";
import { isUndoable, undoRefusalWords } from "@/lib/calls/undo";

describe("outcomes", () => {
  it("have a key of their own each, one to nine, nought and minus in their order", () => {
    expect(OUTCOME_CODES.map(outcomeKey).join("")).toBe("1234567890-");
  });

  it("are all offered on a call of ours, a voicemail only where one may be left", () => {
    expect(offeredOutcomes("outbound", true)).toEqual(OUTCOME_CODES);
    expect(offeredOutcomes("outbound", false)).toEqual(
      OUTCOME_CODES.filter((outcome) => outcome !== "left_voicemail"),
    );
  });

  it.each(["inbound", "walk_in"] as const)("of %s name no voicemail and no dead number", (way) => {
    expect(offeredOutcomes(way, true)).toEqual([
      "reached",
      "reached_call_back_later",
      "reached_someone_else",
      "refused",
      "language_barrier",
    ]);
  });

  it("strike a number that is wrong or dead", () => {
    expect(OUTCOME_CODES.filter(strikesNumber)).toEqual(["wrong_number", "not_in_service"]);
  });
});

describe("attempts by people", () => {
  const one = (outcome: (typeof OUTCOME_CODES)[number], more = {}) =>
    countAttempts([{ direction: "outbound", outcome, undoneAt: null, ...more }]);

  it.each(OUTCOMES)("$outcome counts: $attempt", ({ outcome, attempt }) => {
    expect(one(outcome)).toBe(attempt ? 1 : 0);
  });
  it("are none when the call was taken back, or the patient began it", () => {
    expect(one("no_answer", { undoneAt: new Date() })).toBe(0);
    for (const direction of DIRECTIONS.slice(1)) expect(one("reached", { direction })).toBe(0);
  });
});

describe("taking a call back", () => {
  it("ends at ten minutes", () => {
    const loggedAt = new Date("2026-11-24T16:00:00Z");
    const after = (milliseconds: number) => new Date(loggedAt.getTime() + milliseconds);
    expect(isUndoable(loggedAt, after(600_000 - 1))).toBe(true);
    expect(isUndoable(loggedAt, after(600_000))).toBe(false);
  });
  it("says why not, and what to do", () => {
    expect(undoRefusalWords("too_late")).toMatch(/10 minutes.*Correct/);
    expect(undoRefusalWords("not_yours")).toMatch(/Correct/);
  });
});

describe("the difference between two versions of a call", () => {
  const words = {
    outcome: "reached",
    spokeWith: "patient",
    identityChecked: true,
    contactPointId: null,
    readBack: true,
    note: null,
  } as const;

  it("names the parts that differ, by their fields", () => {
    expect(differingParts(words, words)).toEqual([]);
    const other = { ...words, identityChecked: false, note: "Hm" };
    expect(differingParts(words, other).map(({ field }) => field)).toEqual([
      "identityVerified",
      "note",
    ]);
  });

  it("says each part in words", () => {
    const numberOf = (id: string) => `number ${id}`;
    const said = (["outcome", "spokeWith", "identityChecked", "contactPointId"] as const).map(
      (part) => partWords({ ...words, contactPointId: "7" }, part, numberOf),
    );
    expect(said).toEqual(["Reached", "The patient", "Both matched", "number 7"]);
    expect(partWords(words, "contactPointId", numberOf)).toBe("nothing");
    expect(partWords({ ...words, identityChecked: null }, "identityChecked", numberOf)).toBe(
      "nothing",
    );
    expect(partWords({ ...words, readBack: false }, "readBack", numberOf)).toBe("Not said back");
    expect(partWords(words, "note", numberOf)).toBe("nothing");
  });
});
