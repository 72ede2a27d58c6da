import { eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { clinics } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import type { ClinicMessages } from "@/lib/messaging/clinic-messages";
import type { MessageFill } from "@/lib/messaging/templates";
import { displayPhone } from "@/lib/patients/phone";

export type MessageSettings = {
  stands: ClinicMessages;
  /** What messages are filled with now. */
  fill: Omit<MessageFill, "link">;
  /** What messages call the clinic when it hasn't said otherwise. */
  name: string;
  version: number;
  /** Its people are invented: nothing leaves. */
  demonstration: boolean;
};

/** What the clinic has decided about its messages, for whoever may change it. */
export function findMessageSettings(
  actor: Actor,
  database: Database = db,
): Promise<MessageSettings> {
  requirePermission(actor, "set messages");
  return inClinic(actor, database, async (tx) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, actor.clinicId));
    const { checkInMessages, quietFrom, quietUntil, messageName, textNumber } = clinic!;
    return {
      stands: { checkInMessages, quietFrom, quietUntil, messageName, textNumber },
      fill: {
        clinic: messageName ?? clinic!.name,
        phone: displayPhone(clinic!.phone),
        emergency: clinic!.emergencyNumber,
      },
      name: clinic!.name,
      version: clinic!.version,
      demonstration: clinic!.demonstration > 0,
    };
  });
}
