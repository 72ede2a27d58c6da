import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { inClinic } from "@/db/client";
import { planChecks } from "@/db/due-checks";
import { addClinic } from "@/db/fixtures";
import { createCheckInLink } from "@/db/mutations/check-in-links";
import { recordFound, recordMessageStatus, recordTry } from "@/db/mutations/message-outcomes";
import { takeMessage } from "@/db/mutations/message-sending";
import { setClinicMessages, setWriteTimes } from "@/db/mutations/message-settings";
import {
  askForMessage,
  planMessages,
  UNDO_MINUTES,
  withdrawMessage,
} from "@/db/mutations/messages";
import { stopMessages } from "@/db/mutations/received-texts";
import { writeMorningMails } from "@/db/mutations/staff-mails";
import { findCheckInLink } from "@/db/queries/check-in-links";
import { listDueMessages } from "@/db/queries/message-queue";
import { findPatientMessages } from "@/db/queries/messages";
import { newLinkToken } from "@/lib/check-in/link";
import { CALL_FOR } from "@/lib/follow-up/next-action";
import type { Channel } from "@/lib/messaging/adapter";
import { SENDING_LEASE_MS } from "@/lib/messaging/retry";
import {
  at,
  auditOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  report,
  type Treated,
  treat,
} from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const CHANNELS: readonly Channel[] = ["sms", "email"];
const ADDRESS = "https://desk.example";
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

/** Somebody whose check at 24 hours is due at NOW. */
const dueNow = (more: object = {}): Promise<Treated> =>
  treat(scratch.app, desk, { hoursAgo: 24, ...more });

const plan = (now = NOW, channels = CHANNELS) =>
  planMessages(desk.job, { channels }, now, scratch.app);
const due = (now = NOW) => listDueMessages(desk.job, { limit: 100 }, now, scratch.app);

async function take(now = NOW, token = newLinkToken(), messageId?: string) {
  const [first] = await due(now);
  const given = { messageId: messageId ?? first ?? randomUUID(), token, address: ADDRESS };
  return takeMessage(desk.job, { ...given, channels: CHANNELS }, now, scratch.app);
}

async function taken(now = NOW) {
  const message = await take(now);
  if (message?.todo !== "send") throw new Error("Nothing was taken to be sent.");
  return message;
}

const ended = (
  { messageId, tries }: { messageId: string; tries: number },
  result: Parameters<typeof recordTry>[1]["result"],
  now = NOW,
) => recordTry(desk.job, { messageId, tries, result }, now, scratch.app);

async function rowsOf(patientId: string) {
  const { rows } = await scratch.owner.execute<{
    id: string;
    state: string;
    held: string | null;
    leaves_at: Date;
    tries: number;
    provider_id: string | null;
  }>(sql`select id, state, held, leaves_at, tries, provider_id from messages
    where patient_id = ${patientId} order by created_at`);
  return rows;
}

async function statusesOf(messageId: string) {
  const { rows } = await scratch.owner.execute<{ status: string }>(
    sql`select status from message_statuses where message_id = ${messageId} order by at, id`,
  );
  return rows.map(({ status }) => status);
}

const ask = (patientId: string, more: object = {}, now = NOW) =>
  askForMessage(
    desk.aesthetician,
    { patientId, template: "check_in", idempotencyKey: randomUUID(), channels: CHANNELS, ...more },
    now,
    scratch.app,
  );

describe("the plan", () => {
  it("writes one message for a check that is due, however many plan at once", async () => {
    const { patientId } = await dueNow();
    expect(await plan(new Date(NOW.getTime() - 1))).toBe(0);
    const planned = await Promise.all(Array.from({ length: 8 }, () => plan()));
    expect(planned.reduce((sum, each) => sum + each)).toBe(1);
    expect(await rowsOf(patientId)).toHaveLength(1);
    expect(await plan(at(1))).toBe(0);
  });

  it("writes none without anything to send by, and none once the check is over or cancelled", async () => {
    const { recoveryId } = await dueNow();
    expect(await plan(NOW, [])).toBe(0);
    expect(await plan(at(13))).toBe(0);
    await scratch.owner.execute(
      sql`update due_checks set cancelled_at = ${NOW} where recovery_id = ${recoveryId}`,
    );
    expect(await plan()).toBe(0);
  });

  it("writes none for a clinic that asks nobody by itself", async () => {
    await dueNow();
    const off = {
      checkInMessages: false,
      quietFrom: "20:00",
      quietUntil: "09:00",
      messageName: null,
      textNumber: null,
      version: 1,
    };
    await setClinicMessages(desk.manager, off, NOW, scratch.app);
    expect(await plan()).toBe(0);
  });
});

