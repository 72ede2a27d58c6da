import { refusal } from "@/app/auth";
import { recordMessageStatus } from "@/db/mutations/message-outcomes";
import { findClinicOfMessage } from "@/db/queries/message-queue";
import { uuidOrNull } from "@/lib/forms/uuid";
import { logError } from "@/lib/log";
import { readStatusNews } from "@/lib/messaging/sms-callbacks";
import { postedByProvider } from "../posted";

/** The SMS provider says what became of a message: `?message=` its id in our ledger. */
export async function POST(request: Request): Promise<Response> {
  const posted = await postedByProvider(request);
  if (!posted.ok) return posted.answer;
  const read = readStatusNews(posted.form);
  const messageId = uuidOrNull(new URL(request.url).searchParams.get("message"));
  if (!read.ok || messageId === null) {
    return refusal(400, "unreadable", read.ok ? "No message is named." : read.reason);
  }
  try {
    const clinicId = await findClinicOfMessage(messageId);
    const actor = clinicId && ({ kind: "job", clinicId, job: "sms provider" } as const);
    const known =
      actor && (await recordMessageStatus(actor, { messageId, ...read.news }, new Date()));
    return known
      ? new Response(null, { status: 204 })
      : refusal(404, "not_found", "No such message.");
  } catch (error) {
    // The provider tries again after an answer like this.
    logError("News of a message could not be kept.", error, { messageId });
    return new Response(null, { status: 503, headers: { "retry-after": "30" } });
  }
}
