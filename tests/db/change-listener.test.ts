import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type ChangeListener, openChangeListener } from "@/db/change-listener";
import { claimFollowUp } from "@/db/mutations/claims";
import { askForMessage, withdrawMessage } from "@/db/mutations/messages";
import { receiveText } from "@/db/mutations/received-texts";
import { messageStatuses } from "@/db/schema/messages";
import { call, callOf, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;
const listeners: ChangeListener[] = [];

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});
afterAll(() => scratch.drop());

/** A process of its own that listens: what it heard of a clinic, once it really listens. */
async function listen(clinicId = desk.clinicId) {
  const listener = openChangeListener(scratch.url);
  listeners.push(listener);
  const changed = vi.fn();
  const stop = listener.subscribe(clinicId, changed);
  // It tells once by itself when it begins, since something may have come before.
  await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce());
  changed.mockClear();
  return { listener, changed, stop };
}

function connections() {
  return scratch.owner.execute<{ pid: number }>(
    sql`select pid from pg_stat_activity
      where application_name = 'afterglow changes' and datname = current_database()`,
  );
}

it("hears in every process of a change that one of them commits, and only of its own clinic's", async () => {
  const { patientId } = await treat(scratch.app, desk);
  const [first, second] = [await listen(), await listen()];
  const other = await listen(elsewhere.clinicId);
  const began = performance.now();
  await call(scratch.app, desk, callOf(patientId));
  await vi.waitFor(() => {
    expect(first.changed).toHaveBeenCalled();
    expect(second.changed).toHaveBeenCalled();
  });
  expect(performance.now() - began).toBeLessThan(1_000);
  await sleep(100);
  expect(other.changed).not.toHaveBeenCalled();
});

it("hears that somebody began to call", async () => {
  const { patientId } = await treat(scratch.app, desk);
  const { changed } = await listen();
  await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, scratch.app);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
});

it("hears of a message, of what came of it, and of a text", async () => {
  const { patientId } = await treat(scratch.app, desk, { hoursAgo: 24 });
  const { changed } = await listen();
  const heard = async () => {
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    changed.mockClear();
  };
  const asked = { patientId, template: "please_ring", idempotencyKey: randomUUID() } as const;
  const channels = ["sms"] as const;
  const message = await askForMessage(desk.provider, { ...asked, channels }, NOW, scratch.app);
  if (!message.ok) throw new Error("It was refused.");
  await heard();
  const { messageId } = message;
  await withdrawMessage(desk.provider, { messageId }, NOW, scratch.app);
  await heard();
  const { clinicId } = desk;
  await scratch.owner
    .insert(messageStatuses)
    .values({ clinicId, messageId, at: NOW, status: "delivered" });
  await heard();
  const text = { providerId: randomUUID(), from: "+13125550101", body: "STOP" };
  await receiveText(desk.job, { ...text, asks: "STOP" }, NOW, scratch.app);
  await heard();
});

it("tells everybody once after its connection was killed, and hears again", async () => {
  const { patientId } = await treat(scratch.app, desk);
  const { listener, changed } = await listen();
  const also = vi.fn();
  listener.subscribe(elsewhere.clinicId, also);
  const { rows } = await connections();
  expect(rows.length).toBe(1);
  await scratch.owner.execute(sql`select pg_terminate_backend(${rows[0]!.pid}::int)`);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce(), { timeout: 5_000 });
  expect(also).toHaveBeenCalledOnce();
  await call(scratch.app, desk, callOf(patientId));
  await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(1));
});

it("connects with the first subscriber, once for all, and leaves nothing behind", async () => {
  const listener = openChangeListener(scratch.url);
  listeners.push(listener);
  await sleep(200);
  expect((await connections()).rows).toEqual([]);
  const [one, two] = [vi.fn(), vi.fn()];
  listener.subscribe(desk.clinicId, one);
  const leave = listener.subscribe(desk.clinicId, two);
  await vi.waitFor(() => expect(two).toHaveBeenCalledOnce());
  expect((await connections()).rows.length).toBe(1);
  leave();
  await treat(scratch.app, desk);
  await vi.waitFor(() => expect(one.mock.calls.length).toBeGreaterThan(1));
  expect(two).toHaveBeenCalledOnce();
  await listener.close();
  await vi.waitFor(async () => expect((await connections()).rows).toEqual([]));
});

it("waits for a database that isn't there yet", async () => {
  const missing = new URL(scratch.url);
  missing.pathname = "/no_such_database_yet";
  const listener = openChangeListener(missing.href);
  listeners.push(listener);
  const changed = vi.fn();
  listener.subscribe(desk.clinicId, changed);
  await sleep(500);
  expect(changed).not.toHaveBeenCalled();
  const began = performance.now();
  await listener.close();
  expect(performance.now() - began).toBeLessThan(1_000);
});
