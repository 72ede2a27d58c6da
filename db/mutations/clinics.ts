import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, inClinic } from "@/db/client";
import { clinics, protocolVersions, staff } from "@/db/schema/clinic";
import { type NewClinic, NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { hashPassword } from "@/lib/sign-in/password";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";

export type ClinicOpened =
  | { ok: true; clinicId: string; opened: boolean }
  | { ok: false; reason: "person_exists" };

/**
 * Opens a clinic with the default protocol and hours, and adds its first administrator; a clinic of
 * that name gets a further one. The one change without an actor: it needs `owner`, the owner's
 * database, which the application never holds, for the application's role can't open clinics.
 */
export async function openClinic(
  input: NewClinic,
  password: string,
  now: Date,
  owner: Database,
): Promise<ClinicOpened> {
  const passwordHash = await hashPassword(password);
  const known = await clinicNamed(input.clinic, owner);
  const clinicId = known ?? uuidv7();
  const actor = { kind: "job", clinicId, job: "open-clinic" } as const;
  return inClinic(actor, owner, async (tx) => {
    if (known === null) {
      await tx.insert(clinics).values({
        id: clinicId,
        name: input.clinic,
        timeZone: input.zone,
        country: input.country,
        phone: input.phone,
        openingHours: NINE_TO_FIVE,
        createdAt: now,
      });
      await tx.insert(protocolVersions).values({
        clinicId,
        number: 1,
        rules: DEFAULT_PROTOCOL,
        approvedBy: "Default",
        approvedAt: now,
      });
      await writeAudit(tx, actor, { action: "clinic.open" }, now);
    }
    const [person] = await tx
      .insert(staff)
      .values({
        clinicId,
        email: input.email,
        name: input.name,
        role: "admin",
        passwordHash,
        createdAt: now,
      })
      .onConflictDoNothing({ target: [staff.clinicId, staff.email] })
      .returning({ id: staff.id });
    if (person === undefined) return { ok: false, reason: "person_exists" } as const;
    const details = { role: "admin" } as const;
    await writeAudit(tx, actor, { action: "staff.add", subjectId: person.id, details }, now);
    return { ok: true, clinicId, opened: known === null } as const;
  });
}

async function clinicNamed(name: string, owner: Database): Promise<string | null> {
  return owner.transaction(async (tx) => {
    // Row-level security binds the owner too; on its rounds it may see which clinics there are.
    await tx.execute(sql`select set_config('app.rounds', 'on', true)`);
    const [known] = await tx.select({ id: clinics.id }).from(clinics).where(eq(clinics.name, name));
    return known?.id ?? null;
  });
}
