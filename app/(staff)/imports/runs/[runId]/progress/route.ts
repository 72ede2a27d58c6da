import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { findRun } from "@/db/queries/imports";
import { uuidOrNull } from "@/lib/forms/uuid";
import { isAlive } from "@/lib/import/upload-limits";

type Context = { params: Promise<{ runId: string }> };

/** How far an import is: `{ done, total, going }`. Asked by the page itself. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  const runId = uuidOrNull((await params).runId);
  const found = await orForbiddenForRoute(actor, async () =>
    runId === null ? null : findRun(actor, runId),
  );
  if (found instanceof Response) return found;
  if (found === null) return refusal(404, "not_found", "There is no such import.");
  const { rowsDone, rowsTotal, state, aliveAt } = found.run;
  const going = state === "running" && isAlive(aliveAt, new Date());
  return Response.json(
    { done: rowsDone, total: rowsTotal, going },
    { headers: { "cache-control": "no-store" } },
  );
}