describe("a message that leaves", () => {
  it("carries a link of its own that opens the page, and no name", async () => {
    const { patientId } = await dueNow({ name: "Rosalind Quist" });
    await plan();
    const token = newLinkToken();
    const message = await take(NOW, token);
    if (message?.todo !== "send") throw new Error("Nothing was taken.");
    const { outgoing } = message;
    expect(outgoing).toMatchObject({ channel: "sms", to: PHONE, subject: null });
    expect(outgoing.body).toContain(`${ADDRESS}/check-in/${token}?lang=en`);
    expect(outgoing.body).not.toMatch(/Rosalind|Quist/);
    expect(await findCheckInLink(token, NOW, scratch.app)).not.toBeNull();
    await ended(message, { kind: "accepted", providerId: "SM1" });
    expect(await rowsOf(patientId)).toMatchObject([
      { state: "sent", provider_id: "SM1", tries: 1 },
    ]);
    expect((await auditOf(scratch.owner, patientId)).map(({ action }) => action)).toEqual([
      "message.begin",
      "message.send",
    ]);
  });

  it("leaves earlier links working: an older message opens the page too", async () => {
    const { patientId } = await dueNow();
    const tokens = [newLinkToken(), newLinkToken()];
    await plan();
    const first = await take(NOW, tokens[0]);
    await ended(first!, { kind: "accepted", providerId: "SM1" });
    await plan(at(24));
    expect(await take(at(24), tokens[1])).not.toBeNull();
    const byHand = { patientId, token: newLinkToken(), idempotencyKey: randomUUID() };
    await createCheckInLink(desk.provider, byHand, at(25), scratch.app);
    for (const token of [...tokens, byHand.token]) {
      expect(await findCheckInLink(token, at(26), scratch.app)).not.toBeNull();
    }
  });

  it("is taken by one of many workers", async () => {
    await dueNow();
    await plan();
    const [messageId] = await due();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => take(NOW, newLinkToken(), messageId)),
    );
    expect(all.filter((each) => each !== null)).toHaveLength(1);
  });

  it("stores neither its words nor its link", async () => {
    await dueNow();
    await plan();
    const { outgoing } = await taken();
    const { rows } = await scratch.owner.execute<{ said: string }>(
      sql`select m::text as said from messages m`,
    );
    const said = rows.map((row) => row.said).join();
    expect(said).not.toContain("http");
    expect(said).toContain(createHash("sha256").update(outgoing.body).digest("hex"));
  });

  it("goes to the record that the patient's has become", async () => {
    const { patientId } = await dueNow();
    await plan();
    await scratch.owner.execute(sql`update patients set language = 'es' where id = ${patientId}`);
    expect((await taken()).outgoing.body).toContain("cuéntenos");
  });
});

