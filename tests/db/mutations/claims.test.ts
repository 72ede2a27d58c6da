import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { claimFollowUp } from "@/db/mutations/claims";
import { listWorklist } from "@/db/queries/worklist";
import { EVERYBODY } from "@/lib/worklist/filters";
import { at, auditOf, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const MINUTE = 60_000;
let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

async function claimsOf(tx: Database) {
  const { rows } = await tx.execute<{ staff_id: string; released_by: string | null }>(
    sql`select staff_id, released_by from claims order by claimed_at, id`,
  );
  return rows.map((row) => [row.staff_id, row.released_by]);
}

describe("a claim", () => {
  it("holds for 15 min against everybody else, and says who and since when", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const mine = { patientId, takeOver: false };
      expect(await claimFollowUp(desk.provider, mine, NOW, tx)).toMatchObject({ ok: true });
      for (const now of [NOW, at(0, 15 * MINUTE - 1)]) {
        expect(await claimFollowUp(desk.aesthetician, mine, now, tx)).toEqual({
          ok: false,
          reason: "claimed",
          by: "Sam provider",
          since: NOW,
        });
      }
      expect(await claimFollowUp(desk.aesthetician, mine, at(0, 15 * MINUTE), tx)).toMatchObject({
        ok: true,
      });
      expect(await claimsOf(tx)).toEqual([
        [desk.provider.staffId, "lapsed"],
        [desk.aesthetician.staffId, null],
      ]);
    });
  });

  it("is renewed by its own holder, and stays one", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const mine = { patientId, takeOver: false };
      const first = await claimFollowUp(desk.provider, mine, NOW, tx);
      expect(await claimFollowUp(desk.provider, mine, at(0, 10 * MINUTE), tx)).toEqual(first);
      const later = at(0, 24 * MINUTE);
      expect(await claimFollowUp(desk.aesthetician, mine, later, tx)).toMatchObject({ ok: false });
      expect(await claimsOf(tx)).toEqual([[desk.provider.staffId, null]]);
    });
  });

  it("can be taken over at once, which the audit says", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      const taken = { patientId, takeOver: true };
      expect(await claimFollowUp(desk.aesthetician, taken, at(0, 1), tx)).toMatchObject({
        ok: true,
      });
      expect(await claimsOf(tx)).toEqual([
        [desk.provider.staffId, "taken_over"],
        [desk.aesthetician.staffId, null],
      ]);
      const { rows } = await tx.execute(
        sql`select details from audit_events where action = 'call.claim' order by seq`,
      );
      expect(rows).toEqual([{ details: { takenOver: false } }, { details: { takenOver: true } }]);
      expect(await auditOf(tx, patientId)).toHaveLength(2);
    });
  });

  it("is on the worklist until its lease is over, as one's own or with a name", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      const shown = async (actor: Desk["admin"], now: Date) => {
        const [line] = (await listWorklist(actor, EVERYBODY, now, tx)).lines;
        return [line!.claimBy, line!.claimMine];
      };
      expect(await shown(desk.provider, NOW)).toEqual(["Sam provider", true]);
      expect(await shown(desk.admin, at(0, 15 * MINUTE - 1))).toEqual(["Sam provider", false]);
      expect(await shown(desk.admin, at(0, 15 * MINUTE))).toEqual([null, false]);
    });
  });
});
