import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Role, StaffActor } from "@/lib/actor";
import {
  DEMO_CLINIC,
  DEMO_PASSWORD,
  DEMO_SITES,
  DEMO_STAFF,
  type DemoStaff,
  demoHours,
} from "@/lib/demonstration/clinic";
import { planDemonstration } from "@/lib/demonstration/plan";
import type { Step } from "@/lib/demonstration/plot";
import { hashPassword } from "@/lib/sign-in/password";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";
import { type Database, databaseOn, openOwnerPool } from "./client";
import { writeAudit } from "./mutations/audit";
import { setOnCall } from "./mutations/on-call";
import { saveView } from "./mutations/views";
import { type DemoCast, replayStep } from "./replay-demonstration";
import { clinics, protocolVersions, sites, staff } from "./schema/clinic";

export type DemoAccount = { email: string; password: string; role: Role; name: string };

/** Any fixed number: whoever holds this advisory lock is the one who sets the clinic up. */
const DEMO_LOCK = 7_302_463;
/** The clinic is older than what it has to show, in milliseconds. */
const CLINIC_AGE = 200 * 24 * 3_600_000;
const REPORT_EVERY = 20;

/**
 * Sets up the invented clinic with its six months and this morning's list, as seen at `now`, in one
 * transaction: all of it or nothing. Finds it and leaves it alone the second time. `ownerUrl` is the
 * address of a migrated database's owner; `progress` gets a line now and then. The accounts are
 * for the demonstration only, with one password that everybody may know.
 */
export async function seedDemo(
  ownerUrl: string,
  now: Date,
  progress: (line: string) => void,
): Promise<{ accounts: DemoAccount[]; created: boolean }> {
  const accounts = DEMO_STAFF.map(({ email, role, name }) => ({
    email,
    password: DEMO_PASSWORD,
    role,
    name,
  }));
  const pool = openOwnerPool(ownerUrl);
  try {
    const created = await databaseOn(pool).transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${DEMO_LOCK})`);
      if (await demonstrationExists(tx)) return false;
      progress("Opening the demonstration clinic");
      const cast = await openDemoClinic(tx, new Date(now.getTime() - CLINIC_AGE), now);
      // From here on with the rights of the desk itself, as if it had all happened.
      await tx.execute(sql`set local role afterglow_app`);
      await replay(tx, cast, planDemonstration(now).steps, progress);
      await putOnCall(tx, cast, now);
      await shareView(tx, cast, now);
      return true;
    });
    return { accounts, created };
  } finally {
    await pool.end();
  }
}

async function demonstrationExists(tx: Database): Promise<boolean> {
  // Row-level security binds the owner too: only a round may see which clinics there are.
  await tx.execute(sql`select set_config('app.rounds', 'on', true)`);
  const found = await tx
    .select({ id: clinics.id })
    .from(clinics)
    .where(eq(clinics.demonstration, 1))
    .limit(1);
  await tx.execute(sql`select set_config('app.rounds', '', true)`);
  return found.length > 0;
}

async function openDemoClinic(tx: Database, at: Date, now: Date): Promise<DemoCast> {
  const clinicId = uuidv7();
  const actor = { kind: "job", clinicId, job: "demonstration" } as const;
  await tx.execute(sql`select set_config('app.clinic_id', ${clinicId}, true)`);
  const { holidays } = demoHours(now);
  await tx.insert(clinics).values({
    ...DEMO_CLINIC,
    id: clinicId,
    holidays: [...holidays],
    demonstration: 1,
    createdAt: at,
  });
  await tx.insert(protocolVersions).values({
    clinicId,
    number: DEFAULT_PROTOCOL.version,
    rules: DEFAULT_PROTOCOL,
    approvedBy: DEMO_STAFF.find(({ role }) => role === "provider")?.name ?? "",
    approvedAt: at,
  });
  await writeAudit(tx, actor, { action: "clinic.open" }, at);
  const siteIds = DEMO_SITES.map(() => uuidv7());
  await tx
    .insert(sites)
    .values(
      DEMO_SITES.map((name, place) => ({ clinicId, id: siteIds[place], name, createdAt: at })),
    );
  const people: [DemoStaff, StaffActor][] = [];
  for (const { key, name, email, role } of DEMO_STAFF) {
    const id = uuidv7();
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await tx.insert(staff).values({ clinicId, id, email, name, role, passwordHash, createdAt: at });
    await writeAudit(tx, actor, { action: "staff.add", subjectId: id, details: { role } }, at);
    const sessionId = uuidv7();
    people.push([key, { kind: "staff", clinicId, staffId: id, sessionId, name, role }]);
  }
  return {
    clinicId,
    siteIds,
    staff: Object.fromEntries(people) as Record<DemoStaff, StaffActor>,
    patients: new Map(),
    recoveries: new Map(),
    refused: new Set(),
  };
}

async function replay(
  tx: Database,
  cast: DemoCast,
  steps: readonly Step[],
  progress: (line: string) => void,
): Promise<void> {
  const treatments = steps.filter(({ kind }) => kind === "treat").length;
  for (const step of steps) {
    await replayStep(tx, cast, step);
    const done = cast.recoveries.size;
    if (step.kind === "treat" && (done % REPORT_EVERY === 0 || done === treatments)) {
      progress(`Six months of history: ${done} of ${treatments} treatments`);
    }
  }
}

/** The provider is on call, as the manager left it. */
async function putOnCall(tx: Database, { staff: people }: DemoCast, now: Date): Promise<void> {
  const somebody = (role: Role) => Object.values(people).find((person) => person.role === role)!;
  const staffId = somebody("provider").staffId;
  await setOnCall(somebody("manager"), { staffId, untilAt: null, seenShiftId: null }, now, tx);
}

/** A set of filters that one of the two has named for both. */
async function shareView(tx: Database, { staff: people }: DemoCast, now: Date): Promise<void> {
  const view = { name: "Nobody’s, late", query: "assigned=nobody&list=late", shared: true };
  await saveView(people.ana, { ...view, id: uuidv7() }, now, tx);
}