describe("at the moment of sending", () => {
  it.each<[string, (somebody: Treated) => Promise<unknown>, string]>([
    [
      "the check was answered",
      ({ patientId }) => report(scratch.app, desk, patientId, { redness: 1 }),
      "answered",
    ],
    [
      "the recovery was closed",
      ({ recoveryId }) =>
        scratch.owner.execute(sql`update recoveries set open = false where id = ${recoveryId}`),
      "closed",
    ],
    [
      "consent was taken back",
      ({ patientId }) =>
        scratch.owner.execute(
          sql`update patients set consent_to_contact = false where id = ${patientId}`,
        ),
      "no_consent",
    ],
    [
      "the check was moved",
      ({ recoveryId }) =>
        inClinic(desk, scratch.app, async (tx) => {
          await tx.execute(
            sql`update due_checks set cancelled_at = ${NOW}
              where clinic_id = ${desk.clinicId} and recovery_id = ${recoveryId}`,
          );
          await planChecks(tx, desk.clinicId, recoveryId, NOW);
        }),
      "not_due",
    ],
  ])("it is asked again: when %s, it never leaves", async (_, meanwhile, held) => {
    const somebody = await dueNow();
    await plan();
    await meanwhile(somebody);
    expect(await take()).toBeNull();
    expect(await rowsOf(somebody.patientId)).toMatchObject([{ state: "not_sent", held }]);
    expect(await due(at(48))).toEqual([]);
  });

  it("a STOP keeps it back, and START lets it go while the check lasts", async () => {
    const { patientId, phoneIds } = await dueNow();
    await plan();
    const wish = { patientId, contactPointId: phoneIds[0]! };
    await stopMessages(desk.aesthetician, { ...wish, kind: "STOP" }, NOW, scratch.app);
    expect(await take()).toBeNull();
    expect(await rowsOf(patientId)).toMatchObject([{ state: "waiting", held: "stopped" }]);
    await stopMessages(desk.aesthetician, { ...wish, kind: "START" }, at(0.5), scratch.app);
    expect(await take(at(1))).not.toBeNull();
  });

  it("a STOP of one counts for everybody who has the number", async () => {
    const first = await dueNow();
    const second = await dueNow({ name: "Leo Lopez" });
    await plan();
    const wish = { patientId: first.patientId, contactPointId: first.phoneIds[0]! };
    await stopMessages(desk.aesthetician, { ...wish, kind: "STOP" }, NOW, scratch.app);
    for (const messageId of await due()) {
      expect(await take(NOW, newLinkToken(), messageId)).toBeNull();
    }
    expect(await rowsOf(second.patientId)).toMatchObject([{ held: "stopped" }]);
  });

  it("night keeps it until the morning, in the zone of the patient", async () => {
    const night = at(10.5);
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 61.5 });
    await plan(night);
    expect(await take(night)).toBeNull();
    const [held] = await rowsOf(patientId);
    expect(held).toMatchObject({ state: "waiting", held: "quiet_hours" });
    expect(new Date(held!.leaves_at)).toEqual(at(23));
    const times = { timeZone: "Pacific/Honolulu", writeFrom: null, writeUntil: null };
    await setWriteTimes(desk.provider, { patientId, version: 1, ...times }, night, scratch.app);
    expect(await take(at(23))).toBeNull();
    expect(await take(at(27))).not.toBeNull();
  });
});

