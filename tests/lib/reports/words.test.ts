import { expect, it } from "vitest";
import {
  countOf,
  durationWords,
  hourOfDay,
  hourWords,
  listed,
  orderedValues,
  percent,
  rateWords,
  valueWords,
} from "@/lib/reports/words";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it.each([
  [0, "0 %"],
  [0.0004, "<0.1 %"],
  [0.0625, "6.3 %"],
  [0.0994, "9.9 %"],
  [0.0996, "10 %"],
  [0.744, "74 %"],
  [0.994, "99 %"],
  [0.9962, "99.6 %"],
  [0.99991, ">99.9 %"],
  [1, "100 %"],
  [0.9999999999999999, "100 %"],
])("rounds %d without saying all or none of what isn't", (share, words) => {
  expect(plain(percent(share))).toBe(words);
});

it("puts the interval beside the rate, and says why there is none", () => {
  expect(plain(rateWords({ N: 61, rate: 0.344, ci: [0.237, 0.4695] }))).toBe(
    "34 % (95 % interval 24 to 47 %)",
  );
  expect(rateWords({ N: 9, rate: null, ci: null })).toBe(
    "Too few for a percentage (fewer than 10)",
  );
  expect(rateWords({ N: 0, rate: null, ci: null })).toBe("Nobody to count");
});

it.each([
  [0, "at once"],
  [40, "40 s"],
  [300, "5 min"],
  [3600, "1 h"],
  [3900, "1 h 5 min"],
  [3599, "1 h"],
  [172_800, "2 days"],
  [273_600, "3 days 4 h"],
])("says %i seconds", (seconds, words) => {
  expect(plain(durationWords(seconds))).toBe(words);
});

it("tells recovery in hours", () => {
  expect([4.5, 48, 100, 181.8].map((hours) => plain(hourWords(hours * 3600)))).toEqual([
    "4.5 h",
    "48 h",
    "100 h",
    "182 h",
  ]);
});

it("reads hours, counts and enumerations as people say them", () => {
  expect([0, 9, 12, 23].map((hour) => plain(hourOfDay(hour)))).toEqual([
    "12 AM",
    "9 AM",
    "12 PM",
    "11 PM",
  ]);
  expect([countOf(1, "recovery"), countOf(1204, "call")]).toEqual(["1 recovery", "1,204 calls"]);
  expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
});

it("orders depths as they grow and names by name, with the unknown last", () => {
  expect(orderedValues("depth", ["(none)", "2.0+", "<0.5", "1.0-<1.5"])).toEqual([
    "<0.5",
    "1.0-<1.5",
    "2.0+",
    "(none)",
  ]);
  expect(orderedValues("device", ["(none)", "b", "a"])).toEqual(["a", "b", "(none)"]);
  expect(valueWords("device", "2.0+")).toBe("2.0+");
  expect(valueWords("depth", "2.0+")).toBe("2.0 mm and more");
  expect(valueWords("lot", "(none)")).toBe("Not recorded");
});
