import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { closeRecovery } from "@/db/mutations/closures";
import { clearReasons } from "@/db/mutations/reviews";
import { HUMAN_CLOSING_OUTCOMES } from "@/lib/recovery/closing";
import { DEFAULT_PROTOCOL, type Protocol } from "@/lib/triage/protocol";
import {
  at,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  report,
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

function close(tx: Database, ids: Pick<Treated, "patientId" | "recoveryId">, now = NOW) {
  const closing = { ...ids, outcome: "healed", note: null, idempotencyKey: randomUUID() } as const;
  return closeRecovery(desk.provider, closing, now, tx);
}

describe("closing a recovery", () => {
  it("doesn't take the key of another recovery's form for its own", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [one, other] = [
        await treat(tx, desk, { hoursAgo: 400 }),
        await treat(tx, desk, { hoursAgo: 400 }),
      ];
      const closing = { outcome: "healed", note: null, idempotencyKey: randomUUID() } as const;
      expect(await closeRecovery(desk.provider, { ...one, ...closing }, NOW, tx)).toEqual({
        ok: true,
      });
      expect(await closeRecovery(desk.provider, { ...one, ...closing }, NOW, tx)).toEqual({
        ok: true,
      });
      expect(await closeRecovery(desk.provider, { ...other, ...closing }, NOW, tx)).toEqual({
        ok: false,
        reason: "not_found",
      });
    });
  });

  it.each([
    [at(0, -1), { ok: false, reason: "too_early" }],
    [NOW, { ok: true }],
  ])("is possible from 336 h after treatment: %s", async (now, expected) => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 336 });
      expect(await close(tx, ids, now)).toEqual(expected);
    });
  });

  it.each(HUMAN_CLOSING_OUTCOMES)(
    "keeps its outcome and takes the line away: %s",
    async (outcome) => {
      await rolledBack(scratch.app, async (tx) => {
        const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
        const closing = {
          patientId,
          recoveryId,
          outcome,
          note: "As told",
          idempotencyKey: randomUUID(),
        };
        expect(await closeRecovery(desk.provider, closing, NOW, tx)).toEqual({ ok: true });
        expect(await lineOf(tx, patientId)).toBeNull();
        const { rows } = await tx.execute(sql`
        select c.outcome, c.closed_by, r.open, a.level, a.cause from closures c
        join recoveries r on r.id = c.recovery_id join assessments a on a.id = r.assessment_id`);
        expect(rows).toEqual([
          {
            outcome,
            closed_by: desk.provider.staffId,
            open: false,
            level: "expected",
            cause: "closing",
          },
        ]);
      });
    },
  );

  it("waits for a review while a complication stands, and not for a watched sign", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 400 });
      await report(tx, desk, ids.patientId, { redness: 1 }, at(-300));
      expect(await close(tx, ids)).toEqual({ ok: false, reason: "needs_review" });
      const clears = ["REDNESS_PROLONGED" as const];
      const review = { ...ids, clears, note: "Seen", idempotencyKey: randomUUID() };
      await clearReasons(desk.provider, review, NOW, tx);
      await report(tx, desk, ids.patientId, { tightness: 1, redness: 0 }, NOW);
      expect(await lineOf(tx, ids.patientId)).toMatchObject({ level: "watch" });
      expect(await close(tx, ids)).toEqual({ ok: true });
    });
  });

  it("happens once: a second form is told that it is closed", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 400 });
      expect(await close(tx, ids)).toEqual({ ok: true });
      expect(await close(tx, ids, at(1))).toEqual({ ok: false, reason: "already_closed" });
    });
  });

  it("leaves the line to the patient's other recovery", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 400 });
      const neck = await treatAgain(tx, desk, ids.patientId, { area: "neck", hoursAgo: 5 });
      expect(await lineOf(tx, ids.patientId)).toMatchObject({ lead_recovery_id: ids.recoveryId });
      await close(tx, ids);
      const line = await lineOf(tx, ids.patientId);
      expect(line).toMatchObject({ lead_recovery_id: neck, level: "expected" });
    });
  });

  it("by the desk itself is never called healed", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      const closing = (outcome: string) => sql`
        insert into closures (clinic_id, id, recovery_id, at, outcome, idempotency_key)
        values (${desk.clinicId}, ${randomUUID()}, ${recoveryId}, now(), ${outcome}, ${randomUUID()})`;
      await tx.transaction((inner) => inner.execute(closing("superseded")));
      for (const outcome of HUMAN_CLOSING_OUTCOMES) {
        await expect(
          tx.transaction((inner) => inner.execute(closing(outcome))),
        ).rejects.toMatchObject({ cause: { constraint: "closures_never_healed_by_itself" } });
      }
    });
  });
});

describe("a rule that fails", () => {
  it("is listed for review by hand, first of all, and can't be closed", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const broken = { ...DEFAULT_PROTOCOL, extensions: null } as unknown as Protocol;
      const clinicId = await addClinic(tx, at(-1000), { protocol: broken });
      const person = await addStaff(tx, at(-1000), { clinicId, role: "provider" });
      const provider = await addSession(tx, at(-1), person);
      const ids = await treat(tx, { ...desk, clinicId }, { hoursAgo: 400 });
      expect(await lineOf(tx, ids.patientId)).toMatchObject({
        level: null,
        list_group: "review_by_hand",
        next_action: "Review by hand",
      });
      const closing = {
        ...ids,
        outcome: "healed",
        note: null,
        idempotencyKey: randomUUID(),
      } as const;
      expect(await closeRecovery(provider, closing, NOW, tx)).toEqual({
        ok: false,
        reason: "needs_review",
      });
    });
  });
});