describe("a try that failed", () => {
  it("is made again when it surely wasn't taken", async () => {
    const { patientId } = await dueNow();
    await plan();
    const first = await taken();
    await ended(first, { kind: "later", code: "sms-429", retryAfterMs: 120_000 });
    expect(await due(new Date(NOW.getTime() + 119_999))).toEqual([]);
    const second = await taken(new Date(NOW.getTime() + 120_000));
    expect(second.tries).toBe(2);
    expect(second.outgoing.id).toBe(first.messageId);
    await ended(second, { kind: "accepted", providerId: "SM2" }, at(1));
    expect(await rowsOf(patientId)).toMatchObject([{ state: "sent", tries: 2 }]);
  });

  it("is asked about first when it may have been taken", async () => {
    const { patientId } = await dueNow();
    await plan();
    const first = await taken();
    await ended(first, { kind: "unknown", code: "sms-timeout" });
    const minute = new Date(NOW.getTime() + 60_000);
    const asked = await take(minute);
    expect(asked).toMatchObject({
      todo: "ask",
      sought: {
        to: PHONE,
        since: NOW,
        bodyHash: createHash("sha256").update(first.outgoing.body).digest("hex"),
      },
    });
    const found = { taken: true, providerId: "SM3", status: "delivered" } as const;
    await recordFound(desk.job, { ...asked!, found }, minute, scratch.app);
    expect(await rowsOf(patientId)).toMatchObject([{ state: "sent", tries: 1 }]);
    expect(await statusesOf(first.messageId)).toEqual(["delivered"]);
  });

  it("goes out again when the provider says that it never came", async () => {
    await dueNow();
    await plan();
    await ended(await taken(), { kind: "unknown", code: "sms-timeout" });
    const minute = new Date(NOW.getTime() + 60_000);
    const asked = await take(minute);
    await recordFound(desk.job, { ...asked!, found: { taken: false } }, minute, scratch.app);
    expect(await taken(minute)).toMatchObject({ tries: 2 });
  });

  it("stays open while the provider can't say", async () => {
    const { patientId } = await dueNow();
    await plan();
    await ended(await taken(), { kind: "unknown", code: "sms-timeout" });
    const minute = new Date(NOW.getTime() + 60_000);
    const asked = await take(minute);
    await recordFound(desk.job, { ...asked!, found: { taken: "unknown" } }, minute, scratch.app);
    expect(await rowsOf(patientId)).toMatchObject([{ state: "unsure", tries: 1 }]);
    expect(await due(new Date(minute.getTime() + 59_000))).toEqual([]);
    expect(await due(new Date(minute.getTime() + 60_000))).toHaveLength(1);
  });

  it("is asked about after its worker died in the middle of it", async () => {
    await dueNow();
    await plan();
    await taken();
    const before = new Date(NOW.getTime() + SENDING_LEASE_MS - 1);
    expect(await due(before)).toEqual([]);
    const after = new Date(NOW.getTime() + SENDING_LEASE_MS);
    expect(await take(after)).toMatchObject({ todo: "ask" });
    // A second worker that looks in the same minute leaves it alone.
    expect(await take(after)).toBeNull();
  });

  it("is not written over by a worker that comes back late", async () => {
    const { patientId } = await dueNow();
    await plan();
    const first = await taken();
    const after = new Date(NOW.getTime() + SENDING_LEASE_MS);
    const asked = await take(after);
    await recordFound(desk.job, { ...asked!, found: { taken: false } }, after, scratch.app);
    const second = await taken(after);
    await ended(first, { kind: "refused", code: "sms-30006" }, after);
    expect(await rowsOf(patientId)).toMatchObject([{ state: "sending", tries: second.tries }]);
  });

  it("that was refused becomes a call within four clinic hours, and only one", async () => {
    const { patientId } = await dueNow();
    await plan();
    await ended(await taken(), { kind: "refused", code: "sms-30006" });
    expect(await rowsOf(patientId)).toMatchObject([{ state: "not_sent", held: "refused" }]);
    const line = await lineOf(scratch.owner, patientId);
    expect(line).toMatchObject({ next_action: CALL_FOR.undelivered.action });
    expect(new Date(line!.due_at)).toEqual(at(4));
    expect(new Date(line!.promised_at!)).toEqual(at(4));
  });

  it("tells the desk of a STOP that only the provider knew", async () => {
    const { patientId } = await dueNow();
    await plan();
    await ended(await taken(), { kind: "refused", code: "sms-21610" });
    const shown = await findPatientMessages(
      desk.provider,
      { patientId, channels: CHANNELS },
      at(1),
      scratch.app,
    );
    expect(shown?.stopped).toEqual([PHONE]);
  });

  it("that a person asked for is given up after a day, and becomes a call", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1 });
    await ask(patientId, { template: "please_ring" });
    for (let hours = 0.1; hours < 30; hours += 1.1) {
      const [messageId] = await due(at(hours));
      const message = messageId ? await take(at(hours), newLinkToken(), messageId) : null;
      if (message?.todo === "send") {
        await ended(message, { kind: "later", code: "sms-503", retryAfterMs: null }, at(hours));
      }
    }
    expect(await rowsOf(patientId)).toMatchObject([{ state: "not_sent", held: "gave_up" }]);
  });
});

