import { describe, expect, it } from "vitest";
import { TOLD_WORDS, type Told, toldFor, worstTold } from "@/lib/check-in/level-advice";
import { callUsFor, NORMAL_TODAY, phaseAt } from "@/lib/check-in/normal-today";
import { PATIENT_QUESTIONS, patientQuestion } from "@/lib/check-in/patient-questions";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { QUESTIONS } from "@/lib/check-in/questions";
import { LANGUAGES, type Language } from "@/lib/patients/languages";
import { RESTRICTION_WORDS, restrictionText, SET_FOR_YOU } from "@/lib/recovery/restriction-words";
import { RESTRICTION_IDS, restrictionsAt } from "@/lib/recovery/restrictions";
import { answerRank } from "@/lib/triage/answers";
import { DEFAULT_PROTOCOL, LEVELS } from "@/lib/triage/protocol";
import { schoolYear, spanishEase } from "@/tests/support/readability";

/** Every text that a patient reads in a language, by where it stands. */
function textsIn(language: Language): [string, string][] {
  const questions = PATIENT_QUESTIONS.flatMap((question): [string, string][] => {
    const { text, hint } = question.wording[language];
    const choices = question.kind === "choice" ? question.choices : [];
    const ends = question.kind === "scale" ? [question.low, question.high] : [];
    return [
      [`${question.sign} name`, question.name[language]],
      [question.sign, text],
      ...(hint === undefined ? [] : [[`${question.sign} hint`, hint] as [string, string]]),
      ...choices.map(({ value, label }): [string, string] => [
        `${question.sign} ${value}`,
        label[language],
      ]),
      ...ends.map((end): [string, string] => [`${question.sign} end`, end[language]]),
    ];
  });
  const told = Object.entries(TOLD_WORDS).flatMap(([level, words]): [string, string][] => [
    [`${level} title`, words[language].title],
    [level, words[language].text],
  ]);
  const restrictions = RESTRICTION_IDS.flatMap((id): [string, string][] =>
    Object.entries(RESTRICTION_WORDS[id][language]).flatMap(([part, text]) =>
      text === null ? [] : [[`${id} ${part}`, text] as [string, string]],
    ),
  );
  const today = Object.entries(NORMAL_TODAY).flatMap(([phase, words]): [string, string][] => [
    [`${phase} summary`, words.summary[language]],
    ...[...words.normal[language], ...words.tellUs[language]].map((text): [string, string] => [
      phase,
      text,
    ]),
  ]);
  const callUs = callUsFor("past", DEFAULT_PROTOCOL.extensions, language).map(
    (text): [string, string] => ["call us", text],
  );
  const page = Object.entries(PATIENT_WORDS[language]);
  const set: [string, string] = ["set for you", SET_FOR_YOU[language]];
  return [...questions, ...told, ...restrictions, set, ...today, ...callUs, ...page];
}

describe.each(LANGUAGES)("what patients read in %s", (language) => {
  const texts = textsIn(language);
  const sentences = texts.map(([, text]) => text);

  it("has a text everywhere", () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("fills in the same places as the other language", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
    for (const [at, text] of Object.entries(PATIENT_WORDS[language])) {
      const english = PATIENT_WORDS.en[at as keyof typeof PATIENT_WORDS.en];
      expect(places(text), at).toEqual(places(english));
    }
    expect(filled("{n} of {all}, {gone}", { n: 1, all: 2 })).toBe("1 of 2, {gone}");
  });

  it("can be read by a ten-year-old", () => {
    const hardest = sentences
      .filter((text) => text.split(" ").length >= 8)
      .map((text) => ({
        text,
        ease: language === "en" ? -schoolYear([text]) : spanishEase([text]),
      }))
      .toSorted((a, b) => a.ease - b.ease)
      .slice(0, 3);
    if (language === "en") {
      expect(schoolYear(sentences), JSON.stringify(hardest)).toBeLessThan(4);
      expect(hardest.filter(({ ease }) => ease < -8)).toEqual([]);
    } else {
      expect(spanishEase(sentences), JSON.stringify(hardest)).toBeGreaterThan(80);
      expect(hardest.filter(({ ease }) => ease < 60)).toEqual([]);
    }
  });
});

it("a text that isn't easy is found out", () => {
  expect(
    schoolYear(["Contact your healthcare provider immediately should complications materialize."]),
  ).toBeGreaterThan(12);
  expect(
    spanishEase(["Comuníquese inmediatamente con su proveedor de atención médica especializada."]),
  ).toBeLessThan(50);
});

