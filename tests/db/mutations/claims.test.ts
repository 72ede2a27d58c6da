import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { recordCall } from "@/db/mutations/calls";
import { claimFollowUp, releaseFollowUp, renewClaim } from "@/db/mutations/claims";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listWorklist } from "@/db/queries/worklist";
import { EVERYBODY } from "@/lib/worklist/filters";
import { at, auditOf, callOf, type Desk, lineOf, NOW, openDesk, treat } from "@/tests/support/care";
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

describe("a call that somebody began and never logged", () => {
  it("takes nobody off the list: the line, its plan and its place stay as they were", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      await turnRecoveries(desk.job, at(-11), tx);
      const read = async (now: Date) => {
        const { lines, ...counted } = await listWorklist(desk.manager, EVERYBODY, now, tx);
        const unclaimed = { claimBy: null, claimMine: false, claimedAt: null };
        const rows = lines.map((row) => ({ ...row, ...unclaimed }));
        return { rows, late: counted.late, done: counted.done };
      };
      const before = await lineOf(tx, patientId);
      const listed = await read(NOW);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      const lapsed = at(0, 15 * MINUTE);
      for (const now of [NOW, lapsed]) expect((await read(now)).rows).toEqual(listed.rows);
      expect(await read(lapsed)).toMatchObject({ done: 0 });
      expect(await lineOf(tx, patientId)).toEqual(before);
      // Whoever logs it after all still can, and so can anybody else.
      for (const actor of [desk.provider, desk.aesthetician]) {
        const done = await recordCall(actor, callOf(patientId), lapsed, tx);
        expect(done).toMatchObject({ ok: true });
      }
    });
  });
});

describe("a claim whose panel is open", () => {
  it("is held on by signs of life, which aren't audited", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const mine = { patientId, takeOver: false };
      await claimFollowUp(desk.provider, mine, NOW, tx);
      expect(await renewClaim(desk.provider, { patientId }, at(0, 10 * MINUTE), tx)).toEqual({
        ok: true,
      });
      const late = at(0, 24 * MINUTE);
      expect(await claimFollowUp(desk.aesthetician, mine, late, tx)).toMatchObject({ ok: false });
      expect(await auditOf(tx, patientId)).toHaveLength(1);
    });
  });

  it("tells the former holder who took over and when, and doesn't take it back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      await claimFollowUp(desk.aesthetician, { patientId, takeOver: true }, at(0, MINUTE), tx);
      expect(await renewClaim(desk.provider, { patientId }, at(0, 3 * MINUTE), tx)).toEqual({
        ok: false,
        reason: "claimed",
        by: "Sam aesthetician",
        since: at(0, MINUTE),
      });
    });
  });

  it.each(["released", "lapsed with somebody else"] as const)(
    "is taken again when it was %s",
    async (how) => {
      await rolledBack(scratch.app, async (tx) => {
        const { patientId } = await treat(tx, desk);
        const holder = how === "released" ? desk.provider : desk.aesthetician;
        await claimFollowUp(holder, { patientId, takeOver: false }, NOW, tx);
        if (how === "released") await releaseFollowUp(holder, { patientId }, at(0, 1), tx);
        const later = at(0, 15 * MINUTE);
        expect(await renewClaim(desk.provider, { patientId }, later, tx)).toEqual({ ok: true });
        expect(await claimsOf(tx)).toEqual([
          [holder.staffId, how === "released" ? "not_dialled" : "lapsed"],
          [desk.provider.staffId, null],
        ]);
      });
    },
  );
});

describe("putting a call down", () => {
  it("ends one's own claim as not dialled, and is no attempt", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      const before = await lineOf(tx, patientId);
      expect(await releaseFollowUp(desk.provider, { patientId }, at(0, 1), tx)).toEqual({
        ok: true,
      });
      expect(await claimsOf(tx)).toEqual([[desk.provider.staffId, "not_dialled"]]);
      expect(await lineOf(tx, patientId)).toEqual(before);
      expect(await auditOf(tx, patientId)).toMatchObject([
        { action: "call.claim" },
        { action: "call.release", actorId: desk.provider.staffId },
      ]);
    });
  });

  it("leaves somebody else's claim, also after they took over", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, NOW, tx);
      await claimFollowUp(desk.aesthetician, { patientId, takeOver: true }, at(0, 1), tx);
      expect(await releaseFollowUp(desk.provider, { patientId }, at(0, 2), tx)).toEqual({
        ok: false,
        reason: "not_held",
      });
      expect(await claimsOf(tx)).toEqual([
        [desk.provider.staffId, "taken_over"],
        [desk.aesthetician.staffId, null],
      ]);
    });
  });
});
