import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { clearReasons, standingReasons } from "@/db/mutations/reviews";
import type { ReasonCode } from "@/lib/triage/protocol";
import {
  asApp,
  at,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  report,
  type Treated,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

function clear(tx: Database, ids: Treated, clears: ReasonCode[], now = NOW) {
  const review = { ...ids, clears, note: "Looked at it", idempotencyKey: randomUUID() };
  return clearReasons(desk.provider, review, now, tx);
}

async function standing(tx: Database, { patientId, recoveryId }: Treated) {
  return [...(await standingReasons(tx, desk.clinicId, patientId, recoveryId))!.keys()];
}

describe("clearing reasons", () => {
  it("takes away what is named and leaves the rest", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 20 });
      await report(tx, desk, ids.patientId, { pus: "yes", swelling: 2 }, at(-2));
      expect(await standing(tx, ids)).toEqual(["PUS", "SWELLING_MORE_THAN_SLIGHT"]);
      expect(await clear(tx, ids, ["PUS"])).toMatchObject({ ok: true });
      expect(await standing(tx, ids)).toEqual(["SWELLING_MORE_THAN_SLIGHT"]);
      expect(await lineOf(tx, ids.patientId)).toMatchObject({
        level: "watch",
        list_group: "watch",
        next_action: "Call, ask every sign",
      });
    });
  });

  it("doesn't bring back what was looked at, but a new answer raises it again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 20 });
      await report(tx, desk, ids.patientId, { pus: "yes" }, at(-5));
      await clear(tx, ids, ["PUS"], at(-4));
      await report(tx, desk, ids.patientId, { redness: 1 }, at(-3));
      expect(await standing(tx, ids)).toEqual([]);
      await report(tx, desk, ids.patientId, { pus: "unsure" }, NOW);
      expect(await standing(tx, ids)).toEqual(["PUS_UNSURE"]);
    });
  });

  it.each([
    ["one that doesn't stand", ["BUMPS"]],
    ["one that stands and one that doesn't", ["PUS", "BUMPS"]],
    ["silence, which only an answer ends", ["NOT_CONFIRMED_RESOLVED"]],
  ] as const)("refuses %s, and writes nothing", async (_, clears) => {
    await rolledBack(scratch.owner, async (tx) => {
      const ids = await asApp(tx, () => treat(tx, desk, { hoursAgo: 60 }));
      await asApp(tx, () => report(tx, desk, ids.patientId, { pus: "yes" }, at(-1)));
      const before = await contentOf(tx);
      expect(await asApp(tx, () => clear(tx, ids, [...clears]))).toEqual({
        ok: false,
        reason: "not_a_standing_reason",
      });
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("doesn't take the key of another recovery's form for its own", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [one, other] = [
        await treat(tx, desk, { hoursAgo: 20 }),
        await treat(tx, desk, { hoursAgo: 20 }),
      ];
      await report(tx, desk, one.patientId, { pus: "yes" }, at(-2));
      await report(tx, desk, other.patientId, { pus: "yes" }, at(-2));
      const review = { note: "Seen", idempotencyKey: randomUUID() };
      const send = (ids: Treated) =>
        clearReasons(desk.provider, { ...ids, ...review, clears: ["PUS"] }, NOW, tx);
      expect(await send(one)).toMatchObject({ ok: true });
      expect(await send(one)).toMatchObject({ ok: true });
      expect(await send(other)).toEqual({ ok: false, reason: "not_found" });
      expect(await standing(tx, other)).toContain("PUS");
    });
  });

  it("needs at least one reason, also in the database", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk);
      await expect(clear(tx, ids, [])).rejects.toMatchObject({
        cause: { constraint: "reviews_name_a_reason" },
      });
    });
  });
});
