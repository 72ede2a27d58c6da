import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addSession, addStaff } from "@/db/fixtures";
import { answerEscalation, escalatePatient } from "@/db/mutations/escalations";
import type { StaffActor } from "@/lib/actor";
import { at, type Desk, NOW, openDesk, report, type Treated, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;
let second: StaffActor;
let gone: StaffActor;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
  const join = async (name: string, more = {}) => {
    const { clinicId } = desk;
    const email = `${name}@westside.example`;
    const person = { clinicId, role: "provider", name, email, ...more } as const;
    return addSession(scratch.owner, at(-1), await addStaff(scratch.owner, at(-1000), person));
  };
  second = await join("Osei");
  gone = await join("Gone", { disabledAt: at(-100) });
});
afterAll(() => scratch.drop());

function ask(tx: Database, ids: Treated, toStaffId: string, actor = desk.aesthetician, now = NOW) {
  const asked = { ...ids, toStaffId, summary: "Left cheek is hot. Antibiotics?" };
  return escalatePatient(actor, { ...asked, idempotencyKey: randomUUID() }, now, tx);
}

async function waiting(tx: Database, patientId: string) {
  const { rows } = await tx.execute(
    sql`select untouched_since, alert_at, next_action from follow_ups
      where patient_id = ${patientId} and closed_at is null`,
  );
  return rows[0];
}

describe("an escalation", () => {
  it("is a human touch, and leaves the plan", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 20 });
      await report(tx, desk, ids.patientId, { pus: "yes" }, at(-1));
      const before = await waiting(tx, ids.patientId);
      expect(before).toMatchObject({ next_action: "Call now, licensed staff" });
      expect(before!.untouched_since).not.toBeNull();
      expect(await ask(tx, ids, second.staffId)).toMatchObject({ ok: true });
      expect(await waiting(tx, ids.patientId)).toEqual({
        next_action: "Call now, licensed staff",
        untouched_since: null,
        alert_at: null,
      });
      // A new fact begins a new wait.
      await report(tx, desk, ids.patientId, { bumps: "yes" }, at(1));
      expect((await waiting(tx, ids.patientId))!.untouched_since).not.toBeNull();
    });
  });

  it.each([
    ["somebody who isn't licensed", () => desk.manager],
    ["a provider who has left", () => gone],
    ["another clinic's provider", () => elsewhere.provider],
    ["oneself", () => desk.provider],
  ])("isn't put to %s", async (_, whom) => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk);
      expect(await ask(tx, ids, whom().staffId, desk.provider)).toEqual({
        ok: false,
        reason: "not_licensed",
      });
    });
  });

  it("goes from one provider to another", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk);
      expect(await ask(tx, ids, second.staffId, desk.provider)).toMatchObject({ ok: true });
    });
  });

  it("is answered by any provider, once, and says so to who comes later", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 20 });
      const asked = await ask(tx, ids, second.staffId);
      const escalationId = asked.ok ? asked.escalationId : "";
      const answer = (actor: StaffActor, words: string) =>
        answerEscalation(
          actor,
          { patientId: ids.patientId, escalationId, answer: words },
          at(1),
          tx,
        );
      expect(await answer(desk.provider, "Come in today")).toEqual({ ok: true });
      // The same form sent twice.
      expect(await answer(desk.provider, "Come in today")).toEqual({ ok: true });
      expect(await answer(second, "Wait")).toEqual({
        ok: false,
        reason: "answered",
        by: "Sam provider",
        at: at(1),
        answer: "Come in today",
      });
    });
  });

  it("of another patient isn't answered", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk);
      const other = await treat(tx, desk, { name: "Ben Ode" });
      const asked = await ask(tx, ids, second.staffId);
      const escalationId = asked.ok ? asked.escalationId : "";
      const sent = { patientId: other.patientId, escalationId, answer: "Yes" };
      expect(await answerEscalation(second, sent, NOW, tx)).toEqual({
        ok: false,
        reason: "not_found",
      });
    });
  });
});
