import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { createCheckInLink } from "@/db/mutations/check-in-links";
import { closeRecovery } from "@/db/mutations/closures";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import { type RestrictionSetting, setRestriction } from "@/db/mutations/restrictions";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { findPatientRecord } from "@/db/queries/patient-record";
import type { PatientActor } from "@/lib/actor";
import { newLinkToken } from "@/lib/check-in/link";
import {
  asApp,
  at,
  auditOf,
  contentOf,
  type Desk,
  NOW,
  openDesk,
  type Treated,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

function set(tx: Database, ids: Treated, more: Partial<RestrictionSetting> = {}, now = NOW) {
  const { patientId, recoveryId } = ids;
  const setting = { id: "exercise", untilHours: 72, reason: "Deep treatment", version: 0 } as const;
  return setRestriction(desk.provider, { patientId, recoveryId, ...setting, ...more }, now, tx);
}

async function recorded(tx: Database, patientId: string) {
  const record = (await findPatientRecord(desk.aesthetician, patientId, NOW, tx))!;
  return record.recoveries.map(({ recovery, overrides }) => ({
    recoveryId: recovery.id,
    set: overrides.map(({ id, untilHours, version, author, reason }) => [
      id,
      untilHours,
      version,
      author,
      reason,
    ]),
  }));
}

describe("setting a restriction for one patient", () => {
  it("keeps each version with its author and reason, and says so in the audit", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk);
      const { patientId, recoveryId } = ids;
      expect(await set(tx, ids)).toEqual({ ok: true, version: 1 });
      const back = { untilHours: null, reason: "Healed well", version: 1 };
      expect(await set(tx, ids, back, at(1))).toEqual({ ok: true, version: 2 });
      expect(await set(tx, ids, { id: "swimming", untilHours: 336, reason: "Asked" })).toEqual({
        ok: true,
        version: 1,
      });
      const [shown] = await recorded(tx, patientId);
      expect(shown).toMatchObject({ recoveryId });
      expect(shown!.set).toHaveLength(3);
      expect(shown!.set).toEqual(
        expect.arrayContaining([
          ["exercise", null, 2, "Sam provider", "Healed well"],
          ["exercise", 72, 1, "Sam provider", "Deep treatment"],
          ["swimming", 336, 1, "Sam provider", "Asked"],
        ]),
      );
      const { rows } = await tx.execute<{ details: unknown }>(
        sql`select details from audit_events where action = 'restriction.set' order by seq`,
      );
      expect(rows.map(({ details }) => details)).toEqual([
        { restriction: "exercise", untilHours: 72, takenBack: false },
        { restriction: "exercise", untilHours: null, takenBack: true },
        { restriction: "swimming", untilHours: 336, takenBack: false },
      ]);
      const said = await auditOf(tx, patientId);
      expect(said.map((entry) => JSON.stringify(entry)).join(" ")).not.toContain("Deep treatment");
    });
  });

  it("refuses a version that somebody else has followed, and says what stands", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const ids = await asApp(tx, () => treat(tx, desk));
      await asApp(tx, () => set(tx, ids, { untilHours: 24, reason: "Mild" }, at(-0.5)));
      const before = await contentOf(tx);
      expect(await asApp(tx, () => set(tx, ids))).toEqual({
        ok: false,
        reason: "stale",
        stored: { untilHours: 24, reason: "Mild" },
        version: 1,
        by: "Sam provider",
        at: at(-0.5),
      });
      expect(await contentOf(tx)).toEqual(before);
      expect(await asApp(tx, () => set(tx, ids, { version: 1 }))).toEqual({ ok: true, version: 2 });
      // The same form again is the same save.
      expect(await asApp(tx, () => set(tx, ids, { version: 1 }))).toEqual({ ok: true, version: 2 });
    });
  });

  it.each([
    ["exercise", 36],
    ["exercise", 96],
    ["makeup", 0],
    ["sun", 721],
    ["swimming", 1.5],
  ] as const)("refuses %s to %d h, and writes nothing", async (id, untilHours) => {
    await rolledBack(scratch.owner, async (tx) => {
      const ids = await asApp(tx, () => treat(tx, desk));
      const before = await contentOf(tx);
      const done = await asApp(tx, () => set(tx, ids, { id, untilHours }));
      expect(done).toEqual({ ok: false, reason: "hours" });
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("takes back only what is set, and sets nothing for a closed recovery", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 400 });
      expect(await set(tx, ids, { untilHours: null })).toEqual({ ok: false, reason: "unchanged" });
      const closing = {
        ...ids,
        outcome: "healed",
        note: null,
        idempotencyKey: randomUUID(),
      } as const;
      expect(await closeRecovery(desk.provider, closing, NOW, tx)).toEqual({ ok: true });
      expect(await set(tx, ids)).toEqual({ ok: false, reason: "not_open" });
    });
  });

  it.each([
    ["exercise to 36 h", "'exercise', 36"],
    ["sun to 721 h", "'sun', 721"],
    ["makeup to nothing at all", "'makeup', 0"],
  ])("is held by the database, too: not %s", async (_, values) => {
    await rolledBack(scratch.app, async (tx) => {
      const { recoveryId } = await treat(tx, desk);
      await tx.execute(sql`select set_config('app.clinic_id', ${desk.clinicId}, true)`);
      const insert = tx.execute(
        sql`insert into restriction_overrides
          (clinic_id, id, recovery_id, restriction, until_hours, reason, set_by, set_at, version)
          values (${desk.clinicId}, ${randomUUID()}, ${recoveryId}, ${sql.raw(values)}, 'Why',
            ${desk.provider.staffId}, ${NOW.toISOString()}, 1)`,
      );
      await expect(insert).rejects.toMatchObject({
        cause: { constraint: "restriction_overrides_hours" },
      });
    });
  });

  it("can't be rewritten or removed, not even by the owner", async () => {
    for (const change of [
      sql`update restriction_overrides set until_hours = 24`,
      sql`delete from restriction_overrides`,
    ]) {
      await rolledBack(scratch.owner, async (tx) => {
        const ids = await asApp(tx, () => treat(tx, desk));
        await asApp(tx, () => set(tx, ids));
        await expect(tx.execute(change)).rejects.toThrow();
      });
    }
  });
});

