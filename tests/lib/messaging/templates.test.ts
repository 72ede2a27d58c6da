import { describe, expect, it } from "vitest";
import {
  MAIL_ENDING,
  messageText,
  PATIENT_TEMPLATES,
  TEMPLATE_WORDS,
  TEMPLATES,
} from "@/lib/messaging/templates";
import { LANGUAGES } from "@/lib/patients/languages";

const FILL = {
  clinic: "Westside",
  phone: "(212) 555-0143",
  emergency: "911",
  link: "https://desk.example/check-in/token?lang=en",
};

/** Words by which somebody who reads over a shoulder would learn of a treatment, a sign or a level. */
const HEALTH =
  /skin|piel|needl|aguja|treat|tratamiento|heal|cicatri|recover|recupera|sympt|síntoma|pain|dolor|pus|red(ness)?\b|roj|swell|hinch|itch|pic(a|or)|bump|bult|infec|fever|fiebre|urgent\b|urgente|doctor|médic|medic|patient'?s? (name|record)|face|cara|blood|sangre|wound|herida|aftercare|laser|derma|health|salud|check-?in\b(?!\/)/i;

const all = TEMPLATES.flatMap((template) =>
  LANGUAGES.map((language) => ({ template, language, ...messageText(template, language, FILL) })),
);

describe("every message", () => {
  it.each(all)("$template in $language says no word of health", ({ subject, body }) => {
    const words = `${subject}\n${body}`.replaceAll(FILL.link, "");
    expect(words).not.toMatch(HEALTH);
    expect(words).not.toMatch(/undefined|null|\{|\}/);
  });

  it("is checked by words that would be found", () => {
    for (const word of ["your skin", "el dolor", "treatment", "Check-in", "Urgente", "fiebre"]) {
      expect(word).toMatch(HEALTH);
    }
  });

  it.each(all)("$template in $language names the clinic, and nobody else", ({ subject, body }) => {
    expect(`${subject} ${body}`).toContain("Westside");
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it("has its words on screen", () => {
    expect(Object.keys(TEMPLATE_WORDS)).toEqual([...TEMPLATES]);
  });
});

describe("messages to patients", () => {
  it.each(PATIENT_TEMPLATES)("%s differs from language to language", (template) => {
    const bodies = LANGUAGES.map((language) => messageText(template, language, FILL).body);
    expect(new Set(bodies).size).toBe(LANGUAGES.length);
  });

  it.each(LANGUAGES)("carry in %s what they are for", (language) => {
    expect(messageText("check_in", language, FILL).body).toContain(FILL.link);
    expect(messageText("please_ring", language, FILL).body).toContain(FILL.phone);
    const answer = messageText("text_received", language, FILL).body;
    expect(answer).toContain(FILL.phone);
    expect(answer).toContain(FILL.emergency);
    expect(MAIL_ENDING[language]).not.toMatch(HEALTH);
  });
});
