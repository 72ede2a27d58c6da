import { afterAll, beforeAll, expect, it } from "vitest";
import { inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { listAudit } from "@/db/queries/audit";
import { hasChangedSince, subscribeToChanges } from "@/db/queries/changes";
import { findPatientRecord } from "@/db/queries/patient-record";
import { NotPermitted } from "@/lib/actor";
import {
  asApp,
  at,
  auditOf,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
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

it("knows whether a page read at an instant may be wrong", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
    const since = (seconds: number, actor = desk.manager) =>
      hasChangedSince(actor, at(0, seconds * 1000), tx);
    expect(await since(0)).toBe(false);
    await call(tx, desk, callOf(patientId), NOW);
    expect(await since(-60)).toBe(true);
    // What began a little earlier may have become visible only later.
    expect(await since(5)).toBe(true);
    expect(await since(11)).toBe(false);
    expect(await since(-60, elsewhere.manager)).toBe(false);
  });
});

it("isn't told of looks", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
    await findPatientRecord(desk.provider, patientId, NOW, tx);
    const all = {
      staffId: null,
      action: null,
      patientId: null,
      from: null,
      to: null,
      before: null,
    };
    await listAudit(desk.admin, all, NOW, tx);
    expect(await hasChangedSince(desk.admin, at(-1), tx)).toBe(false);
  });
});

it("takes a page as wrong that misses more than can be looked through", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
    await call(tx, desk, callOf(patientId), at(-2));
    const look = { action: "patient.view", patientId } as const;
    await inClinic(desk, tx, async (inside) => {
      for (let n = 0; n < 100; n++) await writeAudit(inside, desk.provider, look, NOW);
    });
    expect(await hasChangedSince(desk.admin, at(-3), tx)).toBe(true);
    expect(await hasChangedSince(desk.admin, at(0, 20_000), tx)).toBe(false);
  });
});

it("is for people of the clinic only", async () => {
  const stranger = { ...desk.job };
  await expect(hasChangedSince(stranger, NOW, scratch.app)).rejects.toThrow(NotPermitted);
  expect(() => subscribeToChanges(stranger, () => undefined)).toThrow(NotPermitted);
});

it("counts an open record that is drawn anew as one look for 15 minutes", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    const { patientId } = await asApp(tx, () => treat(tx, desk, { hoursAgo: 60 }));
    const read = (actor: typeof desk.provider, minutes: number) =>
      asApp(tx, () => findPatientRecord(actor, patientId, at(0, minutes * 60_000), tx));
    const looks = async () =>
      (await auditOf(tx, patientId)).filter(({ action }) => action === "patient.view").length;
    const redraws = { ...desk.provider, background: true };

    // Nobody saw it before: that a page says it asks by itself hides nothing.
    await read(redraws, 0);
    expect(await looks()).toBe(1);
    await read(redraws, 5);
    expect(await looks()).toBe(1);
    await read(desk.provider, 6);
    expect(await looks()).toBe(2);
    await read({ ...desk.aesthetician, background: true }, 7);
    expect(await looks()).toBe(3);
    await read(redraws, 22);
    expect(await looks()).toBe(4);
  });
});
