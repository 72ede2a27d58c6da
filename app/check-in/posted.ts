import { refusal } from "@/app/auth";
import { CHECK_IN_PATH } from "@/lib/check-in/link";
import { languageOrNull } from "@/lib/check-in/page-language";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { fieldText } from "@/lib/forms/field-text";
import { isSameOrigin } from "@/lib/http/same-origin";
import { logError } from "@/lib/log";
import type { Language } from "@/lib/patients/languages";
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
 * Answers a form of the patient's page: plain posts, which work without scripts and can be sent again. Who
 * is in stays in. A form of another site is refused; if the desk can't be asked, that is said, with 503.
 */
export async function answerPosted(
  request: Request,
  params: Promise<{ token: string }>,
  work: (posted: Posted) => Promise<Response>,
): Promise<Response> {
  if (!isSameOrigin(request.headers)) return fromElsewhere();
  const form = await request.formData().catch(() => new FormData());
  const lang = languageOrNull(fieldText(form, "lang"));
  return answerVisit(params, lang, (visited) => work({ ...visited, form }));
}

/**
 * The same for a form of files: `work` reads it itself, and not before it is known who sends it. The language
 * stands in the address that it is sent to.
 */
export async function answerFiles(
  request: Request,
  params: Promise<{ token: string }>,
  work: (visited: Visited) => Promise<Response>,
): Promise<Response> {
  if (!isSameOrigin(request.headers)) return fromElsewhere();
  const lang = languageOrNull(new URL(request.url).searchParams.get("lang"));
  return answerVisit(params, lang, work);
}

function fromElsewhere(): Response {
  return refusal(403, "other_origin", "Send it from the check-in page.");
}

type Visited = Omit<Posted, "form">;

async function answerVisit(
  params: Promise<{ token: string }>,
  lang: Language | null,
  work: (visited: Visited) => Promise<Response>,
): Promise<Response> {
  const { token } = await params;
  try {
    const now = new Date();
    const visit = await visitOf(token, now);
    if (visit.kind === "open") await keepVisit(visit.actor);
    const leadTo = (place: Query = {}) => seeOther(token, { ...(lang && { lang }), ...place });
    return await work({ visit, now, leadTo });
  } catch (error) {
    logError("a patient's form can't be answered", error);
    return unavailable(lang ?? "en");
  }
}

function unavailable(language: Language): Response {
  const words = PATIENT_WORDS[language];
  const text = [words.unsavedTitle, words.broken, words.goneEmergency].join("\n\n");
  return new Response(text, {
    status: 503,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": "5",
    },
  });
}

function seeOther(token: string, query: Query): Response {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString();
  const location = `${CHECK_IN_PATH}/${encodeURIComponent(token)}${text ? `?${text}` : ""}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
