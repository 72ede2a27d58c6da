import { and, eq, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { undoCall } from "@/db/mutations/call-undo";
import { claimFollowUp } from "@/db/mutations/claims";
import { clearReasons } from "@/db/mutations/reviews";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { findPatientRecord } from "@/db/queries/patient-record";
import { listWorklist } from "@/db/queries/worklist";
import { followUps, snoozes } from "@/db/schema/work";
import { countAttempts } from "@/lib/calls/attempts";
import { planOf } from "@/lib/follow-up/line-plan";
import { EVERYBODY } from "@/lib/worklist/filters";
import {
  at,
  auditOf,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const MINUTE = 60_000;
let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

/** What is planned for the patient, and at which level. */
async function planned(tx: Database, patientId: string) {
  const [line] = await tx
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, desk.clinicId),
        eq(followUps.patientId, patientId),
        isNull(followUps.closedAt),
      ),
    );
  return line ? { ...planOf(line), level: line.level, alertAt: line.alertAt } : null;
}

/** Somebody who has been silent for so long that the desk has written it down. */
async function silent(tx: Database) {
  const treated = await treat(tx, desk, { hoursAgo: 60 });
  await turnRecoveries(desk.job, at(-5), tx);
  return treated;
}

const undo = (tx: Database, callId: string, now = at(0, MINUTE)) =>
  undoCall(desk.aesthetician, { callId }, now, tx);

describe("taking one's own call back", () => {
  it("is possible for ten minutes, and not an instant longer", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      const after = await planned(tx, patientId);
      expect(await undo(tx, callId, at(0, 10 * MINUTE))).toEqual({ ok: false, reason: "too_late" });
      expect(await planned(tx, patientId)).toEqual(after);
      expect(await undo(tx, callId, at(0, 10 * MINUTE - 1))).toMatchObject({ ok: true, patientId });
    });
  });

  it("isn't possible with somebody else's, and twice is once", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      expect(await undoCall(desk.provider, { callId }, NOW, tx)).toEqual({
        ok: false,
        reason: "not_yours",
      });
      const first = await undo(tx, callId);
      const audited = await auditOf(tx, patientId);
      expect(audited.at(-1)).toMatchObject({ action: "call.undo", subjectId: callId });
      expect(await undo(tx, callId, at(0, 2 * MINUTE))).toEqual(first);
      // A lost answer may arrive much later.
      expect(await undo(tx, callId, at(5))).toEqual(first);
      expect(await auditOf(tx, patientId)).toEqual(audited);
    });
  });

  it("keeps the row, which counts for nothing: not as contact, attempt or done", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      expect(await listWorklist(desk.admin, EVERYBODY, NOW, tx)).toMatchObject({ done: 1 });
      await undo(tx, callId);
      const list = await listWorklist(desk.admin, EVERYBODY, at(0, MINUTE), tx);
      expect(list).toMatchObject({ done: 0 });
      expect(list.lines[0]).toMatchObject({ lastCallId: null, lastCallAt: null, attempts: 0 });
      const record = (await findPatientRecord(desk.provider, patientId, at(0, MINUTE), tx))!;
      expect(record.calls[0]!.call).toMatchObject({ id: callId, undoneAt: at(0, MINUTE) });
      expect(countAttempts(record.calls.map((each) => each.call))).toBe(0);
    });
  });
});

describe("the plan after an undo", () => {
  it.each(["no_answer", "refused", "wrong_number", "reached_call_back_later"] as const)(
    "is what it was before %s",
    async (outcome) => {
      await rolledBack(scratch.app, async (tx) => {
        const { patientId, phoneIds } = await silent(tx);
        await call(tx, desk, callOf(patientId), at(-3));
        const before = await planned(tx, patientId);
        const entry = callOf(patientId, { outcome, contactPointId: phoneIds[0]! });
        entry.promisedAt = outcome === "reached_call_back_later" ? at(4) : null;
        const callId = await call(tx, desk, entry);
        expect(await planned(tx, patientId)).not.toEqual(before);
        await undo(tx, callId);
        expect(await planned(tx, patientId)).toEqual(before);
      });
    },
  );

  it("lets an urgent case wait for a human touch as before", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await report(tx, desk, patientId, { pus: "yes" }, at(0, -30 * MINUTE));
      const before = await planned(tx, patientId);
      expect(before).toMatchObject({ untouchedSince: at(0, -30 * MINUTE), alertAt: at(0.5) });
      const callId = await call(tx, desk, callOf(patientId));
      expect(await planned(tx, patientId)).toMatchObject({ untouchedSince: null, alertAt: null });
      await undo(tx, callId);
      expect(await planned(tx, patientId)).toEqual(before);
    });
  });

  it("is snoozed again, if the call had ended a snooze", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const [{ id: followUpId }] = (await tx
        .update(followUps)
        .set({ snoozedUntil: at(5) })
        .where(and(eq(followUps.clinicId, desk.clinicId), eq(followUps.patientId, patientId)))
        .returning({ id: followUps.id })) as [{ id: string }];
      await tx.insert(snoozes).values({
        clinicId: desk.clinicId,
        followUpId,
        snoozedBy: desk.aesthetician.staffId,
        at: at(-1),
        until: at(5),
        reason: "Asleep",
        idempotencyKey: followUpId,
      });
      const callId = await call(tx, desk, callOf(patientId));
      expect(await planned(tx, patientId)).toMatchObject({ snoozedUntil: null });
      await undo(tx, callId);
      expect(await planned(tx, patientId)).toMatchObject({ snoozedUntil: at(5) });
      const ended = await tx
        .select({ endedAt: snoozes.endedAt, endedBy: snoozes.endedBy })
        .from(snoozes)
        .where(eq(snoozes.clinicId, desk.clinicId));
      expect(ended).toEqual([{ endedAt: null, endedBy: null }]);
    });
  });

  it("stands where something newer has planned, without the contact", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      await report(tx, desk, patientId, { pus: "yes" }, at(0, MINUTE));
      const newer = await planned(tx, patientId);
      await undo(tx, callId, at(0, 2 * MINUTE));
      expect(await planned(tx, patientId)).toEqual({ ...newer, lastCallId: null, calledAt: null });
    });
  });

  it("stands where somebody called later, with one attempt less", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const before = await planned(tx, patientId);
      const first = await call(tx, desk, callOf(patientId));
      const second = await call(tx, desk, callOf(patientId), at(0, MINUTE));
      const later = await planned(tx, patientId);
      expect(later).toMatchObject({ attempts: 2, lastCallId: second });
      await undo(tx, first, at(0, 2 * MINUTE));
      expect(await planned(tx, patientId)).toEqual({ ...later, attempts: 1 });
      // And once the later one goes too, nothing of either is left.
      await undo(tx, second, at(0, 3 * MINUTE));
      expect(await planned(tx, patientId)).toEqual(before);
    });
  });
});

