import { refusal } from "@/app/auth";
import { messageSettings, publicUrl } from "@/lib/env";
import { isSignedByProvider } from "@/lib/messaging/sms-callbacks";

/** What a provider posts is a few hundred bytes. */
const MOST_BYTES = 64_000;

/**
 * The form that our SMS provider posted, proved by its signature over the address that it knows us by; else
 * the answer that refuses it.
 */
export async function postedByProvider(
  request: Request,
): Promise<{ ok: true; form: URLSearchParams } | { ok: false; answer: Response }> {
  const { sms } = messageSettings();
  if (sms === null)
    return { ok: false, answer: refusal(404, "not_found", "There is nothing here.") };
  const text = await bodyOf(request);
  const { pathname, search } = new URL(request.url);
  const url = `${publicUrl().replace(/\/$/, "")}${pathname}${search}`;
  const form = new URLSearchParams(text ?? "");
  const signature = request.headers.get("x-twilio-signature");
  if (text === null || !isSignedByProvider({ url, form, signature }, sms.token)) {
    return { ok: false, answer: refusal(403, "not_signed", "The signature doesn't fit.") };
  }
  return { ok: true, form };
}

async function bodyOf(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length")) > MOST_BYTES) return null;
  const bytes = await request.arrayBuffer().catch(() => null);
  return bytes === null || bytes.byteLength > MOST_BYTES ? null : new TextDecoder().decode(bytes);
}
