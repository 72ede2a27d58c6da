import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { jsonBody } from "@/app/json-body";
import { releaseFollowUp } from "@/db/mutations/claims";
import { claimSent } from "@/lib/calls/claim-sent";
import { isSameOrigin } from "@/lib/http/same-origin";

/** Puts one's own call down: `{ patientId }`, sent when the panel or its tab is closed without a call. */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  if (!isSameOrigin(request.headers)) return refusal(403, "other_origin", "Send it from the desk.");
  const sent = claimSent(await jsonBody(request));
  if (sent === null) return refusal(400, "unreadable", "Name a patient.");
  const { patientId } = sent;
  const released = await orForbiddenForRoute(actor, () =>
    releaseFollowUp(actor, { patientId }, new Date()),
  );
  if (released instanceof Response) return released;
  if (!released.ok && released.reason === "not_found") {
    return refusal(404, "not_found", "There is no such patient.");
  }
  return new Response(null, { status: 204 });
}
