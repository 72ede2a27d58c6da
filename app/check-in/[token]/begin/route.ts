import { v7 as uuidv7 } from "uuid";
import { answerPosted } from "@/app/check-in/posted";
import { beginOwnReport } from "@/db/mutations/own-check-ins";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { askedOf, stepFrom } from "@/lib/check-in/own-report";
import { fieldText } from "@/lib/forms/field-text";
import { uuidOrNull } from "@/lib/forms/uuid";

type Context = { params: Promise<{ token: string }> };

/** Begins a report, or goes on with the one under way. Field: recovery, empty for all that heal. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerPosted(request, params, async ({ form, visit, now, leadTo }) => {
    if (visit.kind !== "open") return leadTo();
    const recoveryId = uuidOrNull(fieldText(form, "recovery"));
    const begun = await beginOwnReport(visit.actor, { recoveryId, reportId: uuidv7() }, now);
    const own = begun.ok ? await findOwnRecovery(visit.actor) : null;
    if (!own?.draft) return leadTo();
    const { answers, recoveryId: meant } = own.draft;
    const asked = askedOf(own.recoveries.filter(({ id }) => meant === null || id === meant));
    const open = asked.findIndex(
      (sign, step) => answers[sign] === undefined && stepFrom(asked, step, answers) === step,
    );
    return leadTo({ at: open < 0 ? "review" : open + 1 });
  });
}
