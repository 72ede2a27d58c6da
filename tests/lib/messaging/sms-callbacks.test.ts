import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as bodyOf } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smsAdapter } from "@/lib/messaging/sms-adapter";
import {
  isSignedByProvider,
  readInboundText,
  readStatusNews,
  statusOf,
} from "@/lib/messaging/sms-callbacks";
import { type SmsProvider, startSmsProvider } from "../../support/sms-provider";

/** The worked example of the provider's documentation. */
const EXAMPLE = {
  url: "https://mycompany.com/myapp.php?foo=1&bar=2",
  form: new URLSearchParams({
    Digits: "1234",
    To: "+18005551212",
    From: "+12349013030",
    Caller: "+12349013030",
    CallSid: "CA1234567890ABCDE",
  }),
  signature: "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
};

describe("isSignedByProvider", () => {
  it("agrees with the provider's worked example", () => {
    expect(isSignedByProvider(EXAMPLE, "12345")).toBe(true);
  });

  it("signs each different value of a repeated field once, in order", () => {
    const form = new URLSearchParams([
      ["Sid", "CA123"],
      ["SidAccount", "AC123"],
      ["Digits", "5678"],
      ["Digits", "1234"],
      ["Digits", "1234"],
    ]);
    const signature = "IK+Dwps556ElfBT0I3Rgjkr1wJU=";
    expect(isSignedByProvider({ ...EXAMPLE, form, signature }, "12345")).toBe(true);
  });

  it.each([
    ["another token", EXAMPLE, "12346"],
    ["another address", { ...EXAMPLE, url: `${EXAMPLE.url}3` }, "12345"],
    ["http for https", { ...EXAMPLE, url: EXAMPLE.url.replace("https", "http") }, "12345"],
    ["no signature", { ...EXAMPLE, signature: null }, "12345"],
    ["an empty signature", { ...EXAMPLE, signature: "" }, "12345"],
    ["half a signature", { ...EXAMPLE, signature: EXAMPLE.signature.slice(0, 14) }, "12345"],
    ["a signature of signs beyond ASCII", { ...EXAMPLE, signature: "é".repeat(28) }, "12345"],
  ])("refuses %s", (_name, call, token) => {
    expect(isSignedByProvider(call, token)).toBe(false);
  });

  it("refuses a form in which one field was changed, added or left out", () => {
    const names = [...EXAMPLE.form.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names, "Extra"), fc.string(), (name, value) => {
        const form = new URLSearchParams(EXAMPLE.form);
        form.set(name, value);
        fc.pre(form.get(name) !== EXAMPLE.form.get(name));
        expect(isSignedByProvider({ ...EXAMPLE, form }, "12345")).toBe(false);
        form.delete(name);
        fc.pre(name !== "Extra");
        expect(isSignedByProvider({ ...EXAMPLE, form }, "12345")).toBe(false);
      }),
    );
  });
});

describe("readStatusNews", () => {
  it.each([
    ["accepted", "queued"],
    ["scheduled", "queued"],
    ["queued", "queued"],
    ["sending", "queued"],
    ["sent", "queued"],
    ["delivered", "delivered"],
    ["read", "delivered"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ])("reads %s as %s", (word, status) => {
    const form = new URLSearchParams({ MessageSid: "SM1", MessageStatus: word });
    expect(readStatusNews(form)).toEqual({
      ok: true,
      news: { providerId: "SM1", status, code: null },
    });
  });

  it("keeps the reason of a failure", () => {
    const form = new URLSearchParams({
      MessageSid: "SM1",
      MessageStatus: "undelivered",
      ErrorCode: "30003",
    });
    expect(readStatusNews(form)).toEqual({
      ok: true,
      news: { providerId: "SM1", status: "failed", code: "sms-30003" },
    });
  });

  it.each([
    [{}, "no message id"],
    [{ MessageSid: "", MessageStatus: "sent" }, "no message id"],
    [{ MessageSid: "a b", MessageStatus: "sent" }, "no message id"],
    [{ MessageSid: "x".repeat(65), MessageStatus: "sent" }, "no message id"],
    [{ MessageSid: "SM1" }, "unknown status"],
    [{ MessageSid: "SM1", MessageStatus: "Sent" }, "unknown status"],
    [{ MessageSid: "SM1", MessageStatus: "constructor" }, "unknown status"],
    [{ MessageSid: "SM1", MessageStatus: "failed", ErrorCode: "<b>" }, "strange error code"],
  ])("answers a reason for %j", (fields, reason) => {
    const form = new URLSearchParams(Object.entries(fields));
    expect(readStatusNews(form)).toEqual({ ok: false, reason });
  });
});

describe("readInboundText", () => {
  const fields = { MessageSid: "SM2", From: "+12125550143", To: "+12125550100", Body: "All fine" };

  it("reads a text as it was written", () => {
    const body = " ¡Hola! 🙂\nsegunda línea ";
    expect(readInboundText(new URLSearchParams({ ...fields, Body: body }))).toEqual({
      ok: true,
      text: {
        providerId: "SM2",
        from: "+12125550143",
        to: "+12125550100",
        body,
        pictures: 0,
        providerSays: null,
      },
    });
  });

  it.each([
    ["a picture without words", { Body: "", NumMedia: "2" }, { body: "", pictures: 2 }],
    ["the provider's reading", { Body: "stop", OptOutType: "STOP" }, { providerSays: "STOP" }],
    ["a reading nobody knows", { OptOutType: "MAYBE" }, { providerSays: null }],
    ["a strange count", { NumMedia: "many" }, { pictures: 0 }],
    ["a short code", { From: "72345" }, { from: "72345" }],
    ["a text of the greatest length", { Body: "x".repeat(1600) }, { body: "x".repeat(1600) }],
    ["a NUL", { Body: "a\0b" }, { body: "ab" }],
  ])("reads %s", (_name, other, text) => {
    const read = readInboundText(new URLSearchParams({ ...fields, ...other }));
    expect(read).toMatchObject({ ok: true, text });
  });

  it.each([
    ["no id", { MessageSid: "" }, "no message id"],
    ["no sender", { From: "" }, "strange number"],
    ["a sender with words", { From: "sip:ana@example.org" }, "strange number"],
    ["a strange receiver", { To: "whatsapp:+12125550100" }, "strange number"],
    ["a text that is too long", { Body: "x".repeat(1601) }, "text too long"],
  ])("answers a reason for %s", (_name, other, reason) => {
    const read = readInboundText(new URLSearchParams({ ...fields, ...other }));
    expect(read).toEqual({ ok: false, reason });
  });

  it("answers a value for whatever is posted", () => {
    const names = ["MessageSid", "MessageStatus", "From", "To", "Body", "NumMedia", "OptOutType"];
    const field = fc.tuple(
      fc.oneof(fc.constantFrom(...names), fc.string()),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(field), (posted) => {
        const form = new URLSearchParams(
          posted.map(([name, value]) => [name, value.toWellFormed()]),
        );
        expect(typeof readInboundText(form).ok).toBe("boolean");
        expect(typeof readStatusNews(form).ok).toBe("boolean");
      }),
    );
  });
});

