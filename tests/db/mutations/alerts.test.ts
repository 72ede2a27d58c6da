import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { raiseAlerts, seeAlert } from "@/db/mutations/alerts";
import { setOnCall } from "@/db/mutations/on-call";
import { clearReasons } from "@/db/mutations/reviews";
import { listAlerts } from "@/db/queries/alerts";
import { listWorklist } from "@/db/queries/worklist";
import type { StaffActor } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { EVERYBODY } from "@/lib/worklist/filters";
import { rowOf } from "@/lib/worklist/line";
import {
  asApp,
  at,
  auditOf,
  call,
  callOf,
  contentOf,
  type Desk,
  openDesk,
  report,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

const minutes = (count: number) => at(0, count * 60_000);

/** Somebody who reported pus at NOW: urgent, and untouched from then on. */
async function urgent(tx: Database, whose = desk, answers = { pus: "yes" as const }) {
  const treated = await treat(tx, whose, { hoursAgo: 30 });
  await report(tx, whose, treated.patientId, answers);
  return treated;
}

function raise(tx: Database, after: number, whose = desk) {
  return raiseAlerts({ ...whose.job, job: "raise alerts" }, minutes(after), tx);
}

function shown(tx: Database, actor: StaffActor, after: number) {
  return listAlerts(actor, minutes(after), tx);
}

async function putOnCall(tx: Database, staffId: string | null, after = 0) {
  const choice = { staffId, untilAt: null, seenShiftId: null };
  const done = await setOnCall(desk.manager, choice, minutes(after), tx);
  expect(done).toEqual({ ok: true });
}

describe("an urgent case that nobody touches", () => {
  it("is alerted of once its limit has passed, once, and audited once", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { patientId } = await urgent(tx);
      expect(await raise(tx, 59)).toBe(0);
      expect(await raise(tx, 60)).toBe(1);
      expect(await raise(tx, 60)).toBe(0);
      expect(await raise(tx, 600)).toBe(0);
      const raised = (await auditOf(tx, patientId)).filter(({ action }) => /alert/.test(action));
      expect(raised).toMatchObject([{ action: "alert.raise", actorId: "raise alerts" }]);
      expect(await shown(tx, desk.provider, 65)).toMatchObject([
        { patientId, level: "urgent", untouchedSince: at(0), youAreOnCall: false },
      ]);
    });
  });

  it("is alerted of after 5 minutes when it is an emergency", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const treated = await treat(tx, desk, { hoursAgo: 30 });
      await report(tx, desk, treated.patientId, { breathing: "yes" });
      expect(await raise(tx, 4)).toBe(0);
      expect(await raise(tx, 5)).toBe(1);
    });
  });

  it.each([
    [
      "called, though nobody answered",
      async (tx: Database, { patientId }: { patientId: string }) => {
        await call(tx, desk, callOf(patientId), minutes(50));
      },
    ],
    [
      "reviewed",
      async (tx: Database, ids: { patientId: string; recoveryId: string }) => {
        const review = {
          ...ids,
          clears: ["PUS" as const],
          note: "Seen",
          idempotencyKey: randomUUID(),
        };
        await clearReasons(desk.provider, review, minutes(50), tx);
      },
    ],
  ])("isn't once it was %s", async (_, touch) => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await urgent(tx);
      await touch(tx, ids);
      expect(await raise(tx, 300)).toBe(0);
      expect(await shown(tx, desk.provider, 300)).toEqual([]);
    });
  });

  it("stays alerted of by one process when two make their rounds together", async () => {
    const { patientId } = await urgent(scratch.app);
    const rounds = await Promise.all([raise(scratch.app, 60), raise(scratch.app, 60)]);
    expect(Math.min(...rounds) + 10 * Math.max(...rounds)).toBe(10);
    await call(scratch.app, desk, callOf(patientId), minutes(70));
  });

  it("puts the alert away when somebody calls at last", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await urgent(tx);
      await raise(tx, 60);
      expect((await shown(tx, desk.provider, 61)).length).toBe(1);
      await call(tx, desk, callOf(patientId), minutes(62));
      expect(await shown(tx, desk.provider, 63)).toEqual([]);
    });
  });
});

describe("whoever is on call", () => {
  it("is shown the alert, and nobody else", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await putOnCall(tx, desk.aesthetician.staffId);
      await urgent(tx);
      await raise(tx, 60);
      expect(await shown(tx, desk.aesthetician, 61)).toMatchObject([{ youAreOnCall: true }]);
      for (const other of [desk.provider, desk.manager, elsewhere.provider]) {
        expect(await shown(tx, other, 61)).toEqual([]);
      }
    });
  });

  it("takes over alerts that nobody has seen from the person before", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await putOnCall(tx, desk.aesthetician.staffId);
      await urgent(tx);
      await raise(tx, 60);
      const standing = await tx.execute<{ id: string }>(
        sql`select id from on_call_shifts where clinic_id = ${desk.clinicId}`,
      );
      const choice = {
        staffId: desk.provider.staffId,
        untilAt: minutes(90),
        seenShiftId: standing.rows[0]?.id ?? null,
      };
      expect(await setOnCall(desk.manager, choice, minutes(70), tx)).toEqual({ ok: true });
      expect(await shown(tx, desk.aesthetician, 71)).toEqual([]);
      expect((await shown(tx, desk.provider, 71)).length).toBe(1);
    });
  });

  it("takes note of it: the case stays, its timer goes on, and no alert comes back without news", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { patientId } = await urgent(tx);
      await raise(tx, 60);
      const { alertId } = (await shown(tx, desk.provider, 61))[0]!;
      const see = (after: number) => seeAlert(desk.provider, { alertId }, minutes(after), tx);
      expect(await see(62)).toEqual({ ok: true });
      expect(await see(63)).toEqual({ ok: true });
      const audit = await auditOf(tx, patientId);
      expect(audit.filter(({ action }) => action === "alert.see")).toMatchObject([
        { actorId: desk.provider.staffId, subjectId: alertId },
      ]);
      expect(await raise(tx, 900)).toBe(0);
      expect(await shown(tx, desk.provider, 900)).toEqual([]);
      const list = await listWorklist(desk.provider, EVERYBODY, minutes(125), tx);
      const clinic = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
      const line = list.lines.find((each) => each.patientId === patientId)!;
      expect(rowOf(line, minutes(125), clinic)).toMatchObject({
        group: "urgent",
        untouched: { words: "untouched 2 h 5 min" },
      });

      // Something new is another matter.
      await report(tx, desk, patientId, { pus: "yes", breathing: "yes" }, minutes(130));
      expect(await raise(tx, 130)).toBe(1);
      expect(await raise(tx, 131)).toBe(0);
      expect(await shown(tx, desk.provider, 131)).toMatchObject([
        { alertId, level: "emergency", untouchedSince: at(0) },
      ]);
    });
  });
});

describe("taking note of an alert", () => {
  it("is for whoever is shown it: for all others, and elsewhere, it isn't there", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await putOnCall(tx, desk.aesthetician.staffId);
      await urgent(tx);
      await raise(tx, 60);
      const { alertId } = (await shown(tx, desk.aesthetician, 61))[0]!;
      const before = await contentOf(tx);
      for (const actor of [desk.provider, desk.admin, elsewhere.provider]) {
        const done = await asApp(tx, () => seeAlert(actor, { alertId }, minutes(62), tx));
        expect(done).toEqual({ ok: false, reason: "not_found" });
      }
      const unknown = { alertId: randomUUID() };
      expect(await seeAlert(desk.aesthetician, unknown, minutes(62), tx)).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});
