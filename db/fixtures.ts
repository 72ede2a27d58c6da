import type { StaffActor } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { sessionExpiry } from "@/lib/sign-in/session-life";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";
import { type AddedPatient, addPatient, type NewPatient } from "./add-patient";
import { type Database, inClinic } from "./client";
import { rewriteLine } from "./follow-up-line";
import { type NewTreatment, openRecovery } from "./open-recovery";
import { clinics, protocolVersions, sessions, staff } from "./schema/clinic";

/** Rows for the demonstration and for tests. `owner` is the owner's database: it may open clinics. */

/** A clinic in Chicago, open Monday to Friday 9 to 5, with the default protocol. Returns its id. */
export async function addClinic(
  owner: Database,
  now: Date,
  {
    protocol = DEFAULT_PROTOCOL,
    ...given
  }: Partial<typeof clinics.$inferInsert> & {
    protocol?: typeof DEFAULT_PROTOCOL;
  } = {},
): Promise<string> {
  const [clinic] = await owner
    .insert(clinics)
    .values({
      name: "Westside Skin",
      timeZone: "America/Chicago",
      country: "US",
      phone: "+12125550100",
      openingHours: NINE_TO_FIVE,
      createdAt: now,
      ...given,
    })
    .returning({ id: clinics.id });
  await owner.insert(protocolVersions).values({
    clinicId: clinic!.id,
    number: 1,
    rules: protocol,
    approvedBy: "Default",
    approvedAt: now,
  });
  return clinic!.id;
}

type NewPerson = Partial<typeof staff.$inferInsert> & Pick<typeof staff.$inferInsert, "clinicId">;

/** A person of a clinic, an aesthetician unless said; without a password nobody can sign in as them. */
export async function addStaff(
  database: Database,
  now: Date,
  given: NewPerson,
): Promise<typeof staff.$inferSelect> {
  const role = given.role ?? "aesthetician";
  const [person] = await database
    .insert(staff)
    .values({
      email: `${role}@westside.example`,
      name: `Sam ${role}`,
      role,
      passwordHash: "no password fits",
      createdAt: now,
      ...given,
    })
    .returning();
  return person!;
}

/** An open session of a person, as the actor that it makes them. */
export async function addSession(
  database: Database,
  now: Date,
  {
    clinicId,
    id,
    name,
    role,
  }: Pick<typeof staff.$inferSelect, "clinicId" | "id" | "name" | "role">,
  given: Partial<typeof sessions.$inferInsert> = {},
): Promise<StaffActor> {
  const [session] = await database
    .insert(sessions)
    .values({
      clinicId,
      staffId: id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: sessionExpiry(now),
      ...given,
    })
    .returning({ id: sessions.id });
  return { kind: "staff", clinicId, staffId: id, sessionId: session!.id, name, role };
}

/** Somebody with one phone of their own, added with their search terms. */
export function addSomebody(
  database: Database,
  now: Date,
  { clinicId, ...given }: Partial<NewPatient> & { clinicId: string },
): Promise<AddedPatient> {
  const somebody: NewPatient = {
    name: "Robin Ashdown",
    birthOn: "1988-04-12",
    language: "en",
    risks: [],
    phones: [{ value: "+12125550143", voicemailAllowed: true }],
    emails: ["robin.ashdown@example.com"],
    ...given,
  };
  return inClinic({ clinicId }, database, (tx) => addPatient(tx, clinicId, somebody, now));
}

/** A face treated until an hour ago, its recovery opened and the patient on the list. Returns the recovery's id. */
export function addTreatment(
  database: Database,
  now: Date,
  { clinicId, ...given }: Partial<NewTreatment> & { clinicId: string; patientId: string },
): Promise<string> {
  const treatment: NewTreatment = {
    endedAt: new Date(now.getTime() - 3_600_000),
    endedAtSource: "recorded",
    area: "Face",
    serviceName: "Microneedling",
    device: "DermaPoint Pen 3",
    rf: false,
    depthMm: 1.5,
    ...given,
  };
  return inClinic({ clinicId }, database, async (tx) => {
    const recoveryId = await openRecovery(tx, clinicId, treatment, now);
    if (recoveryId === null) throw new Error("This treatment is here already.");
    await rewriteLine(tx, clinicId, given.patientId, { news: true }, now);
    return recoveryId;
  });
}
