import { describe, expect, it } from "vitest";
import { reportedSigns } from "@/lib/check-in/last-answers";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";

const NOW = new Date("2026-11-24T16:00:00Z");
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

function reported(...checkIns: [number, Record<string, number | string | null>][]) {
  const given = checkIns.map(([hours, answers]) => ({ observedAt: ago(hours), answers }));
  return reportedSigns(given, DEFAULT_PROTOCOL.thresholds, NOW).map(
    ({ label, last }) => `${label}: ${last}`,
  );
}

describe("what was reported and isn't gone", () => {
  it("is each sign's newest answer, red flags first, when it was more than none", () => {
    expect(reported([5, { redness: 2, pus: "unsure" }], [9, { redness: 3, heat: 1 }])).toEqual([
      "Pus: not sure, 5 h ago",
      "Redness: 2 (like a sunburn), 5 h ago",
      "Heat: 1 (slightly warm), 9 h ago",
    ]);
  });

  it("leaves out what was none when it was last asked", () => {
    expect(reported([1, { redness: 0, pus: "no" }], [5, { redness: 3, pus: "yes" }])).toEqual([]);
  });

  it("takes any pain for pain, and a temperature only when it is a fever", () => {
    expect(reported([1, { pain: 1, temperatureC: 37.9 }])).toEqual(["Pain: 1 of 10, 1 h ago"]);
    expect(reported([1, { temperatureC: 38 }])).toEqual(["Temperature: 38 °C, 1 h ago"]);
  });
});
