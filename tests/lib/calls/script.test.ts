import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayRing, ringNotices } from "@/lib/calls/may-ring";
import { callScript, type ScriptFacts } from "@/lib/calls/script";
import { normalAnswer } from "@/lib/check-in/normal-answer";
import { QUESTIONS } from "@/lib/check-in/questions";
import { DEFAULT_PROTOCOL, LEVELS } from "@/lib/triage/protocol";

const FACTS: ScriptFacts = {
  level: "watch",
  hour: 60.4,
  limits: DEFAULT_PROTOCOL.thresholds,
  reasons: ["Redness 2 at 60 h is past the usual 48 h"],
  reported: [
    { label: "Redness", last: "2 (like a sunburn), 5 h ago", redFlag: false },
    { label: "Pus", last: "not sure, 5 h ago", redFlag: true },
  ],
  restrictions: [{ title: "Sun", words: "Stay out of the sun.", hoursLeft: 107.6, setBy: null }],
  language: null,
  voicemail: true,
  callerName: "Ana Beltrán",
  clinicName: "Harborline",
  clinicPhone: "(212) 555-0100",
  emergencyNumber: "112",
};

function script(given: Partial<ScriptFacts> = {}) {
  return callScript({ ...FACTS, ...given });
}
function stepsOf(heading: string, given: Partial<ScriptFacts> = {}): readonly string[] {
  return script(given).find((part) => part.heading === heading)?.steps ?? [];
}
function headings(given: Partial<ScriptFacts> = {}): string[] {
  return script(given).map((part) => part.heading);
}

describe("the script of a call", () => {
  it("asks who speaks, then red flags, before anything else of the skin", () => {
    expect(headings()).toEqual([
      "Who is speaking",
      "On a voicemail",
      "Red flags first",
      "Reported before",
      "Why we call",
      "Every sign",
      "Advice",
      "Read-back and next contact",
    ]);
  });

  it("asks again about each reported sign by name, with its last answer, red flags first", () => {
    expect(stepsOf("Red flags first").at(-1)).toBe(
      "Ask again: Pus. Last: not sure, 5 h ago. Better, the same or worse?",
    );
    expect(stepsOf("Reported before")).toEqual([
      "Ask again: Redness. Last: 2 (like a sunburn), 5 h ago. Better, the same or worse?",
    ]);
    expect(headings({ reported: [] })).not.toContain("Reported before");
  });

  it("says what its hour means, on both sides of each limit", () => {
    const now = (hour: number) => stepsOf("Advice", { hour })[0];
    expect(now(48)).toMatch(/^48 h after treatment: .* usual, up to 48 h/);
    expect(now(48.01)).toMatch(/longer than the usual 48 h/);
    expect(now(72)).toMatch(/longer than the usual 48 h/);
    expect(now(72.01)).toMatch(/more than the first days bring/);
    const longer = { normalHours: 72, firstDaysHours: 168 };
    expect(stepsOf("Advice", { hour: 72, limits: longer })[0]).toMatch(/up to 72 h/);
  });

  it("names what is to be avoided still, and for how long", () => {
    expect(stepsOf("Advice")).toContain("Sun: Stay out of the sun. 108 h left.");
    const open = { title: "Pools", words: "No pools.", hoursLeft: null, setBy: null };
    expect(stepsOf("Advice", { restrictions: [open] })).toContain("Pools: No pools.");
  });
  it("says which restriction was set for this patient, and by whom", () => {
    const restrictions = [{ ...FACTS.restrictions[0]!, setBy: "Dr Osei" }];
    expect(stepsOf("Advice", { restrictions })).toContain(
      "Sun: Stay out of the sun. 108 h left. Set for this patient by Dr Osei.",
    );
  });

  it.each([...LEVELS, null])("at %s wants a provider to be told, or not", (level) => {
    const grave = ["complication", "urgent", "emergency", null].includes(level);
    expect(stepsOf("Before you save", { level }).join(" ")).toMatch(
      grave ? /Tell a licensed provider.*whether they took it on/ : /^$/,
    );
    expect(stepsOf("Advice", { level }).join(" ")).toMatch(
      grave ? /healthcare provider right away/ : /cool, damp cloth/,
    );
  });

  it("has a way in a language that isn't English", () => {
    expect(headings()[0]).toBe("Who is speaking");
    expect(headings({ language: "Spanish" })[0]).toBe("Speaks Spanish");
    expect(stepsOf("Speaks Spanish", { language: "Spanish" }).join(" ")).toMatch(/interpreter/);
  });

  it("leaves nothing on a voicemail but who rang and a number, or no message", () => {
    expect(stepsOf("On a voicemail")[0]).toBe(
      "“This is Ana Beltrán from Harborline. Please ring us on (212) 555-0100.”",
    );
    expect(stepsOf("On a voicemail", { voicemail: false }).join(" ")).toMatch(/Leave no message/);
    expect(script().filter((part) => part.outboundOnly)).toHaveLength(1);
  });

  it("discloses nothing to somebody who isn't known to be the patient", () => {
    expect(stepsOf("Who is speaking").join(" ")).toMatch(/disclose nothing/);
  });

  it("names the clinic's own emergency number", () => {
    expect(stepsOf("Red flags first").join(" ")).toContain("call 112 now");
  });

  it("has something to say at every hour and level", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.constantFrom(...LEVELS),
        (hour, level) => {
          for (const { heading, steps } of script({ hour, level })) {
            expect(heading).not.toBe("");
            expect(steps.length).toBeGreaterThan(0);
            expect(steps.join(" ")).not.toMatch(/undefined|NaN|null/);
          }
        },
      ),
    );
  });
});

describe("all normal", () => {
  it("is none of a sign, no pain, and says nothing of what has no normal", () => {
    const answers = QUESTIONS.map((question) => [question.sign, normalAnswer(question)]);
    const open = answers.filter(([, answer]) => answer === null).map(([sign]) => sign);
    expect(open).toEqual(["swellingTrend", "temperatureC"]);
    const given = Object.fromEntries(answers.filter(([, answer]) => answer !== null));
    expect(given).toMatchObject({ pain: "0", pus: "no", redness: "0", breathing: "no" });
    expect(new Set(Object.values(given))).toEqual(new Set(["0", "no"]));
  });
});

describe("whether a patient is rung", () => {
  const now = new Date("2026-11-24T16:00:00Z");
  const later = new Date(now.getTime() + 1);
  const free = { consentToContact: true, doNotContactUntil: null };

  it.each([
    ["free", free, true],
    ["until later", { ...free, doNotContactUntil: later }, false],
    ["until now", { ...free, doNotContactUntil: now }, true],
    ["without consent", { ...free, consentToContact: false }, false],
  ] as const)("%s", (_, wish, expected) => {
    expect(mayRing(wish, "watch", now)).toBe(expected);
    expect(ringNotices(wish, "watch", "Tue", now)).toHaveLength(expected ? 0 : 1);
  });

  it.each(["complication", "urgent", "emergency", null] as const)(
    "at %s health comes first, and the wish is said",
    (level) => {
      const wish = { ...free, doNotContactUntil: later };
      expect(mayRing(wish, level, now)).toBe(true);
      expect(ringNotices(wish, level, "Tue 9 AM", now)[0]).toMatch(
        /Asked not to be contacted until Tue 9 AM\. .*reason to ring all the same/,
      );
    },
  );
});
