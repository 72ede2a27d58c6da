import fc from "fast-check";
import { expect, it } from "vitest";
import { askAgain, parseExport, partOf } from "@/lib/reports/export-form";
import {
  allDefinitionLines,
  definitionLines,
  headLines,
  numberLines,
} from "@/lib/reports/export-lines";
import { listPath, listsOf } from "@/lib/reports/lists";
import type { MetricId } from "@/lib/reports/report";
import { GOLDEN } from "./golden-report";

it("reads which list is asked for, and why", () => {
  const sent = {
    metric: "by_lot",
    part: "A%2F1/flagged/num",
    reason: "owner_report",
    query: "from=2026-10-01&to=2026-10-31",
  };
  expect(parseExport(sent)).toEqual({
    list: { metric: "by_lot", part: ["A/1", "flagged", "num"] },
    reason: "owner_report",
    query: "from=2026-10-01&to=2026-10-31",
  });
});

it("asks again, where the form stands, when there is no reason of ours", () => {
  for (const reason of [undefined, "", "because", ["owner_report"]]) {
    const asked = parseExport({ metric: "by_lot", part: "A%2F1/num", reason, query: "compare=1" });
    expect(asked!.reason).toBeNull();
    expect(askAgain(asked!)).toBe(
      "/reports/lists/by_lot/A%2F1/num?compare=1&missing=reason#export",
    );
  }
  expect(askAgain(parseExport({})!)).toBe("/reports?missing=reason#export");
});

it("refuses what no form of ours sends", () => {
  expect(parseExport({ metric: "by_lot", reason: "owner_report" })).toBeNull();
  expect(parseExport({ metric: "by_lot", part: "%ZZ", reason: "owner_report" })).toBeNull();
  expect(parseExport({ metric: new File([], "x"), part: "num" })).toBeNull();
  expect(parseExport({ metric: "m".repeat(61), part: "num" })).toBeNull();
});

it("leads back into the desk, whatever was sent", () => {
  const text = fc.string({ maxLength: 60, unit: "binary" });
  fc.assert(
    fc.property(text, text, text, (metric, part, query) => {
      const asked = parseExport({ metric, part, query });
      if (asked === null) return;
      const back = new URL(askAgain(asked), "https://desk.example");
      expect(back.origin).toBe("https://desk.example");
      expect(askAgain(asked)).toMatch(/^\/reports[/?][\x21-\x7e]*$/);
    }),
  );
});

it("reads the segments of an address, and says when it can't", () => {
  expect(partOf(["A%2F1%20%25", "num"])).toEqual(["A/1 %", "num"]);
  expect(partOf(["%E0%A4%A"])).toBeNull();
});

it("writes every number with its list's length, and its share as the page shows it", () => {
  const [columns, ...lines] = numberLines(GOLDEN);
  expect(columns).toEqual([
    "Metric",
    "What",
    "Unit",
    "Count",
    "Out of",
    "Share",
    "Lower 95",
    "Upper 95",
  ]);
  expect(lines.every((line) => line.length === columns!.length)).toBe(true);
  const metrics = Object.keys(GOLDEN).filter((each) => each !== "period") as MetricId[];
  const lists = metrics.flatMap((metric) => listsOf(GOLDEN, metric));
  expect(lines.map((line) => line[3])).toEqual(lists.map(({ ids }) => ids.length));
  const never = lines.find(([title]) => title === "Never reached")!;
  const { n, N, rate, ci } = GOLDEN.never_reached;
  expect(never.slice(3)).toEqual([n, N, rate, ...ci!].map((each) => expect.closeTo(each!, 12)));
  const few = lines.find(([title]) => title === "Called in time, complication")!;
  expect(few.slice(3)).toEqual([6, 8, "", "", ""]);
});

it("carries the report's frame and each definition once", () => {
  const head = {
    clinic: "Lakeside Skin",
    zone: "America/New_York",
    period: "October 2026 (2026-10-01 to 2026-10-31)",
    limits: "",
    asOf: "2026-11-27T15:00:00.000Z",
  };
  expect(headLines("Numbers", head)).toContainEqual(["Only", "All treatments"]);
  expect(headLines("Numbers", head)).toContainEqual(["As of", "2026-11-27T15:00:00.000Z"]);
  expect(definitionLines("never_reached").map(([name]) => name)).toEqual([
    "Counted",
    "Time",
    "Left out",
  ]);
  const titles = allDefinitionLines(GOLDEN).map(([title]) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toContain("Time to first contact");
});

it("has an address for every list that fits an address", () => {
  const metrics = Object.keys(GOLDEN).filter((each) => each !== "period") as MetricId[];
  for (const { metric, part } of metrics.flatMap((each) => listsOf(GOLDEN, each))) {
    expect(listPath(metric, part)).toMatch(/^\/reports\/lists\/[\x21-\x7e]+$/);
  }
});
