import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { freezeMonths, restateMonth } from "@/db/mutations/report-months";
import { listReportFacts } from "@/db/queries/report-facts";
import { findReportMonth } from "@/db/queries/report-months";
import { storeReportData } from "@/db/report-data";
import { calls } from "@/db/schema/work";
import { type JobActor, NotPermitted, type StaffActor } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { readReportData } from "@/lib/reports/data-set";
import { figuresOf } from "@/lib/reports/figures";
import { asApp } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { EVERYTHING } from "@/tests/support/report-data";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

const file = join(import.meta.dirname, "../../cases/reports/golden.json");
const HOUR = 3_600_000;
/** October 2025 is final 720 hours after it ends in New York. */
const FINAL = new Date(Date.parse("2025-11-01T04:00:00Z") + 720 * HOUR);

type Kept = { manager: StaffActor; job: JobActor };

/** Works in a clinic with the worked data set, as the application's role. */
async function withClinic(work: (tx: Database, kept: Kept) => Promise<void>): Promise<void> {
  const read = readReportData(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(read.message);
  await rolledBack(scratch.owner, async (tx) => {
    const { manager } = await storeReportData(tx, read.data);
    const job = { kind: "job", clinicId: manager.clinicId, job: "freeze months" } as const;
    await asApp(tx, () => work(tx, { manager, job }));
  });
}

async function auditOf(tx: Database, { job }: Kept): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select action, actor_id, details from audit_events
    where clinic_id = ${job.clinicId} and action like 'report.%' order by seq`);
  return rows;
}

/** Somebody writes down a call of October long after. */
async function logLate(tx: Database, { job }: Kept, loggedAt: Date): Promise<void> {
  await inClinic(job, tx, async (inner) => {
    const { rows } = await inner.execute<{ patient_id: string; id: string }>(sql`
      select t.patient_id, s.id from treatments t, staff s
      where t.clinic_id = ${job.clinicId} and s.clinic_id = ${job.clinicId}
        and t.ended_at < ${FINAL.toISOString()} and s.name = 'ana'
        and not exists (select from calls c where c.patient_id = t.patient_id)
      order by t.id limit 1`);
    await inner.insert(calls).values({
      clinicId: job.clinicId,
      patientId: rows[0]!.patient_id,
      calledBy: rows[0]!.id,
      direction: "outbound",
      startedAt: new Date("2025-10-31T15:00:00Z"),
      loggedAt,
      outcome: "no_answer",
      nextAction: "",
      idempotencyKey: rows[0]!.patient_id,
    });
  });
}

describe("a month", () => {
  it("is frozen at the very instant at which it is final, once, with the figures of its report", async () => {
    await withClinic(async (tx, kept) => {
      expect(await freezeMonths(kept.job, new Date(FINAL.getTime() - 1), tx)).toBe(0);
      expect(await findReportMonth(kept.manager, "2025-10-01", tx)).toBeNull();
      expect(await freezeMonths(kept.job, FINAL, tx)).toBe(1);
      expect(await freezeMonths(kept.job, FINAL, tx)).toBe(0);
      const month = await findReportMonth(kept.manager, "2025-10-01", tx);
      const days = { from: "2025-10-01", to: "2025-11-01" };
      const facts = await listReportFacts(kept.manager, days, FINAL, tx);
      const report = buildReport(facts, { ...days, ...EVERYTHING }, FINAL);
      expect(month).toMatchObject({ frozenAt: FINAL, restatements: [] });
      expect(month!.figures).toEqual(figuresOf(report));
      expect(month!.figures["cascade.steps.treated.n"]).toBe(report.cascade.steps[0]!.n);
      expect(await findReportMonth(kept.manager, "2025-11-01", tx)).toBeNull();
      expect(await auditOf(tx, kept)).toEqual([
        { action: "report.freeze", actor_id: "freeze months", details: { month: "2025-10-01" } },
      ]);
    });
  });

  it("that comes out otherwise is restated with both figures, once, and stays as it was frozen", async () => {
    await withClinic(async (tx, kept) => {
      await freezeMonths(kept.job, FINAL, tx);
      const later = new Date(FINAL.getTime() + 48 * HOUR);
      expect(await restateMonth(kept.job, later, tx)).toBe(false);
      await logLate(tx, kept, later);
      expect(await restateMonth(kept.job, later, tx)).toBe(true);
      expect(await restateMonth(kept.job, later, tx)).toBe(false);
      const month = (await findReportMonth(kept.manager, "2025-10-01", tx))!;
      const { frozen, figures, restatements } = month;
      const made = "calls_made.n";
      expect(figures[made]).toBe(frozen[made]! + 1);
      expect(restatements).toHaveLength(1);
      const [{ at, before, after } = never()] = restatements;
      expect(at).toEqual(later);
      expect([before[made], after[made]]).toEqual([frozen[made], figures[made]]);
      for (const name of Object.keys(after)) expect(before[name], name).not.toBe(after[name]);
      expect(after).not.toHaveProperty("cascade.steps.treated.n");
      expect((await auditOf(tx, kept)).at(-1)).toMatchObject({
        action: "report.restate",
        details: { month: "2025-10-01", figures: Object.keys(after).length },
      });
    });
  });

  it("keeps no figure of one person's work, and no name of a patient", async () => {
    await withClinic(async (tx, kept) => {
      await freezeMonths(kept.job, FINAL, tx);
      const month = (await findReportMonth(kept.manager, "2025-10-01", tx))!;
      const names = Object.keys(month.frozen);
      expect(names.length).toBeGreaterThan(200);
      expect(names.filter((name) => /^work|[\da-f]{8}-/.test(name))).toEqual([]);
    });
  });

  it("can't be rewritten, and is for who may see reports", async () => {
    await withClinic(async (tx, kept) => {
      await freezeMonths(kept.job, FINAL, tx);
      const nurse = { ...kept.manager, role: "aesthetician" } as const;
      await expect(findReportMonth(nurse, "2025-10-01", tx)).rejects.toThrow(NotPermitted);
      const rewrite = tx.transaction((inner) =>
        inner.execute(sql`update report_months set figures = '{}'`),
      );
      await expect(rewrite).rejects.toMatchObject({ cause: { code: "42501" } });
    });
  });
});

it("two processes freeze and restate a month once", async () => {
  const read = readReportData(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(read.message);
  const { manager } = await storeReportData(scratch.owner, read.data);
  const kept: Kept = { manager, job: { kind: "job", clinicId: manager.clinicId, job: "freeze" } };
  const frozen = await Promise.all([1, 2, 3].map(() => freezeMonths(kept.job, FINAL, scratch.app)));
  expect(frozen.filter((count) => count === 1)).toHaveLength(1);
  const later = new Date(FINAL.getTime() + HOUR);
  await logLate(scratch.app, kept, later);
  const noted = await Promise.all([1, 2, 3].map(() => restateMonth(kept.job, later, scratch.app)));
  expect(noted.filter(Boolean)).toHaveLength(1);
});

function never(): never {
  throw new Error("It is there.");
}