describe("statusOf", () => {
  it("knows no status of texts that come in", () => {
    expect(statusOf("received")).toBeNull();
    expect(statusOf("toString")).toBeNull();
  });
});

describe("what a provider posts over HTTP", () => {
  /** Where the provider believes the desk to be. */
  const desk = "https://desk.example.org";
  const received: { signed: boolean; form: URLSearchParams; path: string }[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const path = request.url ?? "";
    const signature = request.headers["x-twilio-signature"]?.toString() ?? null;
    const call = { url: `${desk}${path}`, form, signature };
    received.push({ signed: isSignedByProvider(call, provider.settings.token), form, path });
    response.writeHead(204).end();
  });
  let provider: SmsProvider;

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    provider = await startSmsProvider({
      reach: (url) => url.replace(desk, `http://127.0.0.1:${port}`),
    });
  });

  afterAll(async () => {
    await provider.stop();
    server.close();
  });

  it("carries the ledger's id back in each report, in whatever order reports come", async () => {
    const adapter = smsAdapter(provider.settings, {
      statusCallback: (id) => `${desk}/news?message=${id}`,
    });
    const words = { channel: "sms", from: null, subject: null, body: "How are you?" } as const;
    const outgoing = { ...words, id: "m1", to: "+12125550143" };
    const sent = await adapter.send(outgoing, new AbortController().signal);
    if (sent.kind !== "accepted" || sent.providerId === null) throw new Error("not accepted");
    received.length = 0;
    await provider.callBack(sent.providerId, "delivered");
    await provider.callBack(sent.providerId, "sent");
    await provider.callBack(sent.providerId, "sent");
    await provider.callBack(sent.providerId, "undelivered", { code: 30005 });
    expect(received.map(({ signed, path }) => ({ signed, path }))).toEqual(
      Array.from({ length: 4 }, () => ({ signed: true, path: "/news?message=m1" })),
    );
    expect(received.map(({ form }) => readStatusNews(form))).toMatchObject(
      ["delivered", "queued", "queued", "failed"].map((status) => ({
        ok: true,
        news: {
          providerId: sent.providerId,
          status,
          code: status === "failed" ? "sms-30005" : null,
        },
      })),
    );
  });

  it("carries texts with every sign, and shows a forged one", async () => {
    provider.sendTextsTo(`${desk}/texts`);
    received.length = 0;
    const body = '¿Qué hago? 50% + más & más = "rojo"\n🙂';
    await provider.textFrom("+12125550143", body);
    await provider.textFrom("+12125550143", "STOP", { fields: { OptOutType: "STOP" } });
    await provider.textFrom("+12125550143", "START", { signed: false });
    expect(received.map(({ signed }) => signed)).toEqual([true, true, false]);
    expect(received.map(({ form }) => readInboundText(form))).toMatchObject([
      { ok: true, text: { from: "+12125550143", body, providerSays: null } },
      { ok: true, text: { body: "STOP", providerSays: "STOP" } },
      { ok: true, text: { body: "START" } },
    ]);
  });
});
