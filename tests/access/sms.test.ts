import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addClinic, addSomebody } from "@/db/fixtures";
import { clinics } from "@/db/schema/clinic";
import { messages } from "@/db/schema/messages";
import { type Desk, openDesk } from "@/tests/support/desk";
import { type SmsProvider, startSmsProvider } from "@/tests/support/sms-provider";

/** What the desk calls itself; the server of the tests listens elsewhere. */
const KNOWN_AS = "http://127.0.0.1";
const PHONE = "+13125550101";
let desk: Desk;
let provider: SmsProvider;
let clinicId: string;
let patientId: string;

beforeAll(async () => {
  provider = await startSmsProvider({ reach: (url) => url.replace(KNOWN_AS, desk.baseUrl) });
  const { url, account, token, from } = provider.settings;
  desk = await openDesk({
    AFTERGLOW_SMS_URL: url,
    AFTERGLOW_SMS_ACCOUNT: account,
    AFTERGLOW_SMS_TOKEN: token,
    AFTERGLOW_SMS_FROM: from,
  });
  provider.sendTextsTo(`${KNOWN_AS}/api/sms/inbound`);
}, 60_000);
afterAll(async () => {
  await desk?.stop();
  await provider?.stop();
});
beforeEach(async () => {
  const now = new Date();
  clinicId = await addClinic(desk.owner, now, { textNumber: provider.settings.from });
  ({ patientId } = await addSomebody(desk.owner, now, { clinicId, phones: [{ value: PHONE }] }));
});
afterEach(async () => {
  await desk.owner.update(clinics).set({ textNumber: null }).where(eq(clinics.id, clinicId));
});

async function textsOf(): Promise<string[]> {
  const { rows } = await desk.owner.execute<{ body: string }>(
    sql`select body from received_texts where clinic_id = ${clinicId} order by received_at`,
  );
  return rows.map(({ body }) => body);
}

async function wishes(): Promise<string[]> {
  const { rows } = await desk.owner.execute<{ kind: string }>(
    sql`select kind from message_stops where clinic_id = ${clinicId} order by at`,
  );
  return rows.map(({ kind }) => kind);
}

describe("a text that comes in", () => {
  it("is kept once, with its words, and STOP holds for the number", async () => {
    const sid = `SM${randomUUID()}`;
    for (const _ of [1, 2]) {
      expect((await provider.textFrom(PHONE, "¿Es normal? 🩹", { sid })).status).toBe(200);
    }
    expect(await textsOf()).toEqual(["¿Es normal? 🩹"]);
    await provider.textFrom(PHONE, " Stop.");
    await provider.textFrom(PHONE, "stop it hurts");
    expect(await wishes()).toEqual(["STOP"]);
    await provider.textFrom(PHONE, "START");
    expect(await wishes()).toEqual(["STOP", "START"]);
  });

  it.each<[string, { signed?: boolean; fields?: Record<string, string> }, number]>([
    ["isn't signed by the provider", { signed: false }, 403],
    ["is too long", { fields: { Body: "a".repeat(1601) } }, 400],
    ["comes from no number", { fields: { From: "<script>" } }, 400],
    ["names no message", { fields: { MessageSid: "" } }, 400],
    ["is for nobody's number", { fields: { To: "+13125559999" } }, 404],
    ["is larger than any text", { fields: { Extra: "a".repeat(100_000) } }, 403],
  ])("is refused and not kept when it %s", async (_, more, status) => {
    expect((await provider.textFrom(PHONE, "Hello", more)).status).toBe(status);
    expect(await textsOf()).toEqual([]);
  });

  it("is refused without any signature, and says nothing of the clinic", async () => {
    const answer = await fetch(`${desk.baseUrl}/api/sms/inbound`, {
      method: "POST",
      body: new URLSearchParams({ From: PHONE, To: provider.settings.from, Body: "STOP" }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toMatch(/Westside|\+1/);
    expect(await wishes()).toEqual([]);
  });

  it("loses a NUL and nothing else", async () => {
    await provider.textFrom(PHONE, "a\0b");
    expect(await textsOf()).toEqual(["ab"]);
  });
});

describe("news of a message", () => {
  const tell = (path: string, fields: Record<string, string>) => {
    provider.sendTextsTo(`${KNOWN_AS}${path}`);
    return provider
      .textFrom(PHONE, "x", { fields })
      .finally(() => provider.sendTextsTo(`${KNOWN_AS}/api/sms/inbound`));
  };

  async function sent(): Promise<string> {
    const now = new Date();
    const id = randomUUID();
    await desk.owner.insert(messages).values({
      clinicId,
      id,
      patientId,
      cause: id,
      kind: "human",
      template: "please_ring",
      createdAt: now,
      leavesAt: now,
      state: "sent",
      sentAt: now,
      channel: "sms",
      value: PHONE,
      providerId: `SM${id}`,
    });
    return id;
  }

  it("is kept in whatever order it comes, and only of this provider's message", async () => {
    const id = await sent();
    const news = (MessageStatus: string, sid = `SM${id}`) =>
      tell(`/api/sms/status?message=${id}`, { MessageSid: sid, MessageStatus });
    expect((await news("delivered")).status).toBe(204);
    expect((await news("sent")).status).toBe(204);
    expect((await news("failed", "SMother")).status).toBe(404);
    const { rows } = await desk.owner.execute<{ status: string }>(
      sql`select status from message_statuses where message_id = ${id}`,
    );
    expect(rows).toEqual([{ status: "delivered" }]);
  });

  it.each([
    ["of no message", "/api/sms/status", 400],
    ["of something else than an id", "/api/sms/status?message=1%27--", 400],
    ["of a message that never was", `/api/sms/status?message=${randomUUID()}`, 404],
  ])("%s is refused", async (_, path, status) => {
    expect((await tell(path, { MessageStatus: "delivered" })).status).toBe(status);
  });

  it("in an unknown word is refused", async () => {
    const id = await sent();
    const answer = await tell(`/api/sms/status?message=${id}`, { MessageStatus: "__proto__" });
    expect(answer.status).toBe(400);
  });
});
