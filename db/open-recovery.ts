import { and, eq, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { compareLevels } from "@/lib/triage/protocol";
import { assessRecovery } from "./assess-recovery";
import type { Database } from "./client";
import { planChecks } from "./due-checks";
import { assessments, closures, recoveries, treatments } from "./schema/care";
import { protocolVersions } from "./schema/clinic";

export type NewTreatment = Omit<typeof treatments.$inferInsert, "clinicId" | "id" | "createdAt">;

/**
 * Adds a treatment and starts its recovery clock under the clinic's newest protocol, inside the
 * caller's transaction; the caller rewrites the line. The same area treated again supersedes an
 * older recovery that is no worse than watch; a worse one stays open (recovery protocol, section 6).
 * Null when this treatment is here already.
 */
export async function openRecovery(
  tx: Database,
  clinicId: string,
  treatment: NewTreatment,
  now: Date,
): Promise<string | null> {
  const id = uuidv7();
  const added = await tx
    .insert(treatments)
    .values({ ...treatment, clinicId, id, createdAt: now })
    .onConflictDoNothing({ target: [treatments.clinicId, treatments.sourceKey] })
    .returning({ id: treatments.id });
  if (added.length === 0) return null;
  await tx.insert(recoveries).values({
    clinicId,
    id,
    patientId: treatment.patientId,
    protocolVersionId: await newestProtocol(tx, clinicId),
    openedAt: now,
    open: true,
  });
  await planChecks(tx, clinicId, id, now);
  await assessRecovery(tx, clinicId, id, "import", now);
  if (treatment.area) await supersede(tx, clinicId, id, treatment, now);
  return id;
}

/** The protocol version that recoveries opened now start under. */
export async function newestProtocol(tx: Database, clinicId: string): Promise<string> {
  const [newest] = await tx
    .select({ id: protocolVersions.id })
    .from(protocolVersions)
    .where(eq(protocolVersions.clinicId, clinicId))
    .orderBy(sql`${protocolVersions.number} desc`)
    .limit(1);
  if (!newest) throw new Error("The clinic has no protocol version.");
  return newest.id;
}

async function supersede(
  tx: Database,
  clinicId: string,
  id: string,
  treatment: NewTreatment,
  now: Date,
): Promise<void> {
  const older = await tx
    .select({ id: recoveries.id, level: assessments.level })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .innerJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.patientId, treatment.patientId),
        eq(recoveries.open, true),
        ne(recoveries.id, id),
        sql`lower(${treatments.area}) = lower(${treatment.area})`,
        sql`${treatments.endedAt} < ${treatment.endedAt.toISOString()}`,
      ),
    );
  for (const recovery of older) {
    if (recovery.level === null || compareLevels(recovery.level, "watch") > 0) continue;
    await tx.insert(closures).values({
      clinicId,
      recoveryId: recovery.id,
      at: now,
      closedBy: null,
      outcome: "superseded",
      idempotencyKey: uuidv7(),
    });
    await assessRecovery(tx, clinicId, recovery.id, "closing", now);
  }
}
