import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inClinic } from "@/db/client";
import { lockValue } from "@/db/message-facts";
import { takeMessage } from "@/db/mutations/message-sending";
import { setClinicMessages } from "@/db/mutations/message-settings";
import { askForMessage, planMessages } from "@/db/mutations/messages";
import { type NewText, readText, receiveText } from "@/db/mutations/received-texts";
import { findClinicOfTextNumber, listDueMessages } from "@/db/queries/message-queue";
import { findPatientMessages, listUnreadTexts } from "@/db/queries/messages";
import { newLinkToken } from "@/lib/check-in/link";
import { CALL_FOR } from "@/lib/follow-up/next-action";
import type { Channel } from "@/lib/messaging/adapter";
import { at, type Desk, lineOf, NOW, openDesk, treat } from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const CHANNELS: readonly Channel[] = ["sms", "email"];
const PHONE = "+13125550101";
let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());
beforeEach(async () => {
  desk = await openDesk(scratch.owner);
});

const comes = (more: Partial<NewText> = {}, now = NOW) =>
  receiveText(
    desk.job,
    { providerId: randomUUID(), from: PHONE, body: "It hurts", asks: null, ...more },
    now,
    scratch.app,
  );

async function takeDue(now: Date) {
  const taken = [];
  for (const messageId of await listDueMessages(desk.job, { limit: 50 }, now, scratch.app)) {
    const given = { messageId, token: newLinkToken(), address: "https://desk.example" };
    const message = await takeMessage(desk.job, { ...given, channels: CHANNELS }, now, scratch.app);
    if (message?.todo === "send") taken.push(message.outgoing);
  }
  return taken;
}

async function wishes(): Promise<string[]> {
  const { rows } = await scratch.owner.execute<{ kind: string }>(
    sql`select kind from message_stops where clinic_id = ${desk.clinicId}`,
  );
  return rows.map(({ kind }) => kind);
}

