import { refusal, requireStaffForRoute } from "@/app/auth";
import { jsonBody } from "@/app/json-body";
import { isSameOrigin } from "@/lib/http/same-origin";
import { searchAddress } from "../sealed-search";

/**
 * Answers where the search for a text leads, `{ text }`, as `{ address }`. A page asks while
 * somebody types, so it keeps nobody signed in; nothing is looked up.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  if (!isSameOrigin(request.headers)) return refusal(403, "other_origin", "Send it from the desk.");
  const sent = await jsonBody(request);
  const text = sent instanceof Object && "text" in sent ? sent.text : null;
  if (typeof text !== "string") return refusal(400, "unreadable", "Say what is searched for.");
  const address = await searchAddress(text);
  return Response.json({ address }, { headers: { "cache-control": "no-store" } });
}
