import { describe, expect, it } from "vitest";
import { type Assigned, assignedWords } from "@/lib/worklist/assigned";

const done = (given: Partial<Assigned>): Assigned => ({
  to: { name: "Priya", self: false },
  assigned: 0,
  takenFrom: [],
  already: 0,
  notFollowed: 0,
  notFound: 0,
  ...given,
});
const me = { name: "Ana", self: true };

describe("what became of an assignment", () => {
  it.each([
    [{ assigned: 1 }, "Assigned to Priya."],
    [
      { assigned: 1, to: me, takenFrom: [{ name: "Priya", count: 1 }] },
      "Assigned to you. It was Priya’s.",
    ],
    [{ assigned: 1, to: null }, "Given back to everyone."],
    [{ already: 1, to: me }, "This patient was yours already."],
    [{ already: 1, to: null }, "This patient was nobody’s already."],
    [{ notFollowed: 1 }, "This patient is no longer followed up."],
    [{ notFound: 1 }, "This patient wasn’t found."],
    [
      { assigned: 5, already: 1, notFollowed: 1 },
      "7 selected: 5 assigned to Priya, 1 was Priya’s already, 1 is no longer followed up.",
    ],
    [
      {
        assigned: 3,
        takenFrom: [{ name: "Ana", count: 2 }],
        already: 2,
        notFollowed: 2,
        notFound: 3,
      },
      "10 selected: 3 assigned to Priya, 2 were Priya’s already, 2 are no longer followed up, 3 weren’t found. 2 were Ana’s.",
    ],
  ] as const)("%j", (given, words) => {
    expect(assignedWords(done(given))).toBe(words);
  });
});