describe("what a call that is taken back had done besides", () => {
  it("a number that it struck can be dialled again, unless another call says the same", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await silent(tx);
      const entry = { outcome: "not_in_service", contactPointId: phoneIds[0]! } as const;
      const usable = async () => {
        const record = await findPatientRecord(desk.provider, patientId, NOW, tx);
        return record!.contactPoints[0]!.usable;
      };
      const first = await call(tx, desk, callOf(patientId, entry));
      const second = await call(tx, desk, callOf(patientId, entry), at(0, 1));
      await undo(tx, first);
      expect(await usable()).toBe(false);
      await undo(tx, second);
      expect(await usable()).toBe(true);
      const list = await listWorklist(
        desk.admin,
        { ...EVERYBODY, group: "data_problem" },
        at(0, MINUTE),
        tx,
      );
      expect(list.lines).toEqual([]);
    });
  });

  it("its report is withdrawn and judged no more", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const before = await planned(tx, patientId);
      expect(before).toMatchObject({ level: "awaiting" });
      const callId = await call(tx, desk, reachedCallOf(patientId, { redness: 1, heat: 0 }));
      expect(await planned(tx, patientId)).toMatchObject({ level: "watch" });
      expect(await undo(tx, callId)).toMatchObject({ ok: true, reportStays: false });
      expect(await planned(tx, patientId)).toEqual(before);
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.checkIns[0]!.checkIn.withdrawnAt).toEqual(at(0, MINUTE));
    });
  });

  it("a report at complication or worse stays, as one that nobody has answered", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      const callId = await call(tx, desk, reachedCallOf(patientId, { pus: "yes" }));
      expect(await undo(tx, callId)).toMatchObject({ ok: true, reportStays: true });
      expect(await planned(tx, patientId)).toMatchObject({
        level: "urgent",
        nextAction: "Call now, licensed staff",
        attempts: 0,
        lastCallId: null,
        untouchedSince: at(0, MINUTE),
      });
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.checkIns[0]!.checkIn.withdrawnAt).toBeNull();
      expect(await undo(tx, callId, at(0, 2 * MINUTE))).toMatchObject({ reportStays: true });
    });
  });

  it("a report that a licensed person has cleared goes with its call", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 30 });
      const callId = await call(tx, desk, reachedCallOf(patientId, { pus: "yes" }));
      const review = { patientId, recoveryId, clears: ["PUS" as const], note: "Serum" };
      const key = { idempotencyKey: recoveryId };
      await clearReasons(desk.provider, { ...review, ...key }, at(0, MINUTE), tx);
      expect(await undo(tx, callId, at(0, 2 * MINUTE))).toMatchObject({ reportStays: false });
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.checkIns[0]!.checkIn.withdrawnAt).toEqual(at(0, 2 * MINUTE));
      expect(await planned(tx, patientId)).toMatchObject({ level: "expected" });
    });
  });

  it("a recovery that only its report had opened again is closed again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      await tx.execute(sql`insert into closures (clinic_id, id, recovery_id, at, closed_by, outcome, idempotency_key)
        values (${desk.clinicId}, ${recoveryId}, ${recoveryId}, ${at(-1).toISOString()},
          ${desk.provider.staffId}, 'healed', ${recoveryId})`);
      await report(tx, desk, patientId, { redness: 0 }, at(-0.5));
      expect(await planned(tx, patientId)).toBeNull();
      const callId = await call(tx, desk, reachedCallOf(patientId, { tightness: 3 }));
      expect(await planned(tx, patientId)).toMatchObject({ level: "watch", lastCallId: callId });
      expect(await undo(tx, callId)).toMatchObject({ ok: true, reportStays: false });
      expect(await planned(tx, patientId)).toBeNull();
    });
  });

  it("the claim that it ended stays ended", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      await claimFollowUp(desk.aesthetician, { patientId, takeOver: false }, at(0, -1), tx);
      await undo(tx, await call(tx, desk, callOf(patientId)));
      expect((await findPatientRecord(desk.provider, patientId, NOW, tx))!.claim).toBeNull();
    });
  });
});
