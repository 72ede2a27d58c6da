import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { undoCall } from "@/db/mutations/call-undo";
import { closeRecovery } from "@/db/mutations/closures";
import { listReportFacts } from "@/db/queries/report-facts";
import { storeReportData } from "@/db/report-data";
import { NotPermitted } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { type ReportData, readReportData } from "@/lib/reports/data-set";
import type { Report } from "@/lib/reports/report";
import { withFileIds } from "@/scripts/report-ids";
import {
  asApp,
  at,
  call,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  treat,
} from "@/tests/support/care";
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
      const computed = await storedReport(tx, golden());
      const expected = JSON.parse(readFileSync(join(cases, "golden.expect.json"), "utf8"));
      expect(Object.keys(expected)).toHaveLength(38);
      expect(differences(computed, expected)).toEqual([]);
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
        const expected = buildReport(factsOf(data), scope, data.now);
        expect(await storedReport(tx, data)).toEqual(expected);
      });
    }),
    { numRuns: 120 },
  );
});

describe("what was taken back", () => {
  it("counts for nothing: a call, its answers, and what they had opened again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const desk = await openDesk(scratch.owner);
      const treated = await treat(tx, desk, { hoursAgo: 340 });
      const { patientId, recoveryId } = treated;
      const closing = { patientId, recoveryId, note: null, idempotencyKey: randomUUID() };
      const healed = { ...closing, outcome: "healed" } as const;
      expect(await closeRecovery(desk.provider, healed, at(-3), tx)).toEqual({ ok: true });
      const callId = await call(tx, desk, reachedCallOf(patientId, { tightness: 1 }), NOW);
      expect(await seen(tx, desk, NOW)).toEqual({
        open: [recoveryId],
        reopened: [recoveryId],
        unknown: [],
        calls: [callId],
      });
      const later = at(0.1);
      expect(await undoCall(desk.aesthetician, { callId }, later, tx)).toMatchObject({ ok: true });
      expect(await seen(tx, desk, later)).toEqual({
        open: [],
        reopened: [],
        unknown: [recoveryId],
        calls: [],
      });
      // Seen from before it was taken back, it was there.
      expect(await seen(tx, desk, at(0.05))).toMatchObject({ reopened: [recoveryId] });
    });
  });

  it("a flag that a failed rule hid for a while isn't raised again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const desk = await openDesk(scratch.owner);
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 20 });
      await report(tx, desk, patientId, { pus: "yes" }, at(-5));
      const copy = (level: string | null, hours: number) =>
        inClinic(desk, tx, (inner) =>
          inner.execute(sql`
            insert into assessments (clinic_id, id, recovery_id, at, cause, level, reasons, normal, trends,
              protocol_version_id, thresholds)
            select clinic_id, ${randomUUID()}, recovery_id, ${at(hours).toISOString()}, cause, ${level},
              reasons, normal, trends, protocol_version_id, thresholds
            from assessments where recovery_id = ${recoveryId} and level = 'urgent' limit 1`),
        );
      await copy(null, -4);
      await copy("urgent", -3);
      const { weekly_flags: weeks } = await monthOf(tx, desk, NOW);
      expect(Object.values(weeks).map((levels) => levels.urgent.length)).toEqual([1]);
    });
  });
});

const NOVEMBER = { from: "2026-11-01", to: "2026-12-01" };

async function monthOf(tx: Database, desk: Desk, now: Date): Promise<Report> {
  const facts = await listReportFacts(desk.manager, NOVEMBER, now, tx);
  return buildReport(facts, { ...NOVEMBER, ...EVERYTHING }, now);
}

async function seen(tx: Database, desk: Desk, now: Date) {
  const month = await monthOf(tx, desk, now);
  return {
    open: month.resolution.open,
    reopened: month.resolution.reopened,
    unknown: month.unknown_outcome.num,
    calls: month.calls_made.ids,
  };
}

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
