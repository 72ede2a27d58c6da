import { refusal } from "@/app/auth";
import { receiveText } from "@/db/mutations/received-texts";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { findClinicOfTextNumber } from "@/db/queries/message-queue";
import { logError } from "@/lib/log";
import { readInboundText } from "@/lib/messaging/sms-callbacks";
import { wishOf } from "@/lib/messaging/stop-words";
import { postedByProvider } from "../posted";

/** The SMS provider hands over a text that came in. It is answered by the ledger, not here. */
export async function POST(request: Request): Promise<Response> {
  const posted = await postedByProvider(request);
  if (!posted.ok) return posted.answer;
  const read = readInboundText(posted.form);
  if (!read.ok) return refusal(400, "unreadable", read.reason);
  const { providerId, from, to, body, pictures, providerSays } = read.text;
  try {
    const clinicId = (await findClinicOfTextNumber(to)) ?? (await onlyClinic());
    if (clinicId === null) return refusal(404, "not_found", "No clinic has this number.");
    const text = {
      providerId,
      from,
      body: pictures > 0 ? `${body}\n(with ${pictures} pictures that weren’t kept)`.trim() : body,
      asks: wishOf(body, providerSays),
    };
    await receiveText({ kind: "job", clinicId, job: "sms provider" }, text, new Date());
  } catch (error) {
    // The provider tries again after an answer like this.
    logError("A text that came in could not be kept.", error);
    return new Response(null, { status: 503, headers: { "retry-after": "30" } });
  }
  return new Response("<Response/>", { headers: { "content-type": "text/xml" } });
}

/** A desk of one clinic need not say which number is whose. */
async function onlyClinic(): Promise<string | null> {
  const [first, ...others] = await listClinicsForRounds();
  return first !== undefined && others.length === 0 ? first : null;
}
