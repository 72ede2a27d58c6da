import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseOn, inClinic, openPool } from "@/db/client";
import { addClinic } from "@/db/fixtures";
import { writeAudit } from "@/db/mutations/audit";
import { recordCall } from "@/db/mutations/calls";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { claimFollowUp } from "@/db/mutations/claims";
import { closeRecovery } from "@/db/mutations/closures";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { verifyAuditChain } from "@/db/queries/audit-chain";
import type { CallEntry } from "@/lib/calls/call-entry";
import {
  at,
  auditOf,
  callOf,
  checkInOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  treat,
} from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

/** Real commits, each on a connection of its own. */
const CONNECTIONS = 20;
let scratch: ScratchDatabase;
let desk: Desk;
let pool: ReturnType<typeof openPool>;
let database: ReturnType<typeof databaseOn>;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
  pool = openPool(scratch.url, CONNECTIONS);
  database = databaseOn(pool);
});
afterAll(async () => {
  await pool.end();
  await scratch.drop();
});

/** How many rows a patient has in a table. */
async function rowsOf(table: string, patientId: string): Promise<number> {
  const { rows } = await scratch.owner.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)} where patient_id = ${patientId}`,
  );
  return rows[0]!.n;
}

function inParallel<T>(times: number, work: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => work(n)));
}

describe("two people log a call for one patient at once, 200 pairs", () => {
  it("both calls are kept, one next action stands, and the second is told who called", async () => {
    const both = [desk.aesthetician, desk.provider] as const;
    for (let pair = 0; pair < 200; pair++) {
      const { patientId } = await treat(database, desk, { hoursAgo: 50 });
      const entries: CallEntry[] = [
        callOf(patientId, { outcome: "left_voicemail" }),
        pair % 2 ? callOf(patientId) : reachedCallOf(patientId, { swelling: 2 }),
      ];
      const answers = await Promise.all(
        both.map((actor, n) => recordCall(actor, entries[n]!, at(0, n), database)),
      );
      const told = answers.map((answer) => answer.ok && answer.alsoCalled);
      expect(told.filter((each) => each === null)).toHaveLength(1);
      const second = told.findIndex((each) => each !== null);
      expect(told[second]).toEqual({ by: both[1 - second]!.name, at: at(0, 1 - second) });

      const { rows } = await scratch.owner.execute(
        sql`select f.next_action, f.attempts, f.last_call_id, c.next_action as planned
          from follow_ups f join calls c on c.id = f.last_call_id
          where f.patient_id = ${patientId} and f.closed_at is null`,
      );
      const saved = answers[second]!;
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ last_call_id: saved.ok && saved.callId });
      expect(rows[0]!.next_action).toBe(rows[0]!.planned);
      expect(await rowsOf("calls", patientId)).toBe(2);
      expect(await auditOf(scratch.owner, patientId)).toHaveLength(2);
    }
  }, 60_000);
});

describe("one form sent 50 times at once", () => {
  it("is one call with one check-in, one audit row and one answer", async () => {
    const { patientId } = await treat(database, desk, { hoursAgo: 50 });
    const entry = reachedCallOf(patientId, { pus: "yes" });
    const answers = await inParallel(50, () => recordCall(desk.provider, entry, NOW, database));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(await rowsOf("calls", patientId)).toBe(1);
    expect(await rowsOf("check_ins", patientId)).toBe(1);
    expect(await auditOf(scratch.owner, patientId)).toMatchObject([{ action: "call.log" }]);
  });

  it("is one check-in", async () => {
    const { patientId } = await treat(database, desk, { hoursAgo: 50 });
    const entry = checkInOf(patientId);
    const answers = await inParallel(50, () =>
      recordCheckIn(desk.aesthetician, entry, NOW, database),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await rowsOf("check_ins", patientId)).toBe(1);
    expect(await auditOf(scratch.owner, patientId)).toMatchObject([{ action: "check_in.record" }]);
  });

  it("is one closing", async () => {
    const ids = await treat(database, desk, { hoursAgo: 400 });
    const closing = {
      ...ids,
      outcome: "healed",
      note: null,
      idempotencyKey: randomUUID(),
    } as const;
    const answers = await inParallel(50, () =>
      closeRecovery(desk.provider, closing, NOW, database),
    );
    expect(answers).toEqual(answers.map(() => ({ ok: true })));
    expect(await auditOf(scratch.owner, ids.patientId)).toMatchObject([
      { action: "recovery.close" },
    ]);
  });

  it("and once more when the first answer was lost on the way", async () => {
    const { patientId } = await treat(database, desk, { hoursAgo: 50 });
    const entry = callOf(patientId);
    await recordCall(desk.provider, entry, NOW, database);
    expect(await recordCall(desk.provider, entry, at(1), database)).toMatchObject({ ok: true });
    expect(await rowsOf("calls", patientId)).toBe(1);
  });
});

/** Who holds a claim on the patient. */
async function openClaims(patientId: string): Promise<string[]> {
  const { rows } = await scratch.owner.execute<{ staff_id: string }>(
    sql`select staff_id from claims where patient_id = ${patientId} and released_at is null`,
  );
  return rows.map((row) => row.staff_id);
}

describe("claims at once", () => {
  it("have one holder, and the others are told who", async () => {
    const actors = [desk.aesthetician, desk.provider] as const;
    for (let round = 0; round < 20; round++) {
      const { patientId } = await treat(database, desk);
      const mine = { patientId, takeOver: false };
      const answers = await inParallel(2, (n) => claimFollowUp(actors[n]!, mine, NOW, database));
      const holder = answers.findIndex((answer) => answer.ok);
      expect(answers[1 - holder]).toEqual({
        ok: false,
        reason: "claimed",
        by: actors[holder]!.name,
        since: NOW,
      });
      expect(await openClaims(patientId)).toEqual([actors[holder]!.staffId]);
      await claimFollowUp(actors[1 - holder]!, { ...mine, takeOver: true }, at(0, 1), database);
      expect(await openClaims(patientId)).toEqual([actors[1 - holder]!.staffId]);
    }
  });

  it("have one holder of 50 who claim in the same instant", async () => {
    const actors = [desk.aesthetician, desk.provider] as const;
    const { patientId } = await treat(database, desk);
    const mine = { patientId, takeOver: false };
    const answers = await inParallel(50, (n) => claimFollowUp(actors[n % 2]!, mine, NOW, database));
    const [holder] = await openClaims(patientId);
    expect(await openClaims(patientId)).toHaveLength(1);
    for (const [n, answer] of answers.entries()) {
      expect(answer.ok).toBe(actors[n % 2]!.staffId === holder);
    }
  });

  it("taken over by both still have one holder", async () => {
    const actors = [desk.aesthetician, desk.provider] as const;
    const { patientId } = await treat(database, desk);
    const taken = { patientId, takeOver: true };
    await inParallel(20, (n) => claimFollowUp(actors[n % 2]!, taken, at(0, n), database));
    expect(await openClaims(patientId)).toHaveLength(1);
  });

  it("can't be two in the database itself", async () => {
    const { patientId } = await treat(database, desk);
    const insert = (staffId: string) =>
      scratch.owner.execute(sql`
        insert into claims (clinic_id, id, patient_id, staff_id, claimed_at, lease_until)
        values (${desk.clinicId}, ${randomUUID()}, ${patientId}, ${staffId}, now(), now())`);
    await insert(desk.aesthetician.staffId);
    await expect(insert(desk.provider.staffId)).rejects.toMatchObject({
      cause: { constraint: "claims_one_open" },
    });
  });
});

describe("jobs at once", () => {
  it("turn each patient once, with one audit row", async () => {
    const whose = await openDesk(scratch.owner);
    const patients: string[] = [];
    for (let n = 0; n < 10; n++) {
      patients.push((await treat(database, whose, { name: `P ${n}`, hoursAgo: 60 })).patientId);
    }
    const moved = await inParallel(4, () => turnRecoveries(whose.job, NOW, database));
    expect(moved.reduce((sum, each) => sum + each)).toBe(10);
    for (const patientId of patients) {
      expect(await auditOf(scratch.owner, patientId)).toMatchObject([{ action: "recovery.turn" }]);
    }
  });
});

describe("20 writers of the audit at once", () => {
  it("leave a chain without a gap, and an edit by a superuser is found", async () => {
    const clinicId = await addClinic(scratch.owner, NOW, { name: "Audited" });
    const admin = { ...desk.admin, clinicId };
    await inParallel(20, async (writer) => {
      for (let n = 0; n < 10; n++) {
        const details = { found: writer * 100 + n };
        await inClinic(admin, database, (tx) =>
          writeAudit(tx, admin, { action: "patient.search", details }, NOW),
        );
      }
    });
    const { rows } = await scratch.owner.execute<{ seqs: string[]; hashes: number }>(
      sql`select array_agg(seq::int order by seq) as seqs, count(distinct hash)::int as hashes
        from audit_events where clinic_id = ${clinicId}`,
    );
    expect(rows[0]!.seqs).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(rows[0]!.hashes).toBe(200);
    expect(await verifyAuditChain(admin, NOW, database)).toEqual({ whole: true, rows: 200 });

    const trigger = (change: "disable" | "enable") =>
      scratch.owner.execute(
        sql.raw(`alter table audit_events ${change} trigger audit_events_stay`),
      );
    await trigger("disable");
    await scratch.owner.execute(
      sql`update audit_events set details = '{"found": 0}' where clinic_id = ${clinicId} and seq in (77, 123)`,
    );
    await trigger("enable");
    expect(await verifyAuditChain(admin, NOW, database)).toEqual({
      whole: false,
      badSeq: 77,
      problem: "changed",
    });
  });
});
