import { createHash } from "node:crypto";
import { z } from "zod";
import type { Found, MessageAdapter, Outgoing, SendResult, Sought } from "./adapter";
import { statusOf } from "./sms-callbacks";

/**
 * An account at a provider whose API is Twilio's (2010-04-01). `url` is the base of the API, `from`
 * a number in E.164 or a messaging service's id.
 */
export type SmsAccount = { url: string; account: string; token: string; from: string };

export type SmsOptions = {
  /** Where the provider reports what became of a message, by the ledger's id; null for nowhere. */
  statusCallback: (id: string) => string | null;
  /** How long one request may take, in milliseconds. */
  timeoutMs?: number;
};

/**
 * Sends texts over a provider's HTTP API. Every send carries the ledger's id as Idempotency-Key;
 * for providers that don't know the header, `find` tells whether a text had been taken.
 */
export function smsAdapter(account: SmsAccount, options: SmsOptions): MessageAdapter {
  const provider = { ...account, ...options, timeoutMs: options.timeoutMs ?? 15_000 };
  return {
    name: "sms-api",
    channel: "sms",
    send: (message, signal) => send(provider, message, signal),
    find: (sought, signal) => find(provider, sought, signal),
    close: () => {},
  };
}

type Provider = SmsAccount & SmsOptions & { timeoutMs: number };

const E164 = /^\+[1-9]\d{6,14}$/;

async function send(
  provider: Provider,
  message: Outgoing,
  signal: AbortSignal,
): Promise<SendResult> {
  if (!E164.test(message.to)) return { kind: "refused", code: "sms-number" };
  if (signal.aborted) return { kind: "later", code: "timeout", retryAfterMs: null };
  const from = message.from ?? provider.from;
  const callback = provider.statusCallback(message.id);
  const form = new URLSearchParams({
    To: message.to,
    [from.startsWith("MG") ? "MessagingServiceSid" : "From"]: from,
    Body: message.body,
    ...(callback === null ? {} : { StatusCallback: callback }),
  });
  let answer: Response;
  try {
    answer = await call(provider, messagesUrl(provider), signal, {
      method: "POST",
      headers: { "idempotency-key": message.id },
      body: form,
    });
  } catch (error) {
    return notAnswered(error);
  }
  return readAnswer(answer);
}

function messagesUrl({ url, account }: SmsAccount): URL {
  const base = url.endsWith("/") ? url : `${url}/`;
  return new URL(`2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`, base);
}

