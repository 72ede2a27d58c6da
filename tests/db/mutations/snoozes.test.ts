import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { snoozeFollowUps, wakeFollowUp } from "@/db/mutations/snoozes";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listChosenFollowUps } from "@/db/queries/chosen-follow-ups";
import {
  at,
  auditOf,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  report,
  type Treated,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

function snooze(tx: Database, patientIds: string[], until: Date, now = NOW, key = randomUUID()) {
  const asked = { patientIds, until, reason: "Away until then", idempotencyKey: key };
  return snoozeFollowUps(desk.aesthetician, asked, now, tx);
}

async function lineOf(tx: Database, patientId: string) {
  const { rows } = await tx.execute<{
    promise_rank: number;
    snoozed_until: Date | null;
    turns_at: Date | null;
    list_group: string;
  }>(sql`select * from follow_ups where patient_id = ${patientId} and closed_at is null`);
  return rows[0]!;
}

async function planOf(tx: Database, patientId: string) {
  const { rows } = await tx.execute(
    sql`select next_action, due_at, attempts, reason_since from follow_ups
      where patient_id = ${patientId} and closed_at is null`,
  );
  return rows[0]!;
}

async function endsOf(tx: Database) {
  const { rows } = await tx.execute<{ ended_by: string | null }>(
    sql`select ended_by from snoozes where clinic_id = ${desk.clinicId} order by at, id`,
  );
  return rows.map((row) => row.ended_by);
}

/** Somebody of each level that can be snoozed, treated so that it stands at NOW. */
async function awaiting(tx: Database, name = "Silent"): Promise<Treated> {
  const treated = await treat(tx, desk, { name, hoursAgo: 60 });
  await turnRecoveries(desk.job, NOW, tx);
  return treated;
}

describe("a snooze", () => {
  it("puts the line last in its own group and gives it back at its time", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await awaiting(tx);
      expect(await snooze(tx, [patientId], at(48))).toEqual({ ok: true, snoozed: 1, refused: {} });
      const asleep = await lineOf(tx, patientId);
      expect(asleep).toMatchObject({ list_group: "awaiting", promise_rank: 2 });
      expect(new Date(asleep.turns_at!)).toEqual(at(48));

      expect(await turnRecoveries(desk.job, at(48, -1), tx)).toBe(0);
      expect(await turnRecoveries(desk.job, at(48), tx)).toBe(1);
      expect(await lineOf(tx, patientId)).toMatchObject({ promise_rank: 1, snoozed_until: null });
      expect(await endsOf(tx)).toEqual(["time"]);
    });
  });

  it("leaves what was planned, when it begins and when it ends", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 5 });
      await call(tx, desk, callOf(patientId));
      const planned = await planOf(tx, patientId);
      expect(planned).toMatchObject({ next_action: "Try again", attempts: 1 });
      await snooze(tx, [patientId], at(10), at(1));
      expect(await planOf(tx, patientId)).toEqual(planned);
      await turnRecoveries(desk.job, at(10), tx);
      expect(await lineOf(tx, patientId)).toMatchObject({ snoozed_until: null });
      expect(await planOf(tx, patientId)).toEqual(planned);
    });
  });

  it("keeps the limit of each level, on both sides", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const silent = await awaiting(tx);
      const sore = await treat(tx, desk, { name: "Sore", hoursAgo: 75 });
      await report(tx, desk, sore.patientId, { redness: 1 }, at(-1));
      const fine = await treat(tx, desk, { name: "Fine", hoursAgo: 5 });
      const limits = [
        [silent, "awaiting", 48],
        [sore, "complication", 4],
        [fine, "expected", 168],
      ] as const;
      for (const [{ patientId }, group, hours] of limits) {
        expect(await lineOf(tx, patientId)).toMatchObject({ list_group: group });
        expect(await snooze(tx, [patientId], at(hours, 1))).toEqual({
          ok: false,
          reason: "refused",
          snoozed: 0,
          refused: { too_long: 1 },
        });
        expect(await snooze(tx, [patientId], at(hours))).toMatchObject({ ok: true, snoozed: 1 });
      }
    });
  });

  it("of several counts who can't be, and why", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const silent = await awaiting(tx);
      const urgent = await treat(tx, desk, { name: "Urgent", hoursAgo: 30 });
      await report(tx, desk, urgent.patientId, { pus: "yes" }, at(-1));
      const promised = await awaiting(tx, "Promised");
      const promise = { outcome: "reached_call_back_later", promisedAt: at(-1) } as const;
      await call(tx, desk, callOf(promised.patientId, promise), at(-2));
      const everybody = [silent, urgent, promised].map(({ patientId }) => patientId);
      const key = randomUUID();
      const expected = {
        ok: true,
        snoozed: 1,
        refused: { too_grave: 1, promise_due: 1, not_found: 1 },
      };
      const ids = [...everybody, randomUUID()];
      expect(await snooze(tx, ids, at(3), NOW, key)).toEqual(expected);
      const audits = await auditOf(tx, silent.patientId);
      expect(audits.filter(({ action }) => action === "follow_up.snooze")).toHaveLength(1);
      expect(await lineOf(tx, urgent.patientId)).toMatchObject({ snoozed_until: null });
      // The same form again: nobody twice, the same answer.
      expect(await snooze(tx, ids, at(3), at(0, 5), key)).toEqual(expected);
      expect(await auditOf(tx, silent.patientId)).toEqual(audits);
    });
  });

  it("ends with something new, and with a call", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [reports, answers] = [await awaiting(tx, "Reports"), await awaiting(tx, "Answers")];
      await snooze(tx, [reports.patientId, answers.patientId], at(24));
      await report(tx, desk, reports.patientId, { swelling: 2 }, at(1));
      await call(tx, desk, callOf(answers.patientId), at(2));
      for (const { patientId } of [reports, answers]) {
        expect(await lineOf(tx, patientId)).toMatchObject({ snoozed_until: null });
      }
      expect(new Set(await endsOf(tx))).toEqual(new Set(["call", "new_fact"]));
    });
  });
});

