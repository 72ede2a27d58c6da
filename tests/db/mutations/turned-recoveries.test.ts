import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listWorklist } from "@/db/queries/worklist";
import { EVERYBODY } from "@/lib/worklist/filters";
import {
  asApp,
  at,
  auditOf,
  call,
  callOf,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

describe("silence", () => {
  it("begins 1 ms after 48 h, in the list and in what is written down", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 48 });
      const groupAt = async (now: Date) =>
        (await listWorklist(desk.aesthetician, EVERYBODY, now, tx)).lines[0]!.group;
      expect(await turnRecoveries(desk.job, NOW, tx)).toBe(0);
      expect(await groupAt(NOW)).toBe("expected");
      expect(await groupAt(at(0, 1))).toBe("awaiting");
      expect(await turnRecoveries(desk.job, at(0, 1), tx)).toBe(1);
      expect(await lineOf(tx, patientId)).toMatchObject({
        level: "awaiting",
        list_group: "awaiting",
      });
      expect(await groupAt(at(0, 1))).toBe("awaiting");
    });
  });

  it("is stored with its own instant, however late the job comes, and is one audit row", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      expect(await turnRecoveries(desk.job, NOW, tx)).toBe(1);
      expect(await turnRecoveries(desk.job, NOW, tx)).toBe(0);
      const { rows } = await tx.execute(
        sql`select at, level, cause from assessments where cause = 'time'`,
      );
      expect(rows).toEqual([{ at: expect.anything(), level: "awaiting", cause: "time" }]);
      expect(new Date(String(rows[0]!.at))).toEqual(at(-12, 1));
      expect(await auditOf(tx, patientId)).toMatchObject([
        { action: "recovery.turn", actorId: "turn" },
      ]);
    });
  });
});

describe("silence that the job hasn't written down yet", () => {
  it("is known to a call: it is the first attempt on an awaiting patient", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 50 });
      await call(tx, desk, callOf(patientId));
      expect(await lineOf(tx, patientId)).toMatchObject({
        level: "awaiting",
        list_group: "awaiting",
        attempts: 1,
        next_action: "Second try",
      });
      expect(await turnRecoveries(desk.job, at(1), tx)).toBe(0);
    });
  });

  it("isn't lost when something else is written about the patient", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 50 });
      await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 1 });
      const line = { level: "awaiting", list_group: "awaiting", lead_recovery_id: recoveryId };
      expect(await lineOf(tx, patientId)).toMatchObject(line);
    });
  });
});

describe("turning", () => {
  it("writes down a promise that came due, once", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const outcome = "reached_call_back_later" as const;
      await call(tx, desk, callOf(patientId, { outcome, promisedAt: at(2) }));
      expect(await turnRecoveries(desk.job, at(2, -1), tx)).toBe(0);
      expect(await turnRecoveries(desk.job, at(2), tx)).toBe(1);
      expect(await turnRecoveries(desk.job, at(2), tx)).toBe(0);
      expect(await lineOf(tx, patientId)).toMatchObject({ list_group: "call_back" });
    });
  });

  it("touches no other clinic", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const theirs = await asApp(tx, () => treat(tx, elsewhere, { hoursAgo: 60 }));
      const before = await contentOf(tx);
      expect(await asApp(tx, () => turnRecoveries(desk.job, NOW, tx))).toBe(0);
      expect(await contentOf(tx)).toEqual(before);
      expect(await asApp(tx, () => turnRecoveries(elsewhere.job, NOW, tx))).toBe(1);
      expect(await lineOf(tx, theirs.patientId)).toMatchObject({ level: "awaiting" });
    });
  });

  it("is undone when the audit can't be written", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await asApp(tx, () => treat(tx, desk, { hoursAgo: 60 }));
      await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
      const before = await contentOf(tx);
      await asApp(tx, () => expect(turnRecoveries(desk.job, NOW, tx)).rejects.toThrow());
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});
