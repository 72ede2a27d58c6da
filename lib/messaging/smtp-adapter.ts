import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { isLoopback } from "@/lib/http/loopback";
import type { MessageAdapter, Outgoing, SendResult } from "./adapter";
import { isMailAddress, type Mailbox, readMailbox } from "./mailbox";

/**
 * A mail server, as `smtp://user:password@host:587` (upgraded to TLS) or `smtps://…:465`, and whom
 * mail is from, as a plain address or `Name <address>`.
 */
export type MailAccount = { url: string; from: string };

/** How long the server may take, in milliseconds: to be connected and greet, and for each answer. */
export type MailTimeouts = { connectMs: number; answerMs: number };

const TIMEOUTS: MailTimeouts = { connectMs: 10_000, answerMs: 30_000 };

/**
 * Sends plain text over SMTP, on at most two connections. TLS with a trusted certificate is a must
 * except to this machine itself. A mail server can't be asked for a message, so there is no `find`;
 * the Message-ID is made from the ledger's id, by which mailboxes know a second copy.
 */
export function smtpAdapter(account: MailAccount, timeouts = TIMEOUTS): MessageAdapter {
  const transport = createTransport({ ...serverOf(account), ...limitsOf(timeouts) });
  /** The contents being sent, by Message-ID: whether one was read is whether a part has left. */
  const contents = new Map<string, Readable[]>();
  transport.use("stream", ({ data, message }, done) => {
    message.processFunc((content) => {
      contents.get(String(data.messageId))?.push(content);
      return content;
    });
    done();
  });
  return {
    name: "smtp",
    channel: "email",
    async send(message, signal) {
      const from = readMailbox(message.from ?? account.from);
      if (from === null) return { kind: "refused", code: "smtp-from" };
      if (!isMailAddress(message.to)) return { kind: "refused", code: "smtp-address" };
      const mail = mailOf(message, from);
      const sending: Readable[] = [];
      contents.set(mail.messageId, sending);
      try {
        await transport.sendMail({ ...mail, signal });
        return { kind: "accepted", providerId: mail.messageId };
      } catch (error) {
        return notSent(
          error,
          sending.some((content) => content.readableDidRead),
        );
      } finally {
        contents.delete(mail.messageId);
      }
    },
    close: () => transport.close(),
  };
}

function serverOf({ url }: MailAccount) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const own = isLoopback(hostname);
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !own,
    ignoreTLS: own,
    ...(username === "" ? {} : { auth }),
  };
}

function limitsOf({ connectMs, answerMs }: MailTimeouts) {
  return {
    pool: true as const,
    maxConnections: 2,
    // A server that hangs up before its greeting is asked once more, with nothing sent yet.
    maxRequeues: 1,
    connectionTimeout: connectMs,
    dnsTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  };
}

/** A mail without anything that tracks: text only, marked as written by a program. */
function mailOf({ id, to, subject, body }: Outgoing, from: Mailbox) {
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return {
    messageId: `<${id}@${domain}>`,
    from,
    to: { name: "", address: to },
    envelope: { from: from.address, to },
    subject: oneLine(subject ?? ""),
    text: body,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/** What a failed sending means; `left` says that a part of the content may have reached the server. */
function notSent(error: unknown, left: boolean): SendResult {
  const { code, reply, enhanced } = causeOf(error);
  const timeout = code === "ETIMEDOUT" || code === "EABORT";
  if (code === "ETLS" && !left) return later("tls");
  if (code === "EAUTH" || AUTH_REPLIES.has(reply)) return later("auth");
  const answered = `smtp-${reply}${enhanced === null ? "" : `-${enhanced}`}`;
  // 503 is about the order of commands, and what precedes MAIL is about nobody's message.
  const final = reply >= 500 && reply !== 503 && isAboutMessage(code);
  if (final) return { kind: "refused", code: answered };
  if (reply >= 400) return later(answered);
  if (left) return { kind: "unknown", code: timeout ? "timeout" : "cut" };
  // Found by the client itself, before the server was asked.
  if (isAboutMessage(code)) return { kind: "refused", code: "smtp-envelope" };
  return later(timeout ? "timeout" : code === "EDNS" ? "dns" : "connection");
}

/** Replies that ask for a login, or for another one. */
const AUTH_REPLIES = new Set([530, 534, 535, 538]);

function later(code: string): SendResult {
  return { kind: "later", code, retryAfterMs: null };
}

function isAboutMessage(code: string): boolean {
  return code === "EENVELOPE" || code === "EMESSAGE";
}

/** Node's words for a certificate or a TLS talk that failed; the client calls it a socket's error. */
const TLS_CODES = /CERT|_TLS_|_SSL_|^UNABLE_TO_/;

/** `reply` is the server's three digits, 0 for none; `enhanced` what RFC 3463 adds, "5.1.1". */
function causeOf(error: unknown): { code: string; reply: number; enhanced: string | null } {
  if (!(error instanceof Error)) return { code: "", reply: 0, enhanced: null };
  const original = "originalCode" in error ? String(error.originalCode) : "";
  const code = TLS_CODES.test(original) ? "ETLS" : "code" in error ? String(error.code) : "";
  const reply = "responseCode" in error ? Number(error.responseCode) : 0;
  const response = "response" in error ? String(error.response) : "";
  const [, enhanced = null] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return { code, reply, enhanced };
}