/** Follows no redirect, for it would carry the message and the token elsewhere. */
function call(
  { account, token, timeoutMs }: Provider,
  url: URL,
  signal: AbortSignal,
  init: { method: "GET" | "POST"; headers?: Record<string, string>; body?: URLSearchParams },
): Promise<Response> {
  const basic = Buffer.from(`${account}:${token}`).toString("base64");
  return fetch(url, {
    ...init,
    headers: { ...init.headers, authorization: `Basic ${basic}`, accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
}

/** Failures on the way to a provider: no byte of the message has left. */
const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

function notAnswered(error: unknown): SendResult {
  const code = causeOf(error);
  if (NEVER_LEFT.test(code)) return { kind: "later", code: "connection", retryAfterMs: null };
  const timeout = error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name);
  return { kind: "unknown", code: timeout ? "timeout" : "cut" };
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

const acceptance = z.object({ sid: z.string().regex(/^[\w-]{1,64}$/) });
const refusal = z.object({ code: z.int().positive() });

/**
 * The provider's codes for what is wrong with the account or the sender: once the clinic has put it
 * right, the same message can go. Every other code is about this message.
 */
const SENDER_CODES = new Set([
  20002, 20003, 20005, 20006, 20008, 21212, 21603, 21606, 21659, 21660, 21661, 21701, 21703, 30002,
]);

/** Codes below are about accounts and requests as such. */
const FIRST_MESSAGE_CODE = 21_000;

/** Codes for too much at once. */
const BUSY_CODES = new Set([14107, 20429, 21611, 30001]);

async function readAnswer(answer: Response): Promise<SendResult> {
  const { status } = answer;
  let content: unknown;
  try {
    content = await answer.json();
  } catch {
    content = null;
  }
  if (answer.ok)
    return { kind: "accepted", providerId: acceptance.safeParse(content).data?.sid ?? null };
  const given = refusal.safeParse(content).data?.code;
  const code = `sms-${given ?? status}`;
  if (status === 429 || status === 503 || (given !== undefined && BUSY_CODES.has(given))) {
    return { kind: "later", code, retryAfterMs: retryAfter(answer) };
  }
  // A gateway may give up on a provider that goes on and sends.
  if (status >= 500 || status === 408 || status === 409) return { kind: "unknown", code };
  const ours = given === undefined || given < FIRST_MESSAGE_CODE || SENDER_CODES.has(given);
  if (status === 401 || (status === 403 && ours)) {
    return { kind: "later", code: "auth", retryAfterMs: null };
  }
  if (status === 404 || status < 400 || (given !== undefined && SENDER_CODES.has(given))) {
    return { kind: "later", code, retryAfterMs: null };
  }
  return { kind: "refused", code };
}

/** Retry-After in milliseconds; a date counts from the provider's own clock. */
function retryAfter({ headers }: Response): number | null {
  const text = headers.get("retry-after") ?? "";
  const ms = /^\d{1,6}$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(headers.get("date") ?? "");
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}

const PAGE = 200;
const MOST_PAGES = 10;
/** How far apart the provider's clock and ours may be. */
const CLOCKS_MS = 2 * 60_000;

const listed = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      body: z.string().nullable(),
      direction: z.string(),
      status: z.string(),
      date_created: z.string().nullable(),
    }),
  ),
  next_page_uri: z.string().nullish(),
});
type Listed = z.infer<typeof listed>["messages"][number];

/**
 * Looks through what the provider has for the number. The filter by date isn't used: it goes by the
 * sending, and would hide a text that still waits. Providers may rewrite signs of a body, so that
 * another text of that time which the ledger doesn't know makes the answer `unknown`.
 */
async function find(provider: Provider, sought: Sought, signal: AbortSignal): Promise<Found> {
  const all = await listMessages(provider, sought.to, signal);
  if (all === null) return { taken: "unknown" };
  const since = sought.since.getTime() - CLOCKS_MS;
  const candidates = all.filter(
    ({ sid, direction, date_created: created }) =>
      direction.startsWith("outbound") &&
      !sought.known?.includes(sid) &&
      !(Date.parse(created ?? "") < since),
  );
  const match = candidates.find(({ body }) => hashOf(body ?? "") === sought.bodyHash);
  if (match) return { taken: true, providerId: match.sid, status: statusOf(match.status) };
  return { taken: candidates.length === 0 ? false : "unknown" };
}

/** Everything to a number, newest first as a rule; null when not all of it could be read. */
async function listMessages(
  provider: Provider,
  to: string,
  signal: AbortSignal,
): Promise<Listed[] | null> {
  const first = messagesUrl(provider);
  first.search = new URLSearchParams({ To: to, PageSize: String(PAGE) }).toString();
  const all: Listed[] = [];
  let next: URL | null = first;
  for (let page = 0; next !== null; page++) {
    if (page === MOST_PAGES || next.origin !== first.origin) return null;
    const read: z.infer<typeof listed> | null = await readPage(provider, next, signal);
    if (read === null) return null;
    all.push(...read.messages);
    next = read.next_page_uri ? new URL(read.next_page_uri, first) : null;
  }
  return all;
}

async function readPage(
  provider: Provider,
  url: URL,
  signal: AbortSignal,
): Promise<z.infer<typeof listed> | null> {
  try {
    const answer = await call(provider, url, signal, { method: "GET" });
    return answer.ok ? (listed.safeParse(await answer.json()).data ?? null) : null;
  } catch {
    return null;
  }
}

function hashOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
