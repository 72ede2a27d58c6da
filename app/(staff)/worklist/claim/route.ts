import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { jsonBody } from "@/app/json-body";
import { claimFollowUp, renewClaim } from "@/db/mutations/claims";
import { claimSent } from "@/lib/calls/claim-sent";
import { relativeTo } from "@/lib/dates";
import { isSameOrigin } from "@/lib/http/same-origin";

/**
 * Says that this person is calling a patient, `{ patientId, opened: true }`, or is still at it.
 * Answers `{ held: true }`, or who has the patient and since when. The panel sends it by itself, so
 * it keeps nobody signed in.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  if (!isSameOrigin(request.headers)) return refusal(403, "other_origin", "Send it from the desk.");
  const sent = claimSent(await jsonBody(request));
  if (sent === null) return refusal(400, "unreadable", "Name a patient.");
  const { patientId, opened } = sent;
  const now = new Date();
  const claim = await orForbiddenForRoute(actor, () =>
    opened
      ? claimFollowUp(actor, { patientId, takeOver: false }, now)
      : renewClaim(actor, { patientId }, now),
  );
  if (claim instanceof Response) return claim;
  if (!claim.ok && claim.reason === "not_found") {
    return refusal(404, "not_found", "There is no such patient.");
  }
  const answer = claim.ok
    ? { held: true }
    : { held: false, by: claim.by, since: relativeTo(claim.since, now) };
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
}
