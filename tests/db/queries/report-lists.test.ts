import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { listReportFacts } from "@/db/queries/report-facts";
import { listReportRows } from "@/db/queries/report-lists";
import { type StoredReportData, storeReportData } from "@/db/report-data";
import { NotPermitted, type StaffActor } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { readReportData } from "@/lib/reports/data-set";
import { findList, listsOf, type ReportList } from "@/lib/reports/lists";
import type { MetricId, Report } from "@/lib/reports/report";
import { asApp } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { EVERYTHING } from "@/tests/support/report-data";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

const file = join(import.meta.dirname, "../../cases/reports/golden.json");
type Shown = StoredReportData & { report: Report; now: Date };

/** Works on the report of the worked data set, as the application's role. */
async function withReport(work: (tx: Database, shown: Shown) => Promise<void>): Promise<void> {
  const read = readReportData(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(read.message);
  const { data } = read;
  await rolledBack(scratch.owner, async (tx) => {
    const stored = await storeReportData(tx, data);
    await asApp(tx, async () => {
      const facts = await listReportFacts(stored.manager, data.period, data.now, tx);
      const report = buildReport(facts, { ...data.period, ...EVERYTHING }, data.now);
      await work(tx, { ...stored, report, now: data.now });
    });
  });
}

function everyList(report: Report): ReportList[] {
  return Object.keys(report).flatMap((metric) => [...listsOf(report, metric as MetricId)]);
}

describe("the list behind a number", () => {
  it("has a line for each id that was counted, and no other", async () => {
    await withReport(async (tx, { report, manager, now }) => {
      const lists = everyList(report);
      expect(lists.length).toBeGreaterThan(300);
      const known = new Map<string, Set<string>>();
      for (const [unit, same] of Map.groupBy(lists, (list) => list.unit)) {
        const ids = [...new Set(same.flatMap((list) => list.ids))];
        const rows = await listReportRows(manager, { ...same[0]!, ids }, now, tx);
        known.set(unit, new Set(rows.map(({ id }) => id)));
        expect(rows.map(({ id }) => id).toSorted(), unit).toEqual(ids.toSorted());
      }
      for (const { unit, ids, metric, part } of lists) {
        const lines = ids.filter((id) => known.get(unit)!.has(id));
        expect(lines.length, [metric, ...part].join(" ")).toBe(ids.length);
      }
    });
  });

  it("tells whom, what and when", async () => {
    await withReport(async (tx, { report, manager, fileIds, now }) => {
      const lineOf = async (metric: string, part: string[], id: string) => {
        const list = findList(report, metric, part)!;
        const rows = await listReportRows(manager, list, now, tx);
        return rows.find((row) => fileIds.get(row.id) === id);
      };
      expect(await lineOf("flag_rate", ["level", "urgent"], "T-two-face")).toMatchObject({
        patient: { name: "P-two" },
        treatment: { area: "face", device: "pen-a", depthMm: 1, rf: false, site: "site-1" },
        call: null,
      });
      expect(await lineOf("calls_made", ["outcome", "no_answer"], "C-ch-in")).toMatchObject({
        patient: { name: "P-ch-in" },
        by: "ana",
        call: { direction: "outbound", outcome: "no_answer" },
        treatment: null,
      });
      expect(await lineOf("within_limit_urgent", ["attempt", "num"], "A-two-face")).toMatchObject({
        patient: { name: "P-two" },
        level: "urgent",
        treatment: { area: "face" },
      });
      expect(await lineOf("messages", ["stop", "events"], "S-shared")).toMatchObject({
        patient: null,
        message: { kind: "stop", value: "+1999004", status: null },
      });
      expect(await lineOf("messages", ["automatic", "delivered"], "M-retry")).toMatchObject({
        message: { kind: "automatic", status: "delivered" },
      });
      expect(await lineOf("reached_patients", ["num"], "P-two")).toMatchObject({
        patient: { name: "P-two" },
      });
    });
  });

  it("is a look that is audited, with codes only, and drawn anew it is none", async () => {
    await withReport(async (tx, { report, manager, now }) => {
      const looks = async () => {
        const { rows } = await tx.execute(sql`
          select details from audit_events
          where clinic_id = ${manager.clinicId} and action = 'report.view' order by seq`);
        return rows;
      };
      const list = findList(report, "by_device", ["pen-a", "flagged", "num"])!;
      const named = { ...list, part: ["Ana's own pen", "flagged", "num"] };
      await listReportRows(manager, named, now, tx);
      const background: StaffActor = { ...manager, background: true };
      await listReportRows(background, named, now, tx);
      expect(await looks()).toEqual([
        { details: { metric: "by_device", place: ["flagged", "num"], lines: list.ids.length } },
      ]);
    });
  });

  it("is refused when it names something of another clinic, and to who may not see reports", async () => {
    await withReport(async (tx, { report, manager, now }) => {
      const list = findList(report, "flag_rate", ["den"])!;
      const elsewhere = { ...manager, clinicId: manager.staffId };
      await expect(listReportRows(elsewhere, list, now, tx)).rejects.toThrow(/lost lines/);
      const nurse = { ...manager, role: "aesthetician" } as const;
      await expect(listReportRows(nurse, list, now, tx)).rejects.toThrow(NotPermitted);
    });
  });
});
