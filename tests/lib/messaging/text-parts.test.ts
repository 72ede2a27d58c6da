import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textParts } from "@/lib/messaging/text-parts";

describe("the parts of a text", () => {
  it.each([
    ["plain, alone", "a".repeat(160), 1],
    ["plain, joined", "a".repeat(161), 2],
    ["plain, two full ones", "a".repeat(306), 2],
    ["plain, three", "a".repeat(307), 3],
    ["with a sign that takes two", `${"a".repeat(158)}€`, 1],
    ["with a sign that takes two, over", `${"a".repeat(159)}€`, 2],
    ["accents that are plain", "éèùìòñüà¿¡".repeat(16), 1],
    ["an accent that isn't", `${"a".repeat(69)}á`, 1],
    ["an accent that isn't, over", `${"a".repeat(70)}á`, 2],
    ["others, two full ones", `${"a".repeat(133)}ó`, 2],
    ["others, three", `${"a".repeat(134)}ó`, 3],
    ["a picture takes two", `${"a".repeat(68)}🙂`, 1],
    ["a picture takes two, over", `${"a".repeat(69)}🙂`, 2],
  ])("%s", (_, body, parts) => {
    expect(textParts(body)).toBe(parts);
  });

  it("never shrinks as a text grows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, two) => {
        expect(textParts(one + two)).toBeGreaterThanOrEqual(textParts(one));
      }),
    );
  });
});
