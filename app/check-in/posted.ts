import { refusal } from "@/app/auth";
import { CHECK_IN_PATH } from "@/lib/check-in/link";
import { languageOrNull } from "@/lib/check-in/page-language";
import { fieldText } from "@/lib/forms/field-text";
import { isSameOrigin } from "@/lib/http/same-origin";
import { keepVisit, type Visit, visitOf } from "./visit";

type Query = Readonly<Record<string, string | number>>;

/** A form that was sent from a patient's page. `leadTo` answers with the place on the page that comes next. */
export type Posted = {
  form: FormData;
  visit: Visit;
  now: Date;
  leadTo: (place?: Query) => Response;
};

/**
 * Reads a form of the patient's page: plain posts, which work without scripts and can be sent again. Who
 * is in stays in. A form of another site is refused.
 */
export async function readPosted(
  request: Request,
  params: Promise<{ token: string }>,
): Promise<Posted | Response> {
  if (!isSameOrigin(request.headers)) {
    return refusal(403, "other_origin", "Send it from the check-in page.");
  }
  const { token } = await params;
  const form = await request.formData().catch(() => new FormData());
  const now = new Date();
  const visit = await visitOf(token, now);
  if (visit.kind === "open") await keepVisit(visit.actor);
  const language = languageOrNull(fieldText(form, "lang"));
  return {
    form,
    visit,
    now,
    leadTo: (place) => seeOther(token, { ...(language && { lang: language }), ...place }),
  };
}

function seeOther(token: string, query: Query): Response {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString();
  const location = `${CHECK_IN_PATH}/${encodeURIComponent(token)}${text ? `?${text}` : ""}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