describe("what was set", () => {
  it("goes with its recovery when two records become one, and back again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const kept = await treat(tx, desk);
      const twin = await treat(tx, desk, { hoursAgo: 30 });
      await set(tx, twin);
      const sent = {
        keptId: kept.patientId,
        mergedId: twin.patientId,
        versions: { kept: 1, merged: 1 },
        idempotencyKey: randomUUID(),
      };
      const merged = await mergePatients(desk.provider, sent, NOW, tx);
      if (!merged.ok) throw new Error(merged.reason);
      const theirs = [["exercise", 72, 1, "Sam provider", "Deep treatment"]];
      expect(await recorded(tx, kept.patientId)).toEqual([
        { recoveryId: kept.recoveryId, set: [] },
        { recoveryId: twin.recoveryId, set: theirs },
      ]);
      // The twin's record is no place to write any more; the kept one is.
      const next = { untilHours: 48, version: 1 };
      expect(await set(tx, twin, next)).toEqual({ ok: false, reason: "not_found" });
      const moved = { ...twin, patientId: kept.patientId };
      expect(await set(tx, moved, next, at(1))).toEqual({ ok: true, version: 2 });
      const undone = await unmergePatients(desk.provider, { mergeId: merged.mergeId }, at(2), tx);
      expect(undone).toMatchObject({ ok: true });
      const [back] = await recorded(tx, twin.patientId);
      expect(back!.set.map(([, untilHours]) => untilHours)).toEqual([48, 72]);
      expect((await recorded(tx, kept.patientId)).map((each) => each.set)).toEqual([[]]);
    });
  });

  it("is on the patient's page by its treatment, without author and reason", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 30 });
      const { patientId } = ids;
      const again = await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 2 });
      await set(tx, ids);
      const asked = { patientId, token: newLinkToken(), idempotencyKey: randomUUID() };
      const link = await createCheckInLink(desk.provider, asked, NOW, tx);
      if (!link.ok) throw new Error(link.reason);
      const { clinicId } = desk;
      const self: PatientActor = { kind: "patient", clinicId, patientId, linkId: link.linkId };
      const own = (await findOwnRecovery(self, tx))!;
      expect(own.recoveries.map(({ id, overrides }) => [id, overrides])).toEqual([
        [again, []],
        [
          ids.recoveryId,
          [{ recoveryId: ids.recoveryId, id: "exercise", untilHours: 72, version: 1 }],
        ],
      ]);
      expect(JSON.stringify(own)).not.toContain("Deep treatment");
      expect(JSON.stringify(own)).not.toContain("Sam provider");
    });
  });
});