describe("the patient's questions", () => {
  it("are those that staff ask, with the same values", () => {
    const asked = PATIENT_QUESTIONS.map(({ sign }) => sign);
    expect(asked).toEqual(QUESTIONS.map(({ sign }) => sign));
    for (const question of QUESTIONS) {
      const own = patientQuestion(question.sign);
      if (question.kind !== "choice") {
        expect(own.kind).toBe(question.kind === "scale" ? "scale" : "temperature");
        continue;
      }
      expect(own.kind === "choice" && own.choices.map(({ value }) => value)).toEqual(
        question.choices.map(({ value }) => value),
      );
    }
  });

  it("are put the same way in both languages, and run from good to bad", () => {
    for (const question of PATIENT_QUESTIONS) {
      const { en, es } = question.wording;
      expect(es.polarity, question.sign).toBe(en.polarity);
      if (question.kind !== "choice") continue;
      const values = question.choices.map(({ value }) => value);
      expect(en.polarity === "yes is bad", question.sign).toBe(values.includes("yes"));
      const { sign } = question;
      if (sign === "swellingTrend") {
        expect(values).toEqual(["less", "same", "more"]);
        continue;
      }
      const ranks = values.map((value) =>
        answerRank(sign, /^\d$/.test(value) ? Number(value) : value),
      );
      expect(ranks, sign).toEqual(ranks.map((_, rank) => rank));
    }
  });

  it("ask first what can't wait", () => {
    expect(PATIENT_QUESTIONS.slice(0, 2).map(({ sign }) => sign)).toEqual(["breathing", "eye"]);
  });
});

describe("what a level means to a patient", () => {
  it("is the protocol's: nothing that is uncertain reads as expected", () => {
    const told: [unknown, Told][] = [...LEVELS, null].map((level) => [level, toldFor(level)]);
    expect(told).toEqual([
      ["expected", "expected"],
      ["awaiting", "tell us"],
      ["watch", "we call"],
      ["complication", "call us"],
      ["urgent", "call us"],
      ["emergency", "emergency"],
      [null, "we call"],
    ]);
  });

  it("is the worst of several treatments", () => {
    expect(worstTold([])).toBe("expected");
    expect(worstTold(["expected", toldFor(null), "tell us"])).toBe("we call");
    expect(worstTold([toldFor(null), "emergency"])).toBe("emergency");
  });

  it("changes just after a limit, never on it", () => {
    const { thresholds } = DEFAULT_PROTOCOL;
    const phases = [0, 48, 48.0001, 72, 72.0001, 400].map((hour) => phaseAt(hour, thresholds));
    expect(phases).toEqual(["usual", "usual", "late", "late", "past", "past"]);
  });

  it("leaves out the signs of rules that a clinic has switched off", () => {
    const off = { ...DEFAULT_PROTOCOL.extensions, X3: false, X4: false, X5: false };
    const signs = (extensions: typeof off) => callUsFor("usual", extensions, "en").length;
    expect(signs(DEFAULT_PROTOCOL.extensions) - signs(off)).toBe(3);
  });
});

describe("a restriction", () => {
  const textAt = (hour: number, id: (typeof RESTRICTION_IDS)[number]) =>
    restrictionText(restrictionsAt(hour).find((state) => state.id === id)!, "en").text;

  it("softens and ends with its hours", () => {
    expect(textAt(24, "exercise")).toMatch(/^No hard/);
    expect(textAt(24.01, "exercise")).toMatch(/^Still no/);
    expect(textAt(48.01, "exercise")).toMatch(/unless we told you/);
    expect(textAt(24.01, "makeup")).toMatch(/unless we told you/);
  });

  it.each(LANGUAGES)(
    "says in %s when its end was set for the patient, while it lasts",
    (language) => {
      const textWith = (hour: number, id: "sun" | "exercise", untilHours: number | null) => {
        const states = restrictionsAt(hour, [{ id, untilHours, version: 1 }]);
        return restrictionText(states.find((state) => state.id === id)!, language);
      };
      expect(textWith(60, "exercise", 72).set).toBe(SET_FOR_YOU[language]);
      expect(textWith(40, "exercise", null).set).toBeNull();
      expect(textWith(72.01, "exercise", 72).set).toBeNull();
      // The first week isn't over when three days were set.
      const { afterwards, afterwardsSet } = RESTRICTION_WORDS.sun[language];
      expect(textWith(73, "sun", 72).text).toBe(afterwardsSet);
      expect(textWith(169, "sun", null).text).toBe(afterwards);
    },
  );

  it("of water stays until the clinic says so; sunscreen never ends", () => {
    expect(textAt(5000, "swimming")).toMatch(/until we say so\.$/);
    expect(textAt(5000, "sunscreen")).toBe(textAt(0, "sunscreen"));
  });
});
