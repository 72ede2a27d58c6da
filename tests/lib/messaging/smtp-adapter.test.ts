import { getCACertificates, setDefaultCACertificates } from "node:tls";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { MessageAdapter, Outgoing } from "@/lib/messaging/adapter";
import { type MailTimeouts, smtpAdapter } from "@/lib/messaging/smtp-adapter";
import {
  type MailFailure,
  type MailServer,
  type MailServerOptions,
  startMailServer,
} from "../../support/mail-server";
import { ownCertificate } from "../../support/own-certificate";

const message: Outgoing = {
  id: "018f3a52-0000-7000-8000-000000000001",
  channel: "email",
  to: "patient@example.org",
  from: null,
  subject: "Westside Skin: ¿cómo está?",
  body: `Westside Skin: ¿cómo está? 🙂\nhttps://desk.example.org/check-in/${"aB3_-".repeat(20)}\n.\n--\nAdiós`,
};

const FROM = "Westside Skin <desk@clinic.example>";
const never = new AbortController().signal;

let server: MailServer;
let adapter: MessageAdapter;

async function start(options?: MailServerOptions, host?: "0.0.0.0"): Promise<void> {
  server = await startMailServer(options);
  adapter = smtpAdapter({ url: server.url(host), from: FROM });
}

afterEach(async () => {
  adapter.close();
  await server.stop();
});

