import { eq, type SQL, sql } from "drizzle-orm";
import type { QueryResultRow } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freezeMonths, restateMonth } from "@/db/mutations/report-months";
import { verifyAuditChain } from "@/db/queries/audit-chain";
import { searchPatients } from "@/db/queries/patients";
import { findReportMonth } from "@/db/queries/report-months";
import { listViews } from "@/db/queries/views";
import { listWorklist } from "@/db/queries/worklist";
import { patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { seedDemo } from "@/db/seed";
import type { Role, StaffActor } from "@/lib/actor";
import { OUTCOME_CODES } from "@/lib/calls/outcomes";
import { CALL_FOR } from "@/lib/follow-up/next-action";
import { checkPassword } from "@/lib/sign-in/password";
import { compareLevels, LEVELS } from "@/lib/triage/protocol";
import { EVERYBODY } from "@/lib/worklist/filters";
import { GROUPS } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";
import { parseViewQuery } from "@/lib/worklist/views";
import { type ScratchDatabase, scratchDatabase } from "../support/database";

const NOW = new Date("2026-11-24T15:10:00Z");
const DAY = 24 * 3_600_000;
const SLOW = 240_000;

describe("the demonstration clinic", () => {
  let scratch: ScratchDatabase;
  let said: string[];
  let seeded: Awaited<ReturnType<typeof seedDemo>>;
  let lines: WorklistLine[];
  let counts: Record<string, number>;

  beforeAll(async () => {
    scratch = await scratchDatabase();
    said = [];
    seeded = await seedDemo(scratch.url, NOW, (line) => said.push(line));
    ({ lines, counts } = await everyPage(await signedIn("aesthetician")));
  }, SLOW);
  afterAll(() => scratch.drop());

  it("is set up once, and found the second time", async () => {
    expect(seeded.created).toBe(true);
    const again = await seedDemo(scratch.url, new Date(NOW.getTime() + DAY), () => {});
    expect(again).toEqual({ accounts: seeded.accounts, created: false });
    expect(await numberOf("clinics")).toBe(1);
  });

  it("tells how far it has come", () => {
    const counted = said.filter((line) =>
      /^Six months of history: \d+ of \d+ treatments$/.test(line),
    );
    expect(counted.length).toBeGreaterThan(10);
    const [done, all] = counted.at(-1)!.match(/\d+/g)!;
    expect(done).toBe(all);
  });

  it("has a past whose months are frozen, and come out as they were frozen", async () => {
    const manager = await signedIn("manager");
    const job = { kind: "job", clinicId: manager.clinicId, job: "freeze months" } as const;
    expect(await freezeMonths(job, NOW, scratch.app)).toBe(0);
    const month = (await findReportMonth(manager, "2026-09-01", scratch.app))!;
    expect(month.frozenAt.getTime()).toBeLessThan(NOW.getTime() - 20 * DAY);
    expect(month.figures["cascade.steps.due.n"]).toBeGreaterThan(20);
    expect(month.figures["response_checks.N"]).toBeGreaterThan(100);
    const hours = Array.from({ length: 12 }, (_, n) => new Date(NOW.getTime() + n * 3_600_000));
    for (const now of hours) expect(await restateMonth(job, now, scratch.app)).toBe(false);
  });

  it("has accounts of every role whose password fits", async () => {
    expect(new Set(seeded.accounts.map(({ role }) => role))).toEqual(
      new Set(["aesthetician", "provider", "manager", "admin"]),
    );
    for (const { email, password } of seeded.accounts) {
      const [person] = await scratch.owner.select().from(staff).where(eq(staff.email, email));
      expect(await checkPassword(password, [person!.passwordHash])).toEqual([true]);
    }
  });

  it("lists every patient with an open recovery exactly once", async () => {
    const open = await rowsOf<{ patient_id: string }>(
      sql`select distinct patient_id from recoveries where open`,
    );
    const listed = lines.map(({ patientId }) => patientId);
    expect(listed.toSorted()).toEqual(open.map((row) => row.patient_id).toSorted());
    expect(listed.length).toBeGreaterThanOrEqual(60);
    expect(listed.length).toBeLessThanOrEqual(95);
    const closedWithOpen = await rowsOf(sql`
      select 1 from recoveries r where open and not exists (select from follow_ups f
        where f.clinic_id = r.clinic_id and f.patient_id = r.patient_id and f.closed_at is null)`);
    expect(closedWithOpen).toEqual([]);
  });

  it("has somebody in every group and at every level", () => {
    expect(GROUPS.filter(({ group }) => !((counts[group] ?? 0) >= 1))).toEqual([]);
    for (const { group } of GROUPS) {
      expect(lines.filter((line) => line.group === group).length).toBe(counts[group]);
    }
    expect(LEVELS.filter((level) => !lines.some((line) => line.level === level))).toEqual([]);
    const problems = new Set(lines.flatMap(({ dataProblems }) => dataProblems));
    expect(problems.size).toBe(3);
  });

  it("is late by hours, and has nothing impossible in time", async () => {
    const flagged = lines.filter(
      ({ level }) => level === null || compareLevels(level, "awaiting") >= 0,
    );
    expect(flagged.filter(({ dueAt }) => NOW.getTime() - dueAt.getTime() > 5 * DAY)).toEqual([]);
    expect(lines.some(({ dueAt }) => dueAt < NOW)).toBe(true);
    const impossible = await rowsOf(sql`
      select 'check-in' from check_ins c join recoveries r on r.id = c.recovery_id
        join treatments t on t.id = r.id where c.observed_at < t.ended_at or c.observed_at > c.recorded_at
      union all select 'closing' from closures c join treatments t on t.id = c.recovery_id where c.at < t.ended_at
      union all select 'call' from calls where logged_at < started_at
      union all select 'later' from audit_events where at > ${NOW.toISOString()}
      union all select 'order' from (select at < lag(at) over (order by seq) as back from audit_events) a where back`);
    expect(impossible).toEqual([]);
  });

  it("holds what a clinic has seen", async () => {
    const outcomes = await rowsOf<{ outcome: string }>(sql`select distinct outcome from calls`);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(OUTCOME_CODES));
    const closings = await rowsOf<{ outcome: string; closed: number }>(
      sql`select outcome, count(*)::int as closed from closures group by 1`,
    );
    const closed = Object.fromEntries(closings.map(({ outcome, closed: many }) => [outcome, many]));
    expect(closed).toMatchObject({
      healed: expect.any(Number),
      healed_after_care: expect.any(Number),
      referred: expect.any(Number),
      declined: expect.any(Number),
      lost: expect.any(Number),
      superseded: expect.any(Number),
    });
    expect(await numberOf("reviews")).toBeGreaterThan(20);
    const [oldOpen] = await rowsOf<{ open: number; all: number }>(sql`
      select count(*) filter (where open)::int as open, count(*)::int as all
      from recoveries r join treatments t on t.id = r.id
      where t.ended_at < ${new Date(NOW.getTime() - 15 * DAY).toISOString()}`);
    expect(oldOpen!.open / oldOpen!.all).toBeLessThan(0.05);
  });

  it("has somebody on the phone, work of one's own, and calls of today", () => {
    expect(lines.filter(({ claimBy }) => claimBy !== null)).toHaveLength(1);
    expect(lines.some(({ assignee }) => assignee !== null)).toBe(true);
    const today = lines.filter(
      ({ lastCallAt }) => NOW.getTime() - (lastCallAt?.getTime() ?? 0) < DAY / 4,
    );
    expect(today.length).toBeGreaterThanOrEqual(5);
  });

  it("shows what a list of people is worked with", async () => {
    expect(lines.filter(({ snoozedUntil }) => snoozedUntil !== null)).toHaveLength(1);
    const aesthetician = await signedIn("aesthetician");
    const stalled = { ...EVERYBODY, list: "stalled" as const };
    expect((await listWorklist(aesthetician, stalled, NOW, scratch.app)).lines).not.toEqual([]);
    const asked = await rowsOf<{ open: boolean }>(
      sql`select answered_at is null as open from escalations`,
    );
    expect(new Set(asked.map(({ open }) => open))).toEqual(new Set([true, false]));
    const [shared] = await listViews(await signedIn("provider"), scratch.app);
    expect(shared!.mine).toBe(false);
    expect(parseViewQuery(shared!.query)).toBe(shared!.query);
    const twice = await searchPatients(aesthetician, "Teasdale", NOW, scratch.app);
    expect(twice).toHaveLength(2);
  });

  it("has written to patients, and was written to", async () => {
    const written = await rowsOf<{ kind: string; state: string; held: string | null; n: number }>(
      sql`select kind, state, held, count(*)::int as n from messages group by 1, 2, 3`,
    );
    const number = (of: Partial<(typeof written)[number]>) =>
      written
        .filter((row) =>
          Object.entries(of).every(([name, value]) => Reflect.get(row, name) === value),
        )
        .reduce((sum, { n }) => sum + n, 0);
    expect(number({ kind: "automatic", state: "sent" })).toBeGreaterThan(20);
    expect(number({ kind: "human", state: "sent" })).toBe(1);
    expect(number({ held: "answered" })).toBeGreaterThan(0);
    expect(number({ held: "refused" })).toBe(1);
    expect(
      lines.filter(({ nextAction }) => nextAction === CALL_FOR.undelivered.action),
    ).toHaveLength(1);
    expect(lines.filter(({ nextAction }) => nextAction === CALL_FOR.texted.action)).toHaveLength(1);
    const texts = await rowsOf<{ body: string; read: boolean }>(
      sql`select body, read_at is not null as read from received_texts order by received_at`,
    );
    expect(texts).toEqual([
      { body: "STOP", read: false },
      { body: expect.stringContaining("cheeks"), read: false },
    ]);
    const [stopped] = await rowsOf<{ n: number }>(
      sql`select count(*)::int as n from message_stops`,
    );
    expect(stopped!.n).toBe(1);
  });

  it("finds everybody by name and by number", async () => {
    const actor = await signedIn("aesthetician");
    const [somebody] = await scratch.owner.select().from(patients).limit(1);
    const byName = await searchPatients(actor, somebody!.name, NOW, scratch.app);
    expect(byName.map(({ patientId }) => patientId)).toContain(somebody!.id);
    const shared = lines
      .map(({ phone }) => phone)
      .filter((phone, place, all) => phone && all.indexOf(phone) < place);
    const household = await searchPatients(actor, shared[0]!.slice(-7), NOW, scratch.app);
    expect(household.filter((found) => found.shared).length).toBeGreaterThanOrEqual(2);
  });

  it("leaves an audit without a gap", async () => {
    const chain = await verifyAuditChain(await signedIn("manager"), NOW, scratch.app);
    expect(chain.whole).toBe(true);
    expect(await numberOf("audit_events")).toBeGreaterThan(1_000);
  });

  async function signedIn(role: Role): Promise<StaffActor> {
    const [person] = await scratch.owner.select().from(staff).where(eq(staff.role, role)).limit(1);
    const { clinicId, id, name } = person!;
    return { kind: "staff", clinicId, staffId: id, sessionId: id, name, role };
  }

  async function everyPage(actor: StaffActor) {
    const all: WorklistLine[] = [];
    const filters = EVERYBODY;
    let page = await listWorklist(actor, filters, NOW, scratch.app);
    all.push(...page.lines);
    while (page.next) {
      page = await listWorklist(actor, { ...filters, after: page.next }, NOW, scratch.app);
      all.push(...page.lines);
    }
    return { lines: all, counts: page.counts };
  }

  async function rowsOf<Row extends QueryResultRow>(query: SQL): Promise<Row[]> {
    const { rows } = await scratch.owner.execute(query);
    return rows as Row[];
  }

  async function numberOf(table: "clinics" | "reviews" | "audit_events"): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(
      sql`select count(*)::int as n from ${sql.identifier(table)}`,
    );
    return row!.n;
  }
});

describe("a demonstration that is cut off", () => {
  let scratch: ScratchDatabase;
  beforeAll(async () => {
    scratch = await scratchDatabase();
  }, SLOW);
  afterAll(() => scratch.drop());

  it("leaves nothing behind", async () => {
    const cutOff = seedDemo(scratch.url, NOW, (line) => {
      if (line.includes(": 20 of")) throw new Error("cut off");
    });
    await expect(cutOff).rejects.toThrow("cut off");
    const { rows } = await scratch.owner.execute(sql`
      select id::text from clinics union all select id::text from patients
      union all select clinic_id::text from audit_heads`);
    expect(rows).toEqual([]);
  });
});