describe("what a provider calls back", () => {
  async function sentMessage() {
    const somebody = await dueNow();
    await plan();
    const message = await taken();
    await ended(message, { kind: "accepted", providerId: "SM7" });
    return { ...somebody, messageId: message.messageId };
  }
  const news = (
    messageId: string,
    status: "queued" | "delivered" | "failed",
    now = NOW,
    providerId = "SM7",
  ) =>
    recordMessageStatus(desk.job, { messageId, providerId, status, code: null }, now, scratch.app);

  it("counts out of order and twice", async () => {
    const { messageId } = await sentMessage();
    expect(await news(messageId, "delivered", at(0.1))).toBe(true);
    expect(await news(messageId, "queued", at(0.2))).toBe(true);
    expect(await news(messageId, "delivered", at(0.3))).toBe(true);
    expect(await statusesOf(messageId)).toEqual(["queued", "delivered"]);
  });

  it("makes one call of a message that didn't arrive", async () => {
    const { patientId, messageId } = await sentMessage();
    await news(messageId, "failed", at(0.1));
    await news(messageId, "failed", at(0.2));
    expect(await lineOf(scratch.owner, patientId)).toMatchObject({
      next_action: CALL_FOR.undelivered.action,
    });
    expect(await statusesOf(messageId)).toEqual(["queued", "failed"]);
    // The next one goes nowhere by itself until somebody has looked.
    await plan(at(24));
    expect(await take(at(24))).toBeNull();
    expect((await rowsOf(patientId))[1]).toMatchObject({ held: "failed_before" });
  });

  it("is refused for another message's or another clinic's id", async () => {
    const { messageId } = await sentMessage();
    expect(await news(messageId, "failed", NOW, "SM8")).toBe(false);
    expect(await news(randomUUID(), "failed")).toBe(false);
    const other = await openDesk(scratch.owner);
    const foreign = { messageId, providerId: "SM7", status: "failed", code: null } as const;
    expect(await recordMessageStatus(other.job, foreign, NOW, scratch.app)).toBe(false);
    expect(await statusesOf(messageId)).toEqual(["queued"]);
  });

  it("can come before the provider's own answer", async () => {
    const { patientId } = await dueNow();
    await plan();
    const message = await taken();
    expect(await news(message.messageId, "delivered")).toBe(true);
    await ended(message, { kind: "accepted", providerId: "SM7" });
    expect(await rowsOf(patientId)).toMatchObject([{ state: "sent", provider_id: "SM7" }]);
    expect(await statusesOf(message.messageId)).toEqual(["delivered"]);
  });
});

describe("a message that a person asks for", () => {
  it("waits three minutes, and can be taken back until then", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1 });
    const asked = await ask(patientId);
    if (!asked.ok) throw new Error(asked.reason);
    const leaves = new Date(NOW.getTime() + UNDO_MINUTES * 60_000);
    expect(asked.leavesAt).toEqual(leaves);
    expect(await due(new Date(leaves.getTime() - 1))).toEqual([]);
    const back = { messageId: asked.messageId };
    expect(await withdrawMessage(desk.provider, back, at(0.01), scratch.app)).toEqual({ ok: true });
    expect(await withdrawMessage(desk.provider, back, at(0.02), scratch.app)).toEqual({ ok: true });
    expect(await due(at(1))).toEqual([]);
    expect(await rowsOf(patientId)).toMatchObject([{ state: "not_sent", held: "withdrawn" }]);
  });

  it("can't be taken back once it has begun to leave", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1 });
    const asked = await ask(patientId);
    await taken(at(0.1));
    const back = { messageId: asked.ok ? asked.messageId : "" };
    expect(await withdrawMessage(desk.provider, back, at(0.1), scratch.app)).toEqual({
      ok: false,
      reason: "left",
    });
  });

  it("is asked for once by the same form, and isn't doubled while it waits", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1 });
    const idempotencyKey = randomUUID();
    const twice = await Promise.all([1, 2].map(() => ask(patientId, { idempotencyKey })));
    expect(new Set(twice.map((each) => (each.ok ? each.messageId : each.reason))).size).toBe(1);
    expect(await ask(patientId)).toEqual({ ok: false, reason: "waiting" });
    expect(await rowsOf(patientId)).toHaveLength(1);
  });

  it("says at once why it can't leave, and stores nothing then", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1, phones: [] });
    expect(await ask(patientId)).toEqual({ ok: false, reason: "held", held: "no_way" });
    expect(await rowsOf(patientId)).toEqual([]);
  });

  it("waits for the morning when it is night", async () => {
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 1 });
    expect(await ask(patientId, {}, at(11))).toMatchObject({ ok: true, leavesAt: at(23) });
  });
});

