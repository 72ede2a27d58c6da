import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { closeRecovery } from "@/db/mutations/closures";
import { setOnCall } from "@/db/mutations/on-call";
import { clearReasons } from "@/db/mutations/reviews";
import { findHandOver } from "@/db/queries/hand-over";
import { escalations } from "@/db/schema/work";
import { type Actor, NotPermitted } from "@/lib/actor";
import {
  at,
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
import { ALL_CLEAR } from "@/tests/support/recovery-facts";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

/** The clinic's day begins at 6 AM UTC; tomorrow it is open, and ends 38 h from NOW. */
const TIMES = { since: at(-4), promisedUntil: at(38), today: at(-10) };

function read(tx: Database, actor: Actor = desk.manager, more: Partial<typeof TIMES> = {}) {
  return findHandOver(actor, { ...TIMES, ...more }, NOW, tx);
}

it("holds what is urgent and worse, complications too, and marks what is new", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const person = async (name: string, answers: Parameters<typeof report>[3], hours: number) => {
      const { patientId } = await treat(tx, desk, { name, hoursAgo: 80 });
      await report(tx, desk, patientId, answers, at(hours));
      return patientId;
    };
    const old = await person("Old Pus", { pus: "yes" }, -6);
    const fresh = await person("New Pus", { pus: "yes" }, -2);
    const emergency = await person("New Breath", { breathing: "yes" }, -1);
    const complication = await person("Red Still", { ...ALL_CLEAR, redness: 2 }, -1);
    await person("All Clear", ALL_CLEAR, -1);
    await treat(tx, elsewhere, { hoursAgo: 80 });

    const { open, newUrgent } = await read(tx);
    expect(open.map(({ patientId }) => patientId)).toEqual([emergency, old, fresh, complication]);
    expect(open.map(({ level }) => level)).toEqual([
      "emergency",
      "urgent",
      "urgent",
      "complication",
    ]);
    expect(newUrgent).toEqual(new Set([emergency, fresh]));
    expect((await read(tx, desk.manager, { since: at(-6) })).newUrgent.size).toBe(3);
    expect(await read(tx, elsewhere.manager)).toMatchObject({ open: [], promised: [] });
  });
});

it("holds promised call-backs until the end of the next opening day, the earliest first", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const promised = async (name: string, hours: number) => {
      const { patientId } = await treat(tx, desk, { name, hoursAgo: 60 });
      const promisedAt = at(hours);
      const later = { outcome: "reached_call_back_later", promisedAt } as const;
      await call(tx, desk, callOf(patientId, later), at(-20));
      return patientId;
    };
    const tomorrow = await promised("Tom Orrow", 30);
    const overdue = await promised("Ova Due", -3);
    const soon = await promised("Sue Oon", 2);
    await promised("Fred Ay", 38);
    const found = await read(tx);
    expect(found.promised.map(({ patientId }) => patientId)).toEqual([overdue, soon, tomorrow]);
  });
});

it("holds questions that wait for an answer, and not those that have one", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { patientId, recoveryId } = await treat(tx, desk, { name: "Ida Quist", hoursAgo: 60 });
    const ask = (hours: number, summary: string, answeredAt: Date | null) => ({
      clinicId: desk.clinicId,
      patientId,
      recoveryId,
      escalatedBy: desk.aesthetician.staffId,
      toStaffId: desk.provider.staffId,
      at: at(hours),
      summary,
      answeredAt,
      idempotencyKey: randomUUID(),
    });
    await inClinic(desk, tx, (inside) =>
      inside
        .insert(escalations)
        .values([
          ask(-1, "Second question", null),
          ask(-2, "First question", null),
          ask(-3, "Answered question", at(-2)),
        ]),
    );
    expect((await read(tx)).escalations).toMatchObject([
      {
        patient: "Ida Quist",
        by: "Sam aesthetician",
        to: "Sam provider",
        summary: "First question",
      },
      { patientId, summary: "Second question", at: at(-1) },
    ]);
    expect((await read(tx, elsewhere.provider)).escalations).toEqual([]);
  });
});

it("counts what people did today", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const ids = await treat(tx, desk, { hoursAgo: 400 });
    await report(tx, desk, ids.patientId, { pus: "yes" }, at(-399));
    await call(tx, desk, callOf(ids.patientId), at(-10, -1));
    for (const hours of [-10, -2]) await call(tx, desk, callOf(ids.patientId), at(hours));
    await call(tx, desk, reachedCallOf(ids.patientId, ALL_CLEAR), at(-1));
    const review = { ...ids, clears: ["PUS" as const], note: "Seen" };
    await clearReasons(desk.provider, { ...review, idempotencyKey: randomUUID() }, NOW, tx);
    const closing = { ...ids, outcome: "healed" as const, note: null };
    await closeRecovery(desk.provider, { ...closing, idempotencyKey: randomUUID() }, NOW, tx);
    expect(await read(tx)).toMatchObject({
      calls: [
        { outcome: "no_answer", count: 2 },
        { outcome: "reached", count: 1 },
      ],
      reviewed: 1,
      closed: 1,
    });
    expect(await read(tx, elsewhere.manager)).toMatchObject({ calls: [], reviewed: 0, closed: 0 });
  });
});

it("names who is on call, and is for people of the clinic only", async () => {
  await rolledBack(scratch.app, async (tx) => {
    expect((await read(tx)).onCall).toBeNull();
    const choice = { staffId: desk.provider.staffId, untilAt: null, seenShiftId: null };
    await setOnCall(desk.manager, choice, NOW, tx);
    expect((await read(tx, desk.aesthetician)).onCall).toMatchObject({ name: "Sam provider" });
    await expect(read(tx, desk.job)).rejects.toThrow(NotPermitted);
  });
});
