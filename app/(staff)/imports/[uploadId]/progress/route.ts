import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { findReading } from "@/db/queries/imports";
import { uuidOrNull } from "@/lib/forms/uuid";
import { isAlive } from "@/lib/import/upload-limits";

type Context = { params: Promise<{ uploadId: string }> };

/** How far the reading of a file is: `{ done, total, going }`. Asked by the page itself. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  const uploadId = uuidOrNull((await params).uploadId);
  const found = await orForbiddenForRoute(actor, async () =>
    uploadId === null ? null : findReading(actor, uploadId),
  );
  if (found instanceof Response) return found;
  if (found === null) return refusal(404, "not_found", "There is no such file.");
  const { rowsRead, rowsTotal, finished, aliveAt } = found;
  const going = !finished && isAlive(aliveAt, new Date());
  return Response.json(
    { done: rowsRead, total: rowsTotal, going },
    { headers: { "cache-control": "no-store" } },
  );
}
