import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { denyAccess } from "@/db/mutations/access";
import { writeAudit } from "@/db/mutations/audit";
import { refuseSession } from "@/db/mutations/sessions";
import { listAudit } from "@/db/queries/audit";
import { verifyAuditChain } from "@/db/queries/audit-chain";
import { NotPermitted, ROLES, type StaffActor } from "@/lib/actor";
import type { AuditFilters } from "@/lib/audit-filters";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const NOW = new Date("2026-11-24T15:00:00Z");
const ALL: AuditFilters = {
  staffId: null,
  action: null,
  patientId: null,
  from: null,
  to: null,
  before: null,
};
let scratch: ScratchDatabase;
let actors: Record<string, StaffActor>;

beforeAll(async () => {
  scratch = await scratchDatabase();
  const clinicId = await addClinic(scratch.owner, NOW);
  const entries: [string, StaffActor][] = [];
  for (const role of ROLES) {
    const person = await addStaff(scratch.owner, NOW, { clinicId, role });
    entries.push([role, await addSession(scratch.owner, NOW, person)]);
  }
  actors = Object.fromEntries(entries);
});
afterAll(() => scratch.drop());

async function writeTen(tx: Database): Promise<void> {
  const actor = actors.provider!;
  await tx.execute(sql`select set_config('app.clinic_id', ${actor.clinicId}, true)`);
  for (let n = 0; n < 10; n++) {
    const at = new Date(NOW.getTime() + n * 3_600_000);
    await writeAudit(tx, actor, { action: "patient.search", details: { found: n } }, at);
  }
}

describe("reading the audit", () => {
  it("shows who did what, newest first, and is an entry itself", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await writeTen(tx);
      const list = await listAudit(actors.manager!, ALL, NOW, tx);
      expect(list.rows.map(({ seq }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
      expect(list.rows[0]).toMatchObject({ by: "Sam provider", action: "patient.search" });
      const again = await listAudit(actors.manager!, ALL, NOW, tx);
      expect(again.rows[0]).toMatchObject({ action: "audit.view", by: "Sam manager", seq: 11 });
    });
  });

  it("goes on where a page ended, and filters by person, action and day of the clinic", async () => {
    await rolledBack(scratch.app, async (tx) => {
      for (let round = 0; round < 6; round++) await writeTen(tx);
      const first = await listAudit(actors.admin!, ALL, NOW, tx);
      expect([first.rows.length, first.next]).toEqual([50, 11]);
      const second = await listAudit(actors.admin!, { ...ALL, before: first.next }, NOW, tx);
      expect(second.rows.map(({ seq }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
      const { staffId } = actors.admin!;
      const own = await listAudit(actors.admin!, { ...ALL, staffId }, NOW, tx);
      expect(own.rows.map(({ action }) => action)).toEqual(["audit.view", "audit.view"]);
      const searches = { ...ALL, action: "patient.search" } as const;
      // 15:00Z is 9 AM in Chicago, where the tenth entry of each round falls on the same day.
      const day = { ...searches, from: "2026-11-24", to: "2026-11-24" };
      expect((await listAudit(actors.admin!, day, NOW, tx)).rows.length).toBe(50);
      const next = { ...searches, from: "2026-11-25", to: null };
      expect((await listAudit(actors.admin!, next, NOW, tx)).rows.length).toBe(0);
    });
  });

  it("names the person whose sign-in was refused", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { clinicId, staffId } = actors.provider!;
      await refuseSession({ clinicId, staffId }, "password", NOW, tx);
      const [row] = (await listAudit(actors.admin!, ALL, NOW, tx)).rows;
      expect(row).toMatchObject({ by: "sign-in", about: "Sam provider" });
    });
  });

  it.each(["aesthetician", "provider"])("is refused to the role %s", async (role) => {
    await expect(listAudit(actors[role]!, ALL, NOW, scratch.app)).rejects.toThrow(NotPermitted);
    await expect(verifyAuditChain(actors[role]!, NOW, scratch.app)).rejects.toThrow(NotPermitted);
  });

  it("keeps a denial, with the permission that was missing", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await denyAccess(actors.provider!, "see audit", NOW, tx);
      const [row] = (await listAudit(actors.admin!, ALL, NOW, tx)).rows;
      expect(row).toMatchObject({
        action: "access.deny",
        by: "Sam provider",
        details: { permission: "see audit", role: "provider" },
      });
    });
  });
});

describe("the chain", () => {
  const CHANGES = [
    ["an edit", sql`update audit_events set details = '{"found": 7}' where seq = 4`, 4, "changed"],
    [
      "a new hour",
      sql`update audit_events set at = at + interval '1 hour' where seq = 6`,
      6,
      "changed",
    ],
    ["another person", sql`update audit_events set actor_id = 'x' where seq = 1`, 1, "changed"],
    ["a deletion", sql`delete from audit_events where seq = 5`, 5, "missing"],
    ["a deleted beginning", sql`delete from audit_events where seq = 1`, 1, "missing"],
    ["a cut-off end", sql`delete from audit_events where seq > 8`, 9, "missing"],
    [
      "a swap",
      sql`update audit_events set seq = case seq when 3 then 103 when 7 then 3 end where seq in (3, 7)`,
      3,
      "changed",
    ],
  ] as const;

  it("is whole as written", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await writeTen(tx);
      expect(await verifyAuditChain(actors.admin!, NOW, tx)).toEqual({ whole: true, rows: 10 });
      expect(await verifyAuditChain(actors.admin!, NOW, tx)).toEqual({ whole: true, rows: 11 });
    });
  });

  it.each(CHANGES)(
    "names the first bad row after %s by a superuser",
    async (_, change, badSeq, problem) => {
      await rolledBack(scratch.owner, async (tx) => {
        await writeTen(tx);
        await tx.execute(sql`alter table audit_events disable trigger audit_events_stay`);
        await tx.execute(change);
        const chain = await verifyAuditChain(actors.admin!, NOW, tx);
        expect(chain).toEqual({ whole: false, badSeq, problem });
      });
    },
  );

  it("of another clinic is not looked at", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await writeTen(tx);
      const elsewhere = { ...actors.admin!, clinicId: "00000000-0000-4000-8000-000000000000" };
      expect(await verifyAuditChain(elsewhere, NOW, tx)).toEqual({ whole: true, rows: 0 });
    });
  });
});
