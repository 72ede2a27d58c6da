import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { patients } from "@/db/schema/care";
import { clinics } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import type { ClinicMessages, WriteTimes } from "@/lib/messaging/clinic-messages";
import { writeAudit } from "./audit";

export type SetClinicMessagesResult =
  | { ok: true }
  /** Somebody changed the clinic meanwhile. `number_taken`: texts to this number go to another clinic. */
  | { ok: false; reason: "stale" | "number_taken" };

/** Sets whether the clinic asks patients by itself, its quiet hours and the number of its texts. */
export async function setClinicMessages(
  actor: Actor,
  { version, ...set }: ClinicMessages & { version: number },
  now: Date,
  database: Database = db,
): Promise<SetClinicMessagesResult> {
  requirePermission(actor, "set messages");
  return inClinic(actor, database, async (tx) => {
    const own = eq(clinics.id, actor.clinicId);
    const [clinic] = await tx.select().from(clinics).where(own).for("update");
    if (clinic!.version !== version) return { ok: false, reason: "stale" };
    const changed = await tx
      .transaction((inner) =>
        inner
          .update(clinics)
          .set({ ...set, version: version + 1 })
          .where(eq(clinics.id, actor.clinicId)),
      )
      .catch((error: unknown) => {
        if (isTakenNumber(error)) return null;
        throw error;
      });
    if (!changed) return { ok: false, reason: "number_taken" };
    await writeAudit(
      tx,
      actor,
      {
        action: "message.set",
        details: {
          byItself: set.checkInMessages,
          quiet: `${set.quietFrom}-${set.quietUntil}`,
          number: set.textNumber !== clinic!.textNumber,
        },
      },
      now,
    );
    return { ok: true };
  });
}

export type SetWriteTimesResult = { ok: true } | { ok: false; reason: "not_found" | "stale" };

/** Sets where a patient lives, as far as it decides the hour, and when they want to be written to. */
export async function setWriteTimes(
  actor: Actor,
  { patientId, version, ...times }: WriteTimes & { patientId: string; version: number },
  now: Date,
  database: Database = db,
): Promise<SetWriteTimesResult> {
  requirePermission(actor, "correct patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const own = and(eq(patients.clinicId, clinicId), eq(patients.id, patientId));
    const [patient] = await tx.select().from(patients).where(own).for("no key update");
    if (!patient || patient.mergedInto !== null) return { ok: false, reason: "not_found" };
    if (patient.version !== version) return { ok: false, reason: "stale" };
    await tx
      .update(patients)
      .set({ ...times, version: version + 1 })
      .where(own);
    await writeAudit(tx, actor, { action: "patient.write_times", patientId }, now);
    return { ok: true };
  });
}

function isTakenNumber(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint" in cause && cause.constraint === "clinics_text_number") return true;
  }
  return false;
}
