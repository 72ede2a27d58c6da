import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { jsonBody } from "@/app/json-body";
import { keepCallDraft } from "@/db/mutations/call-drafts";
import { parseCallDraft } from "@/lib/calls/draft";
import { clockWithSeconds } from "@/lib/dates";
import { isSameOrigin } from "@/lib/http/same-origin";

/**
 * Keeps an unfinished call form: `{ patientId, idempotencyKey, fields }`. Answers `{ savedAt }`,
 * "10:04:12 AM", or `{ logged }` for a call that is logged already. A route and no action, for actions wait for each other, and a save never waits for
 * a draft. Somebody is typing, so it counts as a sign of life.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute();
  if (actor instanceof Response) return actor;
  if (!isSameOrigin(request.headers)) return refusal(403, "other_origin", "Send it from the desk.");
  const draft = parseCallDraft(await jsonBody(request));
  if (draft === null) return refusal(400, "unreadable", "This is no draft of a call.");
  const kept = await orForbiddenForRoute(actor, () => keepCallDraft(actor, draft, new Date()));
  if (kept instanceof Response) return kept;
  const headers = { "cache-control": "no-store" };
  if (!kept.ok) {
    // The save was faster than the draft of what it saved: nothing went wrong.
    return kept.reason === "logged"
      ? Response.json({ logged: true }, { headers })
      : refusal(404, "not_found", "There is no such patient.");
  }
  const { timeZone } = actor.clinic;
  return Response.json({ savedAt: clockWithSeconds(kept.savedAt, timeZone) }, { headers });
}
