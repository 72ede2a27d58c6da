import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addStaff } from "@/db/fixtures";
import { assignFollowUps } from "@/db/mutations/assignments";
import { closeRecovery } from "@/db/mutations/closures";
import { at, auditOf, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

async function ownersOf(tx: Database): Promise<Record<string, string | null>> {
  const { rows } = await tx.execute<{ patient_id: string; assignee_id: string | null }>(
    sql`select patient_id, assignee_id from follow_ups where clinic_id = ${desk.clinicId}`,
  );
  return Object.fromEntries(rows.map((row) => [row.patient_id, row.assignee_id]));
}

/** Ended as healed, so no longer followed up. */
async function healed(tx: Database): Promise<string> {
  const { patientId, recoveryId } = await treat(tx, desk, { name: "Healed", hoursAgo: 400 });
  const closing = { patientId, recoveryId, outcome: "healed" as const, note: null };
  const key = { idempotencyKey: randomUUID() };
  expect(await closeRecovery(desk.provider, { ...closing, ...key }, NOW, tx)).toEqual({ ok: true });
  return patientId;
}

describe("assigning", () => {
  it("says exactly what became of each, and audits each that changed hands", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const people: string[] = [];
      for (let n = 0; n < 7; n++)
        people.push((await treat(tx, desk, { name: `Pat ${n}` })).patientId);
      const [hers, anas] = [people[0]!, people[1]!];
      const to = (patientIds: string[], assigneeId: string | null) =>
        assignFollowUps(desk.manager, { patientIds, assigneeId }, NOW, tx);
      await to([hers], desk.provider.staffId);
      await to([anas], desk.aesthetician.staffId);
      const gone = await healed(tx);
      const before = await auditOf(tx, anas);
      const done = await to([...people, gone, randomUUID(), hers], desk.provider.staffId);
      expect(done).toEqual({
        ok: true,
        to: { name: "Sam provider", self: false },
        assigned: 6,
        takenFrom: [{ name: "Sam aesthetician", count: 1 }],
        already: 1,
        notFollowed: 1,
        notFound: 1,
      });
      const owners = await ownersOf(tx);
      for (const each of people) expect(owners[each]).toBe(desk.provider.staffId);
      expect(owners[gone]).toBeNull();
      expect((await auditOf(tx, anas)).length).toBe(before.length + 1);
      const { rows } = await tx.execute(
        sql`select details from audit_events where patient_id = ${anas} and action = 'follow_up.assign' order by seq`,
      );
      expect(rows).toEqual([
        { details: { from: null, to: desk.aesthetician.staffId } },
        { details: { from: desk.aesthetician.staffId, to: desk.provider.staffId } },
      ]);
    });
  });

  it("asked again changes nothing and audits nothing", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const take = () =>
        assignFollowUps(
          desk.aesthetician,
          { patientIds: [patientId], assigneeId: desk.aesthetician.staffId },
          NOW,
          tx,
        );
      expect(await take()).toMatchObject({ ok: true, assigned: 1, already: 0, to: { self: true } });
      const before = await auditOf(tx, patientId);
      expect(await take()).toMatchObject({ ok: true, assigned: 0, already: 1 });
      expect(await auditOf(tx, patientId)).toEqual(before);
    });
  });

  it("gives a patient back to everyone", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const own = { patientIds: [patientId], assigneeId: desk.aesthetician.staffId };
      await assignFollowUps(desk.aesthetician, own, NOW, tx);
      const done = await assignFollowUps(desk.provider, { ...own, assigneeId: null }, NOW, tx);
      expect(done).toMatchObject({
        ok: true,
        to: null,
        assigned: 1,
        takenFrom: [{ name: "Sam aesthetician", count: 1 }],
      });
      expect((await ownersOf(tx))[patientId]).toBeNull();
    });
  });

  it("finds nobody of another clinic, nobody disabled and nobody who may not call", async () => {
    const disabled = await addStaff(scratch.owner, at(-10), {
      clinicId: desk.clinicId,
      email: `gone.${randomUUID()}@westside.example`,
      disabledAt: at(-1),
    });
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const strangers = [
        elsewhere.provider.staffId,
        disabled.id,
        desk.manager.staffId,
        randomUUID(),
      ];
      for (const assigneeId of strangers) {
        const asked = { patientIds: [patientId], assigneeId };
        expect(await assignFollowUps(desk.provider, asked, NOW, tx)).toEqual({
          ok: false,
          reason: "no_such_colleague",
        });
      }
      expect((await ownersOf(tx))[patientId]).toBeNull();
    });
  });

  it("keeps where the line stood for whoever is sitting at the list", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const own = { patientIds: [patientId], assigneeId: desk.provider.staffId };
      await assignFollowUps(desk.provider, own, at(1), tx);
      const { rows } = await tx.execute<{ assignee_id: string | null; left_at: Date }>(
        sql`select assignee_id, left_at from follow_up_places where clinic_id = ${desk.clinicId}`,
      );
      expect(rows.map((row) => row.assignee_id)).toEqual([null]);
      expect(new Date(rows[0]!.left_at)).toEqual(at(1));
    });
  });
});
