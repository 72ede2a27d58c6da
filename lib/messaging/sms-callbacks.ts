import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { WISHES } from "./stop-words";
import type { MessageStatus } from "./words";

/**
 * Whether the SMS provider posted a form: HMAC-SHA1, with the account's token, over the address it
 * called and the fields in the order of their names. `url` is the address as the provider knows it,
 * with its query. Source: Twilio, Security, "Validating signatures from Twilio".
 */
export function isSignedByProvider(
  { url, form, signature }: { url: string; form: URLSearchParams; signature: string | null },
  token: string,
): boolean {
  if (signature === null) return false;
  const given = Buffer.from(signature);
  const wanted = Buffer.from(signatureOf(url, form, token));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A field that is given several times is signed once for each different value. */
function signatureOf(url: string, form: URLSearchParams, token: string): string {
  const names = [...new Set(form.keys())].toSorted(byCode);
  const fields = names.flatMap((name) =>
    [...new Set(form.getAll(name))].toSorted(byCode).map((value) => name + value),
  );
  return createHmac("sha1", token)
    .update(url + fields.join(""))
    .digest("base64");
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The provider's words for where a message is; "sent" only says that a carrier has it. */
const STATUS_OF: Readonly<Record<string, MessageStatus>> = {
  accepted: "queued",
  scheduled: "queued",
  queued: "queued",
  sending: "queued",
  sent: "queued",
  delivered: "delivered",
  read: "delivered",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

/** A provider's status as the ledger writes it; null for a word it doesn't know. */
export function statusOf(word: string): MessageStatus | null {
  return Object.hasOwn(STATUS_OF, word) ? STATUS_OF[word]! : null;
}

/** Why a form can't be read. None of them quotes it. */
export type Unreadable =
  | "no message id"
  | "unknown status"
  | "strange error code"
  | "strange number"
  | "text too long";

/** What became of a message; `code` is "sms-30003" and its like where the provider gives a reason. */
export type StatusNews = { providerId: string; status: MessageStatus; code: string | null };

const messageId = z.string("no message id").regex(/^[\w-]{1,64}$/, "no message id");

const statusForm = z.object({
  MessageSid: messageId,
  MessageStatus: z.string("unknown status").transform((word, context) => {
    const status = statusOf(word);
    if (status !== null) return status;
    context.addIssue({ code: "custom", message: "unknown status" });
    return z.NEVER;
  }),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/, "strange error code")
    .optional(),
});

/** Reads what the provider posts to a status callback; news may come twice and out of order. */
export function readStatusNews(
  form: URLSearchParams,
): { ok: true; news: StatusNews } | { ok: false; reason: Unreadable } {
  const read = statusForm.safeParse(fieldsOf(form));
  if (!read.success) return { ok: false, reason: reasonOf(read.error) };
  const { MessageSid: providerId, MessageStatus: status, ErrorCode } = read.data;
  return { ok: true, news: { providerId, status, code: ErrorCode ? `sms-${ErrorCode}` : null } };
}

/**
 * A text that somebody sent. `providerSays` is the provider's own reading of it, `pictures` counts
 * what came with it and isn't fetched.
 */
export type InboundText = {
  providerId: string;
  from: string;
  to: string;
  body: string;
  pictures: number;
  providerSays: (typeof WISHES)[number] | null;
};

/** Longest text that a provider passes on, in UTF-16 units. */
export const LONGEST_TEXT = 1600;

/** A number, or the short code of a sender. */
const number = z.string("strange number").regex(/^(\+[1-9]\d{6,14}|\d{3,8})$/, "strange number");

const textForm = z.object({
  MessageSid: messageId,
  From: number,
  To: number,
  // No database column takes a NUL.
  Body: z
    .string()
    .max(LONGEST_TEXT, "text too long")
    .default("")
    .transform((text) => text.replaceAll("\0", "")),
  NumMedia: z.coerce.number().int().min(0).max(100).catch(0),
  OptOutType: z.enum(WISHES).nullable().catch(null),
});

/** Reads what the provider posts for a text that came in. The same text may be posted twice. */
export function readInboundText(
  form: URLSearchParams,
): { ok: true; text: InboundText } | { ok: false; reason: Unreadable } {
  const read = textForm.safeParse(fieldsOf(form));
  if (!read.success) return { ok: false, reason: reasonOf(read.error) };
  const { MessageSid, From, To, Body, NumMedia, OptOutType } = read.data;
  return {
    ok: true,
    text: {
      providerId: MessageSid,
      from: From,
      to: To,
      body: Body,
      pictures: NumMedia,
      providerSays: OptOutType,
    },
  };
}

/** An empty field counts as left out, as providers send both. */
function fieldsOf(form: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...form].filter(([, value]) => value !== ""));
}

/** Every message of the schemas above is one of the reasons. */
function reasonOf({ issues: [issue] }: z.ZodError): Unreadable {
  return (issue?.message ?? "no message id") as Unreadable;
}
