import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { findReading, listRefusedRows, type RefusedRow } from "@/db/queries/imports";
import { uuidOrNull } from "@/lib/forms/uuid";

type Context = { params: Promise<{ uploadId: string }> };

/** The refused rows as CSV: line, reason and the row as it came, with formulas made harmless. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await requireStaffForRoute();
  if (actor instanceof Response) return actor;
  const uploadId = uuidOrNull((await params).uploadId);
  const found = await orForbiddenForRoute(actor, async () => {
    if (uploadId === null) return null;
    const reading = await findReading(actor, uploadId);
    const pages = await listRefusedRows(actor, uploadId, new Date());
    return reading && pages && { header: reading.header, pages };
  });
  if (found instanceof Response) return found;
  if (found === null) return refusal(404, "not_found", "There is no such file.");
  const csv = Readable.from(recordsOf(found.header, found.pages)).pipe(
    stringify({ escape_formulas: true, bom: true, record_delimiter: "windows" }),
  );
  return new Response(Readable.toWeb(csv) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="refused-rows.csv"',
      "cache-control": "no-store",
    },
  });
}

async function* recordsOf(
  header: readonly string[],
  pages: AsyncGenerator<RefusedRow[]>,
): AsyncGenerator<(string | number)[]> {
  yield ["Line", "Why", ...header];
  for await (const page of pages) {
    for (const { line, problem, cells } of page) yield [line, problem ?? "", ...cells];
  }
}