describe("for ever", () => {
  it("nobody can be snoozed: a second one waits for a try or for something new", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await awaiting(tx);
      const again = (now: Date) =>
        snooze(tx, [patientId], new Date(now.getTime() + 3_600_000), now);
      await snooze(tx, [patientId], at(2));
      expect(await again(at(1))).toMatchObject({ ok: false, refused: { snoozed_now: 1 } });
      // Also without the job that writes down that its time has come.
      for (const now of [at(2), at(3), at(300)]) {
        expect(await again(now)).toMatchObject({ ok: false, refused: { snoozed_before: 1 } });
      }
      await call(tx, desk, callOf(patientId, { outcome: "not_dialled" }), at(301));
      expect(await again(at(302))).toMatchObject({ ok: false, refused: { snoozed_before: 1 } });
      await call(tx, desk, callOf(patientId), at(303));
      expect(await again(at(304))).toMatchObject({ ok: true });
      await turnRecoveries(desk.job, at(305), tx);
      expect(await again(at(306))).toMatchObject({ ok: false, refused: { snoozed_before: 1 } });
      await report(tx, desk, patientId, { redness: 0 }, at(307));
      expect(await again(at(308))).toMatchObject({ ok: true });
    });
  });

  it("nor by waking and snoozing in turns", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await awaiting(tx);
      await snooze(tx, [patientId], at(48));
      expect(await wakeFollowUp(desk.provider, { patientId }, at(1), tx)).toEqual({ ok: true });
      expect(await endsOf(tx)).toEqual(["person"]);
      expect(await lineOf(tx, patientId)).toMatchObject({ promise_rank: 1, snoozed_until: null });
      expect(await wakeFollowUp(desk.provider, { patientId }, at(1), tx)).toEqual({
        ok: false,
        reason: "not_snoozed",
      });
      expect(await snooze(tx, [patientId], at(3), at(2))).toMatchObject({
        ok: false,
        refused: { snoozed_before: 1 },
      });
    });
  });

  it("and silence that begins while somebody is snoozed wakes them", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 40 });
      expect(await snooze(tx, [patientId], at(100))).toMatchObject({ ok: true });
      await turnRecoveries(desk.job, at(9), tx);
      expect(await lineOf(tx, patientId)).toMatchObject({
        list_group: "awaiting",
        snoozed_until: null,
      });
      expect(await endsOf(tx)).toEqual(["new_fact"]);
      expect(await snooze(tx, [patientId], at(20), at(10))).toMatchObject({ ok: true });
    });
  });
});

describe("what is offered for chosen patients", () => {
  it("is until when each can be snoozed, or why not, as the mutation decides it", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const silent = await awaiting(tx);
      const urgent = await treat(tx, desk, { name: "Urgent", hoursAgo: 30 });
      await report(tx, desk, urgent.patientId, { pus: "yes" }, at(-1));
      const turning = await treat(tx, desk, { name: "Turning", hoursAgo: 40 });
      const ids = [silent, urgent, turning].map(({ patientId }) => patientId);
      const offered = async (now: Date) =>
        (await listChosenFollowUps(desk.manager, [...ids, randomUUID()], now, tx)).map((each) => [
          each.name,
          each.snooze,
        ]);
      expect(await offered(NOW)).toEqual([
        ["Silent", { ok: true, latest: at(48) }],
        ["Turning", { ok: true, latest: at(168) }],
        ["Urgent", { ok: false, reason: "too_grave" }],
      ]);
      await snooze(tx, [turning.patientId], at(20));
      // Its silence begins at 48 h after treatment: not written down yet, and counted already.
      expect((await offered(at(9)))[1]).toEqual(["Turning", { ok: true, latest: at(57) }]);
      expect(await snooze(tx, [turning.patientId], at(57), at(9))).toMatchObject({ ok: true });
      expect((await offered(at(10)))[1]).toEqual(["Turning", { ok: false, reason: "snoozed_now" }]);
    });
  });
});
