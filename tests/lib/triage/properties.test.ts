import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "@/lib/triage/assess";
import { compareLevels, worstLevel } from "@/lib/triage/protocol";
import { oracle } from "@/tests/support/protocol-oracle";
import { anyFacts, anyNow } from "@/tests/support/recovery-facts";

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) };

describe("any recovery", () => {
  it("is judged as a second, slower reading of the protocol judges it", () => {
    fc.assert(
      fc.property(anyFacts, anyNow, (facts, now) => {
        const { level, reasons } = assess(facts, now);
        expect({ level, reasons: reasons.map(({ code }) => code).toSorted() }).toEqual(
          oracle(facts, now),
        );
      }),
      RUNS,
    );
  });
});
