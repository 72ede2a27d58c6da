import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CallReached } from "@/components/call/call-reached";
import { CheckInFields } from "@/components/record/check-in-fields";
import { ADVICE } from "@/lib/calls/advice";
import { QUESTIONS } from "@/lib/check-in/questions";

const NOTHING = {
  asked: QUESTIONS.map(({ sign }) => sign),
  // What was answered last time stands beside a question, never in it.
  last: Object.fromEntries(QUESTIONS.map(({ sign }) => [sign, "2 · Like a sunburn, 8:12 AM"])),
  errors: {},
  emergencyText: "Tell them to call 911 now.",
};
const CALL = {
  advice: ADVICE,
  tellProvider: true,
  providers: [{ staffId: "00000000-0000-4000-8000-000000000001", name: "Dr. Pat Osei" }],
  form: { current: null },
  shortcuts: true,
};

/** Every field of a form that would be sent with something in it, untouched. */
function answeredIn(html: string): string[] {
  const fields = [...html.matchAll(/<(?:input|option)\b[^>]*>/g)].map(([tag]) => tag);
  return fields.filter((tag) => {
    if (/type="(radio|checkbox)"/.test(tag)) return /\schecked/.test(tag);
    if (tag.startsWith("<option")) return /\sselected/.test(tag) && !/value=""/.test(tag);
    return /\svalue="[^"]/.test(tag);
  });
}

describe("a form about somebody's skin", () => {
  const check = (values: Record<string, string[]>) =>
    renderToStaticMarkup(createElement(CheckInFields, { ...NOTHING, values }));
  const call = (values: Record<string, string[]>) =>
    renderToStaticMarkup(createElement(CallReached, { ...NOTHING, ...CALL, values }));

  it("asks every sign and starts with no answer", () => {
    for (const html of [check({}), call({})]) {
      for (const { sign } of QUESTIONS) expect(html).toContain(`name="${sign}"`);
      expect(answeredIn(html)).toEqual([]);
    }
  });

  it("keeps what somebody chose, and chooses nothing beside it", () => {
    for (const html of [check({ redness: ["2"] }), call({ redness: ["2"] })]) {
      const [only, ...others] = answeredIn(html);
      expect(only).toMatch(/name="redness".*value="2"|value="2".*name="redness"/);
      expect(others).toEqual([]);
    }
  });
});
