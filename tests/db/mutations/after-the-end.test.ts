import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { raiseAlerts } from "@/db/mutations/alerts";
import { recordCall } from "@/db/mutations/calls";
import { closeRecovery } from "@/db/mutations/closures";
import { snoozeFollowUps } from "@/db/mutations/snoozes";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listAlerts } from "@/db/queries/alerts";
import { findHandOver } from "@/db/queries/hand-over";
import { findPatientRecord } from "@/db/queries/patient-record";
import { searchPatients } from "@/db/queries/patients";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listWorklist } from "@/db/queries/worklist";
import { OUTCOME_CODES } from "@/lib/calls/outcomes";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { afterTheEnd } from "@/lib/follow-up/after-the-end";
import { EVERYBODY } from "@/lib/worklist/filters";
import {
  at,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  type Treated,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { ALL_CLEAR } from "@/tests/support/recovery-facts";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
const DAY = 24;

/** Somebody whose follow-up was closed an hour ago, after everything that makes work had been begun. */
async function closed(tx: Database): Promise<Treated> {
  const treated = await treat(tx, desk, { name: "Iris Moon", hoursAgo: 400 });
  const { patientId } = treated;
  const promise = { outcome: "reached_call_back_later", promisedAt: at(3) } as const;
  await call(tx, desk, callOf(patientId, promise), at(-5));
  await call(tx, desk, reachedCallOf(patientId, ALL_CLEAR), at(-4));
  const snooze = { patientIds: [patientId], until: at(20), reason: "Away" };
  await snoozeFollowUps(desk.aesthetician, { ...snooze, idempotencyKey: randomUUID() }, at(-3), tx);
  const closing = { ...treated, outcome: "healed", note: null } as const;
  const key = { idempotencyKey: randomUUID() };
  expect(await closeRecovery(desk.provider, { ...closing, ...key }, at(-1), tx)).toEqual({
    ok: true,
  });
  return treated;
}

describe("a follow-up that is over", () => {
  it("leaves nothing to do: on the list, the sheet, the hand-over, for a job or in an alert", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      for (const now of [NOW, at(2), at(21), at(3 * DAY), at(60 * DAY)]) {
        expect(await turnRecoveries(desk.job, now, tx)).toBe(0);
        expect(await raiseAlerts({ ...desk.job, job: "alert" }, now, tx)).toBe(0);
        const list = await listWorklist(desk.provider, EVERYBODY, now, tx);
        expect(list).toMatchObject({ lines: [], everybody: 0, late: 0, dueToday: 0 });
        const asked = { filters: EVERYBODY, clinic: CLINIC };
        expect(await listPrintSheet(desk.provider, asked, now, tx)).toEqual([]);
        const times = { since: at(-DAY), promisedUntil: at(90 * DAY), today: at(-10) };
        const handOver = await findHandOver(desk.provider, times, now, tx);
        expect(handOver).toMatchObject({ open: [], promised: [], newUrgent: new Set() });
        expect(await listAlerts(desk.provider, now, tx)).toEqual([]);
      }
      const { rows } = await tx.execute<{ cause: string }>(
        sql`select distinct cause from assessments a join recoveries r on r.assessment_id = a.id
          where r.patient_id = ${patientId}`,
      );
      expect(rows).toEqual([{ cause: "closing" }]);
    });
  });

  it.each(OUTCOME_CODES)("can still be called about: %s", async (outcome) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      const promisedAt = outcome === "reached_call_back_later" ? at(2) : null;
      const entry =
        outcome === "reached"
          ? reachedCallOf(patientId, ALL_CLEAR, { note: "Asked about sunscreen" })
          : callOf(patientId, { outcome, promisedAt, note: "Asked about sunscreen" });
      const done = await recordCall(desk.aesthetician, entry, NOW, tx);
      expect(done).toMatchObject({ ok: true, next: null });
      expect(afterTheEnd(outcome)).toMatch(/^(nothing|the answers decide)/);
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.calls[0]!.call).toMatchObject({
        outcome,
        note: "Asked about sunscreen",
        followUpId: null,
      });
      // Nothing that was told makes the follow-up begin again.
      expect(record.line).toBeNull();
    });
  });

  it("begins again with a sign, told on whatever way", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      await report(tx, desk, patientId, { redness: 2 }, NOW);
      const { lines } = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
      expect(lines).toMatchObject([{ patientId, group: "complication", snoozedUntil: null }]);
    });
  });

  it.each([
    ["the end of the number", "0101"],
    ["digits from its middle", "312555"],
    ["the name", "moon"],
  ])("is found when the patient rings back: by %s", async (_, text) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      for (const now of [NOW, at(400 * DAY)]) {
        const found = await searchPatients(desk.aesthetician, text, now, tx);
        expect(found).toMatchObject([{ patientId, name: "Iris Moon", group: null }]);
      }
    });
  });
});