describe("mails to staff", () => {
  const choose = (staffId: string) =>
    scratch.owner.execute(sql`insert into preferences (clinic_id, staff_id, shortcuts, density, morning_mail)
      values (${desk.clinicId}, ${staffId}, true, 'compact', true)`);

  it("come once a morning to whoever asked, with a link and no number of patients", async () => {
    await choose(desk.provider.staffId);
    // 6:59 and 7:00 at the clinic.
    expect(await writeMorningMails(desk.job, at(-3.02), scratch.app)).toBe(0);
    expect(await writeMorningMails(desk.job, at(-3), scratch.app)).toBe(1);
    expect(await writeMorningMails(desk.job, at(-2), scratch.app)).toBe(0);
    const message = await taken(at(-2));
    expect(message.outgoing).toMatchObject({ channel: "email", to: "provider@westside.example" });
    expect(message.outgoing.body).toContain(`${ADDRESS}/worklist`);
    expect(message.outgoing.body).not.toMatch(/\d+ (people|patients)/);
    expect(await writeMorningMails(desk.job, at(21), scratch.app)).toBe(1);
  });

  it("don't go to somebody who has left", async () => {
    await choose(desk.provider.staffId);
    await writeMorningMails(desk.job, at(-3), scratch.app);
    await scratch.owner.execute(
      sql`update staff set disabled_at = ${NOW} where id = ${desk.provider.staffId}`,
    );
    expect(await take(at(-2))).toBeNull();
  });
});

describe("a clinic for trying out", () => {
  it("writes by itself although there is nothing to send by, and nothing leaves for real", async () => {
    const clinicId = await addClinic(scratch.owner, at(-1000), { demonstration: 1 });
    const trial: Desk = { ...desk, clinicId, job: { ...desk.job, clinicId } };
    await treat(scratch.app, trial, { hoursAgo: 24 });
    expect(await planMessages(trial.job, { channels: [] }, NOW, scratch.app)).toBe(1);
    const [messageId] = await listDueMessages(trial.job, { limit: 1 }, NOW, scratch.app);
    const given = { messageId: messageId!, token: newLinkToken(), address: ADDRESS, channels: [] };
    expect(await takeMessage(trial.job, given, NOW, scratch.app)).toMatchObject({
      demonstration: true,
    });
  });
});

describe("a clinic's messages", () => {
  const set = (
    actor: Parameters<typeof setClinicMessages>[0],
    more: object = {},
    database: Database = scratch.app,
  ) =>
    setClinicMessages(
      actor,
      {
        checkInMessages: true,
        quietFrom: "21:00",
        quietUntil: "08:00",
        messageName: "Westside",
        textNumber: "+13125550199",
        version: 1,
        ...more,
      },
      NOW,
      database,
    );

  it("are set once by whoever saw the newest, and no number belongs to two clinics", async () => {
    const other = await openDesk(scratch.owner);
    expect(await set(desk.manager)).toEqual({ ok: true });
    expect(await set(desk.manager)).toEqual({ ok: false, reason: "stale" });
    expect(await set(other.manager)).toEqual({ ok: false, reason: "number_taken" });
    expect(await set(other.manager, { textNumber: null })).toEqual({ ok: true });
  });

  it("call the clinic as it wants to be called", async () => {
    await set(desk.manager, { textNumber: null });
    await dueNow();
    await plan();
    const { outgoing } = await taken();
    expect(outgoing.body).toMatch(/^Westside: /);
    expect(outgoing.body).not.toContain("Skin");
  });
});
