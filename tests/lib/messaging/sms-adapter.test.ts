import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageAdapter, Outgoing, Sought } from "@/lib/messaging/adapter";
import { smsAdapter } from "@/lib/messaging/sms-adapter";
import { type Failure, type SmsProvider, startSmsProvider } from "../../support/sms-provider";

const message: Outgoing = {
  id: "018f3a52-0000-7000-8000-000000000001",
  channel: "sms",
  to: "+12125550143",
  from: null,
  subject: null,
  body: "Westside Skin: ¿cómo está? https://desk.example.org/check-in/a+b%20c&d",
};

const never = new AbortController().signal;

let provider: SmsProvider;
let adapter: MessageAdapter;

beforeEach(async () => {
  provider = await startSmsProvider();
  adapter = smsAdapter(provider.settings, { statusCallback: () => null });
});

afterEach(() => provider.stop());

describe("sending a text", () => {
  it("hands it over with its id, its sender and where to report", async () => {
    adapter = smsAdapter(provider.settings, {
      statusCallback: (id) => `https://desk.example.org/news?message=${id}`,
    });
    const result = await adapter.send(message, never);
    expect(provider.messages).toMatchObject([
      {
        to: message.to,
        from: provider.settings.from,
        body: message.body,
        key: message.id,
        statusCallback: `https://desk.example.org/news?message=${message.id}`,
      },
    ]);
    expect(result).toEqual({ kind: "accepted", providerId: provider.messages[0]?.sid });
  });

  it("sends by a messaging service", async () => {
    const service = "MG00000000000000000000000000000001";
    const other = await startSmsProvider({ from: service });
    const result = await smsAdapter(other.settings, { statusCallback: () => null }).send(
      message,
      never,
    );
    expect(result.kind).toBe("accepted");
    expect(other.messages[0]?.from).toBe(service);
    await other.stop();
  });

  it("tries again later when there is no API at its address", async () => {
    const url = `${provider.settings.url}/elsewhere/`;
    const result = await smsAdapter(
      { ...provider.settings, url },
      { statusCallback: () => null },
    ).send(message, never);
    expect(result).toEqual({ kind: "later", code: "sms-20404", retryAfterMs: null });
  });

  it.each([
    "2125550143",
    "+1212555014x",
    "+0125550143",
    "whatsapp:+12125550143",
    "",
    "+1\n2125550143",
  ])("refuses %j without asking the provider", async (to) => {
    expect(await adapter.send({ ...message, to }, never)).toEqual({
      kind: "refused",
      code: "sms-number",
    });
    expect(provider.posts()).toBe(0);
  });

  const later = (code: string, retryAfterMs: number | null = null) =>
    ({ kind: "later", code, retryAfterMs }) as const;
  const refused = (code: string) => ({ kind: "refused", code }) as const;
  const unknown = (code: string) => ({ kind: "unknown", code }) as const;

  it.each<[string, Failure, object]>([
    ["a number that isn't one", { status: 400, code: 21211 }, refused("sms-21211")],
    ["a number that asked to stop", { status: 400, code: 21610 }, refused("sms-21610")],
    ["a landline", { status: 400, code: 21614 }, refused("sms-21614")],
    ["a landline, as carriers say it", { status: 400, code: 30006 }, refused("sms-30006")],
    ["a refusal without a code", { status: 422 }, refused("sms-422")],
    ["a refusal of one number as forbidden", { status: 403, code: 21610 }, refused("sms-21610")],
    ["a sender that isn't ours", { status: 400, code: 21606 }, later("sms-21606")],
    ["an account that is suspended", { status: 400, code: 30002 }, later("sms-30002")],
    ["a full queue", { status: 400, code: 21611 }, later("sms-21611")],
    ["a wrong token", { status: 401, code: 20003 }, later("auth")],
    ["a closed account", { status: 403, code: 20005 }, later("auth")],
    ["a closed door", { status: 403 }, later("auth")],
    ["a redirect", { status: 302, headers: { location: "/" } }, later("sms-302")],
    ["too many at once", { status: 429, code: 20429 }, later("sms-20429")],
    ["too many, for 7 s", { status: 429, headers: { "retry-after": "7" } }, later("sms-429", 7000)],
    [
      "too many, until an instant",
      {
        status: 429,
        headers: {
          date: "Fri, 27 Nov 2026 18:00:00 GMT",
          "retry-after": "Fri, 27 Nov 2026 18:01:30 GMT",
        },
      },
      later("sms-429", 90_000),
    ],
    [
      "too many, for nonsense",
      { status: 429, headers: { "retry-after": "soon" } },
      later("sms-429"),
    ],
    ["a provider at rest", { status: 503, headers: { "retry-after": "0" } }, later("sms-503", 0)],
    ["an error of the provider", { status: 500, taken: false }, unknown("sms-500")],
    ["an error after it was taken", { status: 500, taken: true }, unknown("sms-500")],
    ["a gateway without an answer", { status: 502 }, unknown("sms-502")],
    ["a gateway that waits no longer", { status: 504, taken: true }, unknown("sms-504")],
    ["the same key at work", { status: 409 }, unknown("sms-409")],
    ["a connection that is cut", { noAnswer: "cut", taken: false }, unknown("cut")],
    ["a cut after it was taken", { noAnswer: "cut", taken: true }, unknown("cut")],
  ])("tells %s", async (_name, failure, result) => {
    provider.fail(failure);
    expect(await adapter.send(message, never)).toEqual(result);
    expect(provider.posts()).toBe(1);
  });

  it("doesn't know what became of a request that nobody answers in time", async () => {
    provider.fail({ noAnswer: "hang", taken: true });
    const given = new AbortController();
    const sending = adapter.send(message, given.signal);
    await provider.postsReach(1);
    given.abort();
    expect(await sending).toEqual(unknown("timeout"));
  });

  it("has a time-out of its own", async () => {
    provider.fail({ noAnswer: "hang", taken: false });
    adapter = smsAdapter(provider.settings, { statusCallback: () => null, timeoutMs: 50 });
    expect(await adapter.send(message, never)).toEqual(unknown("timeout"));
  });

  it("sends nothing when the time is up before", async () => {
    expect(await adapter.send(message, AbortSignal.abort())).toEqual(later("timeout"));
    expect(provider.posts()).toBe(0);
  });

  it("knows that nothing left while the provider can't be reached", async () => {
    await provider.down();
    expect(await adapter.send(message, never)).toEqual(later("connection"));
    await provider.up();
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
  });

  it("knows that nothing left for a host without an address", async () => {
    const nowhere = { ...provider.settings, url: "http://sms.invalid" };
    adapter = smsAdapter(nowhere, { statusCallback: () => null });
    expect(await adapter.send(message, never)).toEqual(later("connection"));
  });

  it("trusts the status alone when what stands below it isn't readable", async () => {
    const server = createServer((socket) => {
      socket.once("data", () =>
        socket.end("HTTP/1.1 201 Created\r\nconnection: close\r\n\r\n<html>"),
      );
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    adapter = smsAdapter({ ...provider.settings, url }, { statusCallback: () => null });
    expect(await adapter.send(message, never)).toEqual({ kind: "accepted", providerId: null });
    server.close();
  });

  it("is the same text under the same id where the provider honours it", async () => {
    const other = await startSmsProvider({ honoursKeys: true });
    adapter = smsAdapter(other.settings, { statusCallback: () => null });
    other.fail({ noAnswer: "cut", taken: true });
    expect(await adapter.send(message, never)).toEqual(unknown("cut"));
    expect(await adapter.send(message, never)).toEqual({
      kind: "accepted",
      providerId: other.messages[0]?.sid,
    });
    expect(other.messages).toHaveLength(1);
    await other.stop();
  });
});

describe("finding a text whose outcome is unknown", () => {
  const sought = (over: Partial<Sought> = {}): Sought => ({
    id: message.id,
    to: message.to,
    from: null,
    bodyHash: createHash("sha256").update(message.body).digest("hex"),
    since: new Date(),
    known: [],
    ...over,
  });

  it("finds one that had been taken, with what became of it", async () => {
    provider.fail({ noAnswer: "cut", taken: true });
    await adapter.send(message, never);
    expect(await adapter.find?.(sought(), never)).toEqual({
      taken: true,
      providerId: provider.messages[0]?.sid,
      status: "queued",
    });
  });

  it("knows that one hadn't", async () => {
    provider.fail({ noAnswer: "cut", taken: false });
    await adapter.send(message, never);
    await adapter.send({ ...message, to: "+12125550144" }, never);
    expect(await adapter.find?.(sought(), never)).toEqual({ taken: false });
  });

  it("takes no earlier text of the same words for it", async () => {
    await adapter.send(message, never);
    const hourLater = new Date(Date.now() + 3_600_000);
    expect(await adapter.find?.(sought({ since: hourLater }), never)).toEqual({ taken: false });
  });

  it("takes no text of another for it", async () => {
    await adapter.send(message, never);
    const known = [provider.messages[0]!.sid];
    expect(await adapter.find?.(sought({ known }), never)).toEqual({ taken: false });
  });

  it("can't tell while there is a text of that time that nobody knows", async () => {
    await adapter.send({ ...message, body: message.body.replace("¿", "?") }, never);
    expect(await adapter.find?.(sought(), never)).toEqual({ taken: "unknown" });
  });

  it("looks through every page", async () => {
    await adapter.send(message, never);
    const other = { ...message, body: "Another" };
    for (let sent = 0; sent < 450; sent++) await adapter.send(other, never);
    expect(await adapter.find?.(sought(), never)).toMatchObject({
      taken: true,
      providerId: provider.messages[0]?.sid,
    });
  });

  it("can't tell while the provider can't be asked", async () => {
    await provider.down();
    expect(await adapter.find?.(sought(), never)).toEqual({ taken: "unknown" });
    await provider.up();
    const wrong = { ...provider.settings, token: "another" };
    const stranger = smsAdapter(wrong, { statusCallback: () => null });
    expect(await stranger.find?.(sought(), never)).toEqual({ taken: "unknown" });
    expect(await adapter.find?.(sought(), AbortSignal.abort())).toEqual({ taken: "unknown" });
  });
});
