import { readPosted } from "@/app/check-in/posted";
import { keepOwnAnswer } from "@/db/mutations/own-check-ins";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { askedOf, stepFrom, withAnswer } from "@/lib/check-in/own-report";
import { parseOwnAnswer } from "@/lib/check-in/patient-answer";
import { fieldText } from "@/lib/forms/field-text";

type Context = { params: Promise<{ token: string }> };

/** Keeps one answer and leads to the next question. Fields: report, sign, answer or skip; from "review" back there. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const posted = await readPosted(request, params);
  if (posted instanceof Response) return posted;
  const { form, visit, now, leadTo } = posted;
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
  const back = fieldText(form, "from") === "review" && answer.sign !== "swelling";
  const next = back || following === null ? "review" : following + 1;
  if (!kept.ok) return leadTo({ at: "unsaved", next });
  return leadTo(kept.alarm === null ? { at: next } : { at: "kept", next });
}
