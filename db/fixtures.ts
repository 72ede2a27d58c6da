import type { StaffActor } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { sessionExpiry } from "@/lib/sign-in/session-life";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";
import type { Database } from "./client";
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
