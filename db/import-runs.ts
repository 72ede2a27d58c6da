import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { RowFilter } from "@/lib/import/row-filter";
import type { Database } from "./client";
import { importRows, importRuns } from "./schema/imports";

export type UnfinishedRun = { id: string; aliveAt: Date };

/** The run of an upload, or of any upload of the clinic, that has neither finished nor failed. */
export async function findUnfinishedRun(
  tx: Database,
  clinicId: string,
  uploadId: string | null,
): Promise<UnfinishedRun | null> {
  const [run] = await tx
    .select({ id: importRuns.id, aliveAt: importRuns.aliveAt })
    .from(importRuns)
    .where(
      and(
        eq(importRuns.clinicId, clinicId),
        eq(importRuns.state, "running"),
        uploadId === null ? undefined : eq(importRuns.uploadId, uploadId),
      ),
    )
    .orderBy(desc(importRuns.startedAt))
    .limit(1);
  return run ?? null;
}

/** Whether a row comes in: the file says so and nobody left it out, or somebody took it. */
export const COMES_IN: SQL = sql`(${importRows.treatment} is not null and
  case ${importRows.verdict} when 'accept' then ${importRows.choice} is distinct from 'leave_out'
  else ${importRows.choice} = 'take' end) is true`;

/** In which part of the preview a row stands; the parts make up the file. */
export const ROW_FILTER: SQL<RowFilter> = sql`case
  when ${COMES_IN} then case when ${importRows.here} then 'here' else 'new' end
  when ${importRows.verdict} = 'reject' then 'reject' else 'skip' end`;
