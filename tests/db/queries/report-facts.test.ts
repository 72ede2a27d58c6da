import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { listReportFacts } from "@/db/queries/report-facts";
import { storeReportData } from "@/db/report-data";
import { NotPermitted } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { type ReportData, readReportData } from "@/lib/reports/data-set";
import { withFileIds } from "@/scripts/report-ids";
import { asApp } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { EVERYTHING, factsOf, reportData } from "@/tests/support/report-data";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

const cases = join(import.meta.dirname, "../../cases/reports");

function golden(): ReportData {
  const read = readReportData(readFileSync(join(cases, "golden.json"), "utf8"));
  if (!read.ok) throw new Error(read.message);
  return read.data;
}

/** The report of a data set that was put into a database, by the ids of the set. */
async function storedReport(tx: Database, data: ReportData): Promise<unknown> {
  const { manager, fileIds } = await storeReportData(tx, data);
  const facts = await asApp(tx, () => listReportFacts(manager, data.period, data.now, tx));
  return withFileIds(buildReport(facts, { ...data.period, ...EVERYTHING }, data.now), fileIds);
}

describe("the worked data set, by the query that the pages use", () => {
  it("has every metric as it was counted by hand", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const report = await storedReport(tx, golden());
      const expected = JSON.parse(readFileSync(join(cases, "golden.expect.json"), "utf8"));
      expect(Object.keys(expected)).toHaveLength(38);
      expect(differences(report, expected)).toEqual([]);
    });
  });

  it("beside another clinic with rows of the very same ids", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const data = golden();
      const alone = await storedReport(tx, data);
      const other = { ...data, checkIns: [], assessments: [], calls: [] };
      await storeReportData(tx, other);
      expect(await storedReport(tx, other)).not.toEqual(alone);
      expect(await storedReport(tx, data)).toEqual(alone);
    });
  });

  it("is for who may see reports", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { manager } = await storeReportData(tx, golden());
      const nurse = { ...manager, role: "aesthetician" } as const;
      const { period, now } = golden();
      await expect(listReportFacts(nurse, period, now, tx)).rejects.toThrow(NotPermitted);
    });
  });
});

it("loads what any report is computed from, and no less", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(reportData, async (data) => {
      await rolledBack(scratch.owner, async (tx) => {
        const scope = { ...data.period, ...EVERYTHING };
        const report = buildReport(factsOf(data), scope, data.now);
        expect(await storedReport(tx, data)).toEqual(report);
      });
    }),
    { numRuns: 120 },
  );
});

/** Where two differ: counts, ids and words at all, fractions by more than 1e-9. */
function differences(one: unknown, other: unknown, path = ""): string[] {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 1e-9 ? [] : [`${path}: ${one} for ${other}`];
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [`${path}: ${String(one)} for ${String(other)}`];
  }
  if (Array.isArray(one) !== Array.isArray(other)) return [`${path}: a list for an object`];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) =>
    differences(Reflect.get(one, key), Reflect.get(other, key), `${path}.${key}`),
  );
}