describe("sending a mail", () => {
  it("sends its text as it stands, and nothing beside it", async () => {
    await start();
    const result = await adapter.send(message, never);
    const messageId = `<${message.id}@clinic.example>`;
    expect(result).toEqual({ kind: "accepted", providerId: messageId });
    const [mail] = server.messages;
    expect(mail).toMatchObject({
      from: "desk@clinic.example",
      to: [message.to],
      body: message.body,
    });
    const { date, subject, ...headers } = Object.fromEntries(mail!.headers);
    expect(date).toBeDefined();
    expect(subject).toMatch(/^=\?UTF-8\?/);
    expect(headers).toEqual({
      from: FROM,
      to: message.to,
      "message-id": messageId,
      "auto-submitted": "auto-generated",
      "mime-version": "1.0",
      "content-type": "text/plain; charset=utf-8",
      "content-transfer-encoding": "quoted-printable",
    });
  });

  it.each([
    ["words in one long line", "word ".repeat(60).trim()],
    ["a long address", `https://desk.example.org/check-in/${"aB3_-".repeat(60)}`],
    ["short lines", "One\n\nTwo"],
    ["signs that mail has a use for", ".\n..\n=3D =\nFrom here\n--\n\t end "],
    ["many alphabets", "Здравствуйте, 你好, مرحبا. ".repeat(20).trim()],
  ])("changes nothing in %s", async (_name, body) => {
    await start();
    await adapter.send({ ...message, body }, never);
    const [mail] = server.messages;
    expect(mail?.body).toBe(body);
    expect(mail?.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  it.each([
    ["Westside\r\nBcc: b@example.org", "Westside Bcc: b@example.org"],
    ["Westside\0\u0007Skin\n", "Westside Skin"],
  ])("makes one line of the subject %j", async (subject, line) => {
    await start();
    await adapter.send({ ...message, subject }, never);
    expect(server.messages[0]?.headers.get("subject")).toBe(line);
  });

  it("sends from the address that a message names", async () => {
    await start();
    await adapter.send({ ...message, from: "other@clinic.example" }, never);
    expect(server.messages[0]?.from).toBe("other@clinic.example");
    expect(await adapter.send({ ...message, from: "nobody" }, never)).toEqual({
      kind: "refused",
      code: "smtp-from",
    });
  });

  it("is the same Message-ID under the same id", async () => {
    await start();
    await adapter.send(message, never);
    await adapter.send(message, never);
    const [first, second] = server.messages.map(({ headers }) => headers.get("message-id"));
    expect(first).toBe(second);
  });

  it("uses at most two connections for many mails, each sent once", async () => {
    await start();
    const ids = Array.from({ length: 50 }, (_, at) => `m${at}`);
    const results = await Promise.all(ids.map((id) => adapter.send({ ...message, id }, never)));
    expect(results.every(({ kind }) => kind === "accepted")).toBe(true);
    expect(new Set(server.messages.map(({ headers }) => headers.get("message-id"))).size).toBe(50);
    expect(server.messages).toHaveLength(50);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it.each([
    "",
    "patient",
    "a@example.org, b@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "A <a@example.org>",
    "a@example.org>\r\nRCPT TO:<b@example.org",
    "a@@example.org",
    `${"a".repeat(250)}@example.org`,
  ])("refuses to send to %j", async (to) => {
    await start();
    expect(await adapter.send({ ...message, to }, never)).toEqual({
      kind: "refused",
      code: "smtp-address",
    });
    expect(server.connections()).toBe(0);
  });

  it("keeps a subject one line, whatever is in it", async () => {
    await start();
    const breaks = fc.constantFrom(
      "\r\n",
      "\n",
      "\r",
      "\u2028",
      "\0",
      "\r\nBcc: b@example.org\r\n",
    );
    const subjects = fc.array(fc.oneof(breaks, fc.string()), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(subjects, async (parts) => {
        const result = await adapter.send({ ...message, subject: parts.join("") }, never);
        expect(result.kind).toBe("accepted");
        const mail = server.messages.at(-1)!;
        expect(mail.to).toEqual([message.to]);
        expect(mail.body).toBe(message.body);
        expect([...mail.headers.keys()].toSorted()).toEqual([
          "auto-submitted",
          "content-transfer-encoding",
          "content-type",
          "date",
          "from",
          "message-id",
          "mime-version",
          ...(mail.headers.has("subject") ? ["subject"] : []),
          "to",
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

const later = (code: string) => ({ kind: "later", code, retryAfterMs: null });
const refused = (code: string) => ({ kind: "refused", code });
const unknown = (code: string) => ({ kind: "unknown", code });

describe("what a mail server answers", () => {
  const replies: [string, MailFailure, object][] = [
    [
      "an address that isn't there",
      { at: "recipient", as: { reply: 550, text: "5.1.1 <patient@example.org> unknown" } },
      refused("smtp-550-5.1.1"),
    ],
    ["a sender it doesn't take", { at: "sender", as: { reply: 553 } }, refused("smtp-553")],
    ["a mail it doesn't take", { at: "message", as: { reply: 554 } }, refused("smtp-554")],
    ["a full mailbox", { at: "recipient", as: { reply: 452 } }, later("smtp-452")],
    ["a grey list", { at: "recipient", as: { reply: 450 } }, later("smtp-450")],
    ["a busy server", { at: "message", as: { reply: 451 } }, later("smtp-451")],
    ["a server that closes", { at: "sender", as: { reply: 421 } }, later("smtp-421")],
    ["a server that closes at the end", { at: "message", as: { reply: 421 } }, later("smtp-421")],
    ["a lost order of commands", { at: "recipient", as: { reply: 503 } }, later("smtp-503")],
    ["a login it asks for", { at: "sender", as: { reply: 530 } }, later("auth")],
    ["no service at all", { at: "greeting", as: { reply: 554 } }, later("smtp-554")],
    ["a cut at the sender", { at: "sender", as: "cut" }, later("connection")],
    ["a cut at the address", { at: "recipient", as: "cut" }, later("connection")],
    ["a cut within the mail", { at: "content", as: "cut" }, unknown("cut")],
    ["a cut after the mail", { at: "message", as: "cut" }, unknown("cut")],
    ["a cut after it was taken", { at: "message", as: "cut", taken: true }, unknown("cut")],
  ];

  it.each(replies)("tells %s, and sends the next", async (_name, failure, result) => {
    await start();
    server.fail(failure);
    expect(await adapter.send(message, never)).toEqual(result);
    expect(server.messages).toHaveLength(failure.taken ? 1 : 0);
    expect(await adapter.send({ ...message, id: "next" }, never)).toMatchObject({
      kind: "accepted",
    });
    expect(server.messages).toHaveLength(failure.taken ? 2 : 1);
  });

  const greeted = replies.filter(([, { at }]) => at !== "greeting");

  it.each(greeted)("tells %s on a connection in use", async (_name, failure, result) => {
    await start();
    await adapter.send({ ...message, id: "before" }, never);
    server.fail(failure);
    const told = await adapter.send(message, never);
    // Nothing had left, so the client may have sent it by a new connection.
    if (told.kind === "accepted") expect(result).toMatchObject({ kind: "later" });
    else expect(told).toEqual(result);
    const sent = server.messages.filter(({ headers }) =>
      headers.get("message-id")?.includes(message.id),
    );
    expect(sent).toHaveLength(failure.taken || told.kind === "accepted" ? 1 : 0);
  });

  it("sends by a new connection when the one in use was closed meanwhile", async () => {
    await start();
    await adapter.send({ ...message, id: "before" }, never);
    server.hangUp();
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
    expect(server.messages).toHaveLength(2);
  });

  it("asks once more when hung up on before the greeting, and no oftener", async () => {
    await start();
    const cut: MailFailure = { at: "greeting", as: "cut" };
    server.fail(cut);
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
    adapter.close();
    adapter = smtpAdapter({ url: server.url(), from: FROM });
    server.fail(cut, cut);
    expect(await adapter.send(message, never)).toEqual(later("connection"));
    expect(server.connections()).toBe(4);
    expect(server.messages).toHaveLength(1);
  });

  it.each<[MailFailure, object]>([
    [{ at: "greeting", as: "hang" }, later("timeout")],
    [{ at: "sender", as: "hang" }, later("timeout")],
    [{ at: "recipient", as: "hang" }, later("timeout")],
    [{ at: "content", as: "hang" }, unknown("timeout")],
    [{ at: "message", as: "hang" }, unknown("timeout")],
    [{ at: "message", as: "hang", taken: true }, unknown("timeout")],
  ])("tells %j when the time it is given is up", async (failure, result) => {
    await start();
    server.fail(failure);
    const failing = server.fails(failure.at);
    const given = new AbortController();
    const sending = adapter.send(message, given.signal);
    await failing;
    given.abort();
    expect(await sending).toEqual(result);
    expect(await adapter.send({ ...message, id: "next" }, never)).toMatchObject({
      kind: "accepted",
    });
  });

  it.each<[MailFailure, MailTimeouts, object]>([
    [{ at: "greeting", as: "hang" }, { connectMs: 100, answerMs: 60_000 }, later("timeout")],
    [{ at: "recipient", as: "hang" }, { connectMs: 60_000, answerMs: 1500 }, later("timeout")],
    [{ at: "message", as: "hang" }, { connectMs: 60_000, answerMs: 1500 }, unknown("timeout")],
  ])("has time-outs of its own for %j", async (failure, timeouts, result) => {
    await start();
    adapter = smtpAdapter({ url: server.url(), from: FROM }, timeouts);
    server.fail(failure);
    expect(await adapter.send(message, never)).toEqual(result);
  });

  it("sends nothing when the time is up before", async () => {
    await start();
    expect(await adapter.send(message, AbortSignal.abort())).toEqual(later("timeout"));
    expect(server.messages).toHaveLength(0);
  });

  it("knows that nothing left while nobody listens", async () => {
    await start();
    await server.down();
    expect(await adapter.send(message, never)).toEqual(later("connection"));
    await server.up();
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
  });

  it("knows that nothing left for a host without an address", async () => {
    await start();
    const nowhere = smtpAdapter({ url: "smtp://mail.invalid", from: FROM });
    expect(await nowhere.send(message, never)).toEqual(later("dns"));
    nowhere.close();
  });

  it("asks no name service for an address of digits", async () => {
    await start();
    const nobody = smtpAdapter({ url: "smtp://[::1]:1", from: FROM });
    expect(await nobody.send(message, never)).toEqual(later("connection"));
    nobody.close();
  });

  it("sends nothing once it is closed", async () => {
    await start();
    adapter.close();
    expect(await adapter.send(message, never)).toEqual(later("connection"));
  });
});

describe("logging in and TLS", () => {
  const login = { user: "desk@clinic.example", password: "p@ss:w/rd %41" };
  const certificate = ownCertificate("0.0.0.0");

  it("logs in with signs that an address has to write otherwise", async () => {
    await start(login);
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
    expect(server.messages[0]).toMatchObject({ user: login.user, secure: false });
  });

  it("needs no TLS to this machine itself, whose certificate nobody vouches for", async () => {
    await start({ tls: "starttls", certificate });
    expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
    expect(server.messages[0]).toMatchObject({ secure: false });
  });

  it("tells a wrong password apart, as nothing that a message can help", async () => {
    await start(login);
    const url = server.url().replace(/:[^:@]+@/, ":wrong@");
    adapter = smtpAdapter({ url, from: FROM });
    expect(await adapter.send(message, never)).toEqual(later("auth"));
    expect(server.messages).toHaveLength(0);
  });

  it.each([
    ["offers no TLS", { ...login, tls: "none" }],
    ["has a certificate nobody vouches for", { ...login, tls: "starttls", certificate }],
    ["has one from the start", { ...login, tls: "at once", certificate }],
  ] as const)("sends nothing across a network when a server %s", async (_name, options) => {
    await start(options, "0.0.0.0");
    expect(await adapter.send(message, never)).toEqual(later("tls"));
    expect(server.messages).toHaveLength(0);
  });

  it.each(["starttls", "at once"] as const)("sends over TLS that is trusted: %s", async (tls) => {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, certificate.cert]);
    try {
      await start({ ...login, tls, certificate }, "0.0.0.0");
      expect(await adapter.send(message, never)).toMatchObject({ kind: "accepted" });
      expect(server.messages[0]).toMatchObject({ user: login.user, secure: true });
    } finally {
      setDefaultCACertificates(before);
    }
  });

  it("refuses a trusted certificate of another host", async () => {
    const before = getCACertificates("default");
    const other = ownCertificate("10.0.0.1");
    setDefaultCACertificates([...before, other.cert]);
    try {
      await start({ ...login, tls: "starttls", certificate: other }, "0.0.0.0");
      expect(await adapter.send(message, never)).toEqual(later("tls"));
    } finally {
      setDefaultCACertificates(before);
    }
  });
});
