import { answerPosted } from "@/app/check-in/posted";
import { keepVisit } from "@/app/check-in/visit";
import { verifyCheckInLink } from "@/db/mutations/check-in-links";
import { addressTries } from "@/db/mutations/check-in-tries";
import { parseBirthDate } from "@/lib/check-in/patient-answer";
import { CLIENT_ADDRESS_HEADER } from "@/lib/http/client-address";

type Context = { params: Promise<{ token: string }> };

/** Opens a patient's page with their birth date. Fields: year, month, day. A date that is none costs no try. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerPosted(request, params, async ({ form, visit, now, leadTo }) => {
    if (visit.kind !== "closed") return leadTo();
    const birthOn = parseBirthDate(form, now);
    if (birthOn === null) return leadTo({ problem: "date" });

    // Nobody told us the address: then all such visitors share one.
    const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
    const taken = await addressTries.take(address);
    if (!taken.ok) {
      if (taken.reason === "unavailable") return leadTo({ problem: "unavailable" });
      return leadTo({ problem: "wait", minutes: Math.max(1, Math.ceil(taken.waitMs / 60_000)) });
    }
    const result = await verifyCheckInLink(visit.link, birthOn, now);
    if (!result.ok) return leadTo(result.reason === "wrong" ? { problem: "wrong" } : {});
    await addressTries.giveBack(address);
    await keepVisit(result.actor);
    return leadTo();
  });
}
