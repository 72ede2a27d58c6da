import { describe, expect, it } from "vitest";
import { snoozedWords } from "@/lib/worklist/snoozed";

describe("what became of a snooze", () => {
  it.each([
    [{ snoozed: 1, refused: {} }, "Snoozed until Thu 9:00 AM or a new symptom."],
    [{ snoozed: 0, refused: { promise_due: 1 } }, "Not snoozed. A promised call-back is due."],
    [{ snoozed: 3, refused: {} }, "3 selected: 3 snoozed until Thu 9:00 AM or a new symptom."],
    [
      { snoozed: 2, refused: { too_grave: 1, not_followed: 2 } },
      "5 selected: 2 snoozed until Thu 9:00 AM or a new symptom. Not snoozed: 1 (an urgent or emergency patient can’t be snoozed), 2 (no longer followed up).",
    ],
    [
      { snoozed: 0, refused: { rule_failed: 2 } },
      "2 selected: 0 snoozed. Not snoozed: 2 (a rule failed: decide by hand first).",
    ],
  ] as const)("%j", (done, words) => {
    expect(snoozedWords(done, "Thu 9:00 AM")).toBe(words);
  });
});
