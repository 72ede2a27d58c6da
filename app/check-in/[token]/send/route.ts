import { answerPosted } from "@/app/check-in/posted";
import { sendOwnReport } from "@/db/mutations/own-check-ins";
import { fieldText } from "@/lib/forms/field-text";
import { uuidOrNull } from "@/lib/forms/uuid";

type Context = { params: Promise<{ token: string }> };

/** Sends a report. Fields: report, key. The same form again leads to the same answer. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerPosted(request, params, async ({ form, visit, now, leadTo }) => {
    if (visit.kind !== "open") return leadTo();
    const reportId = uuidOrNull(fieldText(form, "report"));
    const idempotencyKey = uuidOrNull(fieldText(form, "key"));
    if (reportId === null || idempotencyKey === null) return leadTo();
    const sent = await sendOwnReport(visit.actor, { reportId, idempotencyKey }, now);
    if (sent.ok) return leadTo({ at: "sent" });
    if (sent.reason === "gone") return leadTo({ problem: "gone" });
    return leadTo(
      sent.reason === "nothing" ? { at: "review", problem: "nothing" } : { at: "unsaved" },
    );
  });
}
