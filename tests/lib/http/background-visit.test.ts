import { describe, expect, it } from "vitest";
import { isRedraw } from "@/lib/http/background-visit";

const PAGE = ["__PAGE__", {}, null, null, 0];

function sent(tree: unknown): string {
  return encodeURIComponent(JSON.stringify(tree));
}

describe("a page that asks to be drawn anew", () => {
  it("marks the root of its tree", () => {
    expect(isRedraw(sent(["", { children: PAGE }, null, "refetch", 16]))).toBe(true);
  });

  it.each([
    ["a visit without scripts", undefined],
    ["a link to another page", sent(["", { children: PAGE }, null, null, 16])],
    [
      "a filter of the same page",
      sent(["", { children: ["__PAGE__", {}, null, "refetch", 0] }, null, null, 16]),
    ],
    ["the title of a page that is asked for", sent(["", {}, null, "metadata-only"])],
    ["two trees", "a, b"],
    ["no tree at all", sent({ 3: "refetch" })],
    ["what can't be decoded", "%E0%A4%A"],
    ["what can't be read", "%5B%22"],
  ])("isn't %s", (_, tree) => {
    expect(isRedraw(tree)).toBe(false);
  });

  it("isn't a header sent twice", () => {
    expect(isRedraw([sent(["", {}, null, "refetch"])])).toBe(false);
  });
});
