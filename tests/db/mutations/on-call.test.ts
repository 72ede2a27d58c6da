import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addStaff } from "@/db/fixtures";
import { type OnCallChoice, setOnCall } from "@/db/mutations/on-call";
import { findOnCall } from "@/db/queries/on-call";
import { staff } from "@/db/schema/clinic";
import { type Actor, NotPermitted } from "@/lib/actor";
import { asApp, at, contentOf, type Desk, NOW, openDesk } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

function choose(tx: Database, actor: Actor, choice: Partial<OnCallChoice>, now = NOW) {
  const nobody = { staffId: null, untilAt: null, seenShiftId: null };
  return asApp(tx, () => setOnCall(actor, { ...nobody, ...choice }, now, tx));
}

const standing = (tx: Database, now = NOW) =>
  asApp(tx, () => findOnCall(desk.aesthetician, now, tx));

async function entries(tx: Database) {
  const { rows } = await tx.execute<{ subject_id: string; details: unknown }>(sql`
    select subject_id, details from audit_events
    where clinic_id = ${desk.clinicId} and action = 'on_call.set' order by seq`);
  return rows;
}

it("puts one person on call, until the end or the next, and audits each once", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const { aesthetician, provider, manager } = desk;
    expect(await standing(tx)).toBeNull();
    const first = { staffId: aesthetician.staffId, untilAt: at(8) };
    expect(await choose(tx, manager, first)).toEqual({ ok: true });
    expect(await standing(tx, at(7.9))).toMatchObject({ ...first, fromAt: NOW });
    expect(await standing(tx, at(8))).toBeNull();
    expect(await standing(tx, at(-0.1))).toBeNull();

    const seenShiftId = (await standing(tx))!.id;
    const second = { staffId: provider.staffId, seenShiftId };
    expect(await choose(tx, provider, second, at(1))).toEqual({ ok: true });
    expect(await standing(tx, at(100))).toMatchObject({ staffId: provider.staffId, untilAt: null });

    const end = { seenShiftId: (await standing(tx, at(2)))!.id };
    expect(await choose(tx, desk.admin, end, at(2))).toEqual({ ok: true });
    expect(await standing(tx, at(2))).toBeNull();
    expect(await entries(tx)).toMatchObject([
      { subject_id: aesthetician.staffId, details: { ended: false, until: at(8).toISOString() } },
      { subject_id: provider.staffId, details: { ended: false, until: null } },
      { subject_id: provider.staffId, details: { ended: true, until: null } },
    ]);
  });
});

it("happens once when it is sent twice", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const choice = { staffId: desk.provider.staffId, untilAt: at(8) };
    await choose(tx, desk.manager, choice);
    const before = await contentOf(tx);
    expect(await choose(tx, desk.manager, choice, at(0, 500))).toEqual({ ok: true });
    expect(await contentOf(tx)).toEqual(before);
  });
});

it("overwrites no choice that the form didn't show, and says whose", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    await choose(tx, desk.manager, { staffId: desk.provider.staffId });
    const before = await contentOf(tx);
    const late = await choose(tx, desk.admin, { staffId: desk.aesthetician.staffId }, at(1));
    expect(late).toMatchObject({
      ok: false,
      reason: "changed",
      shift: { name: "Sam provider", fromAt: NOW },
    });
    expect(await contentOf(tx)).toEqual(before);
  });
  await rolledBack(scratch.owner, async (tx) => {
    await choose(tx, desk.manager, { staffId: desk.provider.staffId, untilAt: at(1) });
    // Once it is over, there is nothing to overwrite.
    const next = { staffId: desk.aesthetician.staffId, seenShiftId: randomUUID() };
    expect(await choose(tx, desk.admin, next, at(1))).toEqual({ ok: true });
  });
});

it("finds nobody who isn't of the clinic, may not log calls or has left, and no time that is over", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const left = await addStaff(tx, NOW, {
      clinicId: desk.clinicId,
      role: "provider",
      email: "left@example.com",
      disabledAt: NOW,
    });
    const before = await contentOf(tx);
    const people = [elsewhere.provider.staffId, randomUUID(), desk.admin.staffId, left.id];
    for (const staffId of people) {
      const done = await choose(tx, desk.manager, { staffId });
      expect(done).toEqual({ ok: false, reason: "not_found" });
    }
    const over = { staffId: desk.provider.staffId, untilAt: NOW };
    expect(await choose(tx, desk.manager, over)).toEqual({ ok: false, reason: "over_already" });
    expect(await contentOf(tx)).toEqual(before);
  });
});

it("is nobody any more when the person leaves or changes roles", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const { staffId } = desk.aesthetician;
    await choose(tx, desk.manager, { staffId });
    await tx.update(staff).set({ role: "manager" }).where(eq(staff.id, staffId));
    expect(await standing(tx)).toBeNull();
    await tx
      .update(staff)
      .set({ role: "aesthetician", disabledAt: NOW })
      .where(eq(staff.id, staffId));
    expect(await standing(tx)).toBeNull();
  });
});

it("is refused to whoever isn't allowed, writes nothing elsewhere, and is undone without its audit", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const choice = { staffId: desk.provider.staffId };
    const before = await contentOf(tx);
    for (const actor of [desk.aesthetician, desk.job]) {
      await expect(choose(tx, actor, choice)).rejects.toThrow(NotPermitted);
    }
    expect(await choose(tx, elsewhere.manager, choice)).toEqual({
      ok: false,
      reason: "not_found",
    });
    expect(await contentOf(tx)).toEqual(before);
  });
  await rolledBack(scratch.owner, async (tx) => {
    await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
    const before = await contentOf(tx);
    await tx.execute(sql`savepoint before`);
    await expect(choose(tx, desk.manager, { staffId: desk.provider.staffId })).rejects.toThrow();
    await tx.execute(sql`rollback to savepoint before`);
    await tx.execute(sql`reset role`);
    expect(await contentOf(tx)).toEqual(before);
  });
});

it("takes one of two choices made at the same time", async () => {
  const chosen = await Promise.all(
    [desk.aesthetician, desk.provider].map(({ staffId }) =>
      setOnCall(desk.manager, { staffId, untilAt: null, seenShiftId: null }, NOW, scratch.app),
    ),
  );
  expect(chosen.filter(({ ok }) => ok).length).toBe(1);
  const { rows } = await scratch.owner.execute(sql`
    select id from on_call_shifts where clinic_id = ${desk.clinicId} and until_at is null`);
  expect(rows.length).toBe(1);
});
