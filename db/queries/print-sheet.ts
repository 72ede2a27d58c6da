import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { contactPoints } from "@/db/schema/care";
import { type RawLine, toLine } from "@/db/worklist-lines";
import { worklistStatement } from "@/db/worklist-statement";
import { type Actor, requirePermission } from "@/lib/actor";
import { dayOf } from "@/lib/dates";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import type { Reaches } from "@/lib/patients/reaches";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { planAt, type WorklistLine } from "@/lib/worklist/line";

/** A number that can be rung, as stored, and whose it is. `voicemail` null: nobody has asked. */
export type SheetNumber = {
  value: string;
  reaches: Reaches;
  owner: string | null;
  voicemail: boolean | null;
};

export type SheetLine = { line: WorklistLine; numbers: SheetNumber[] };

/**
 * Everybody whom the filters let through and for whom something is due by the end of the clinic's day,
 * or late, in the list's order as it stands now: all of them, however many. Reading it is audited as
 * a print, since it is made to leave the desk.
 */
export async function listPrintSheet(
  actor: Actor,
  { filters, clinic }: { filters: WorklistFilters; clinic: ClinicHours },
  now: Date,
  database: Database = db,
): Promise<SheetLine[]> {
  requirePermission(actor, "see worklist");
  const { clinicId, staffId } = actor;
  return inClinic(actor, database, async (tx) => {
    const today = dayOf(now, clinic.timeZone);
    const { rows } = await tx.execute<RawLine>(
      worklistStatement({
        clinicId,
        staffId,
        filters: { ...filters, sitting: now, after: null },
        sitting: now,
        now,
        today,
        limit: null,
      }),
    );
    const lines = rows
      .filter((row) => row.id !== null)
      .map(toLine)
      .filter((line) => planAt(line, now, clinic).dueAt < today.until)
      .filter((line) => !isSnoozed(line, today.until));
    const numbers = await numbersOf(
      tx,
      clinicId,
      lines.map(({ patientId }) => patientId),
    );
    await writeAudit(
      tx,
      actor,
      { action: "worklist.print", details: { people: lines.length } },
      now,
    );
    return lines.map((line) => ({ line, numbers: numbers.get(line.patientId) ?? [] }));
  });
}

/** Put off beyond tonight; silence ends a snooze. */
function isSnoozed({ snoozedUntil, turnedSilent }: WorklistLine, tonight: Date): boolean {
  return snoozedUntil !== null && snoozedUntil >= tonight && !turnedSilent;
}

/** The usable phone numbers of each patient, their own first. */
async function numbersOf(
  tx: Database,
  clinicId: string,
  patientIds: string[],
): Promise<Map<string, SheetNumber[]>> {
  const numbers = new Map<string, SheetNumber[]>();
  if (patientIds.length === 0) return numbers;
  const rows = await tx
    .select({
      patientId: contactPoints.patientId,
      value: contactPoints.value,
      reaches: contactPoints.reaches,
      owner: contactPoints.owner,
      voicemail: contactPoints.voicemailAllowed,
    })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        inArray(contactPoints.patientId, patientIds),
        eq(contactPoints.kind, "phone"),
        eq(contactPoints.usable, true),
      ),
    )
    .orderBy(
      desc(sql`${contactPoints.reaches} = 'patient'`),
      asc(contactPoints.createdAt),
      asc(contactPoints.id),
    );
  for (const { patientId, ...number } of rows) {
    numbers.set(patientId, [...(numbers.get(patientId) ?? []), number]);
  }
  return numbers;
}
