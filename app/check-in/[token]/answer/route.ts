import { answerPosted } from "@/app/check-in/posted";
import { keepOwnAnswer } from "@/db/mutations/own-check-ins";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { askedOf, stepFrom, withAnswer } from "@/lib/check-in/own-report";
import { parseOwnAnswer } from "@/lib/check-in/patient-answer";
import { fieldText } from "@/lib/forms/field-text";

type Context = { params: Promise<{ token: string }> };

/** Keeps one answer and leads to the next question. Fields: report, sign, answer or skip; from "review" back there. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerPosted(request, params, async ({ form, visit, now, leadTo }) => {
    if (visit.kind !== "open") return leadTo();
    const reportId = fieldText(form, "report");
    const own = await findOwnRecovery(visit.actor);
    const draft = own?.draft;
    if (!own || draft?.reportId !== reportId) return leadTo({ problem: "gone" });
    const meant = own.recoveries.filter(({ id }) => [null, id].includes(draft.recoveryId));
    const asked = askedOf(meant);
    const answer = parseOwnAnswer(form, asked);
    const step = asked.findIndex((sign) => sign === fieldText(form, "sign"));
    if (answer === null) return leadTo(step < 0 ? {} : { at: step + 1, problem: "answer" });

    const kept = await keepOwnAnswer(visit.actor, { reportId, ...answer }, now);
    if (!kept.ok && kept.reason === "gone") return leadTo({ problem: "gone" });
    const answers = withAnswer(draft.answers, answer);
    const following = stepFrom(asked, step + 1, answers);
    // Whether the swelling grows is asked with it; then the way leads back as for any other.
    const follows = asked[following ?? -1] === "swellingTrend" && answer.sign === "swelling";
    const fromReview = fieldText(form, "from") === "review";
    const next = following === null || (fromReview && !follows) ? "review" : following + 1;
    if (!kept.ok) return leadTo({ at: "unsaved", next });
    if (kept.alarm !== null) return leadTo({ at: "kept", next });
    return leadTo(fromReview && follows ? { at: next, from: "review" } : { at: next });
  });
}
