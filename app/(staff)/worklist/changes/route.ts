import { orForbiddenForRoute } from "@/app/access";
import { requireStaffForRoute } from "@/app/auth";
import { changeStream } from "./change-stream";

/**
 * Server-sent events for an open page: that something on the clinic's list was changed, never what.
 * `?since=` is the instant, in ms, at which the page was read. Asked by the page itself, so it keeps
 * nobody signed in.
 */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  const since = instantOf(new URL(request.url).searchParams.get("since"));
  const stream = await orForbiddenForRoute(actor, async () =>
    changeStream(actor, since, request.signal),
  );
  if (stream instanceof Response) return stream;
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // What compresses or collects an answer on its way would hold events back.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function instantOf(text: string | null): Date | null {
  return text !== null && /^\d{12,14}$/.test(text) ? new Date(Number(text)) : null;
}