/** Until another connection waits for a lock of ours. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await scratch.owner.execute(
      sql`select 1 from pg_locks where not granted and locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rows.length > 0) return;
    await sleep(10);
  }
}

const messagesOf = (patientId: string, now = NOW) =>
  findPatientMessages(desk.provider, { patientId, channels: CHANNELS }, now, scratch.app);

describe("a text that comes in", () => {
  it("stands in the record, waits to be read and is a call within a clinic hour", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 3 });
    await comes({ body: "Es duele" });
    const line = await lineOf(scratch.owner, patientId);
    expect(line).toMatchObject({ next_action: CALL_FOR.texted.action });
    expect(new Date(line!.promised_at!)).toEqual(at(1));
    expect((await messagesOf(patientId))?.received).toMatchObject([{ body: "Es duele" }]);
    const [unread] = await listUnreadTexts(desk.aesthetician, scratch.app);
    expect(unread).toMatchObject({ people: [{ patientId, name: "Ana Lopez" }] });
    const read = { patientId: null, textId: unread!.textId };
    expect(await readText(desk.aesthetician, read, at(1), scratch.app)).toEqual({ ok: true });
    expect(await listUnreadTexts(desk.aesthetician, scratch.app)).toEqual([]);
    // Reading it is no call.
    expect(await lineOf(scratch.owner, patientId)).toMatchObject({
      next_action: CALL_FOR.texted.action,
    });
  });

  it("is kept once, however often it is handed over", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 3 });
    const providerId = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => comes({ providerId })));
    expect((await messagesOf(patientId))?.received).toHaveLength(1);
    expect((await messagesOf(patientId))?.sent).toHaveLength(1);
  });

  it("is answered at any hour, to the number that wrote, and once in twelve hours", async () => {
    const phones = ["+13125550102", PHONE];
    await treat(scratch.app, desk, { hoursAgo: 3, phones });
    const night = at(11);
    await comes({}, night);
    await comes({}, at(12));
    const answers = await takeDue(at(12));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ to: PHONE, channel: "sms" });
    expect(answers[0]!.body).toContain("911");
    await comes({}, at(23.1));
    expect(await takeDue(at(23.1))).toHaveLength(1);
  });

  it("from a household's phone is a call to each of those followed", async () => {
    const first = await treat(scratch.app, desk, { hoursAgo: 3 });
    const second = await treat(scratch.app, desk, { hoursAgo: 4, name: "Leo Lopez" });
    await comes();
    for (const { patientId } of [first, second]) {
      expect(await lineOf(scratch.owner, patientId)).toMatchObject({
        next_action: CALL_FOR.texted.action,
      });
    }
    const [unread] = await listUnreadTexts(desk.aesthetician, scratch.app);
    expect(unread?.people.map(({ name }) => name).toSorted()).toEqual(["Ana Lopez", "Leo Lopez"]);
  });

  it("from an unknown number still waits to be read, and is answered by nobody", async () => {
    await comes({ from: "+13125550777" });
    expect(await listUnreadTexts(desk.provider, scratch.app)).toMatchObject([{ people: [] }]);
    expect(await takeDue(NOW)).toEqual([]);
  });

  it("finds the clinic of its number, and no other way into any", async () => {
    const set = {
      checkInMessages: true,
      quietFrom: "20:00",
      quietUntil: "09:00",
      messageName: null,
      textNumber: "+13125550150",
      version: 1,
    };
    await setClinicMessages(desk.manager, set, NOW, scratch.app);
    expect(await findClinicOfTextNumber("+13125550150", scratch.app)).toBe(desk.clinicId);
    expect(await findClinicOfTextNumber("+13125550151", scratch.app)).toBeNull();
    expect(await findClinicOfTextNumber("", scratch.app)).toBeNull();
  });
});

describe("STOP and START", () => {
  it("hold for the number from that instant on, and are read but no call", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 3 });
    await comes({ body: "Stop", asks: "STOP" });
    expect(await listUnreadTexts(desk.provider, scratch.app)).toMatchObject([{ body: "Stop" }]);
    expect((await lineOf(scratch.owner, patientId))?.next_action).not.toBe(CALL_FOR.texted.action);
    expect((await messagesOf(patientId))?.stopped).toEqual([PHONE]);
    expect((await messagesOf(patientId))?.next).toMatchObject({ at: null, reason: "stopped" });
    await comes({ body: "START", asks: "START" }, at(1));
    expect((await messagesOf(patientId, at(1)))?.stopped).toEqual([]);
    expect((await messagesOf(patientId, at(1)))?.next).toMatchObject({
      at: at(23),
      delayed: "quiet_hours",
    });
  });

  it("wait for a message that is just beginning to leave", async () => {
    await treat(scratch.app, desk, { hoursAgo: 24 });
    let stopped: Promise<void> | undefined;
    await inClinic(desk, scratch.app, async (tx) => {
      await lockValue(tx, desk.clinicId, PHONE, "sending");
      stopped = comes({ body: "STOP", asks: "STOP" });
      await somebodyWaits();
      expect(await wishes()).toEqual([]);
    });
    await stopped;
    expect(await wishes()).toEqual(["STOP"]);
  });

  it("keep back a message that begins while they are being written down", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 24 });
    await planMessages(desk.job, { channels: CHANNELS }, NOW, scratch.app);
    let taken: ReturnType<typeof takeDue> | undefined;
    await inClinic(desk, scratch.app, async (tx) => {
      await lockValue(tx, desk.clinicId, PHONE, "stopping");
      taken = takeDue(NOW);
      await somebodyWaits();
      await tx.execute(sql`insert into message_stops (clinic_id, id, value, kind, at)
        values (${desk.clinicId}, ${randomUUID()}, ${PHONE}, 'STOP', ${NOW})`);
    });
    expect(await taken).toEqual([]);
    expect((await messagesOf(patientId))?.sent).toMatchObject([
      { state: "waiting", held: "stopped" },
    ]);
  });

  it("keep back what a person asks for, and say so", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 3 });
    await comes({ body: "STOP", asks: "STOP" });
    const asked = {
      patientId,
      template: "check_in",
      idempotencyKey: randomUUID(),
      channels: CHANNELS,
    } as const;
    expect(await askForMessage(desk.provider, asked, at(1), scratch.app)).toEqual({
      ok: false,
      reason: "held",
      held: "stopped",
    });
  });
});
