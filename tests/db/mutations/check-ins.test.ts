import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { recordCall } from "@/db/mutations/calls";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { closeRecovery } from "@/db/mutations/closures";
import { findPatientRecord } from "@/db/queries/patient-record";
import { listWorklist } from "@/db/queries/worklist";
import { EVERYBODY } from "@/lib/worklist/filters";
import {
  asApp,
  at,
  callOf,
  checkInOf,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  report,
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

/** Each recovery's level and reason codes, by its area. */
async function assessed(tx: Database, patientId: string) {
  const record = await findPatientRecord(desk.provider, patientId, NOW, tx);
  return Object.fromEntries(
    record!.recoveries.map(({ recovery, treatment, assessment }) => [
      treatment.area ?? "no area",
      {
        open: recovery.open,
        level: assessment!.level,
        codes: assessment!.reasons.map(({ code }) => code),
      },
    ]),
  );
}

describe("the time of a check-in", () => {
  const TREATED = 10;
  const MINUTE = 60_000;
  it.each([
    ["at the end of treatment", at(-TREATED), null],
    ["1 ms before the end of treatment", at(-TREATED, -1), "observed_before_treatment"],
    ["5 min after now: clocks differ", at(0, 5 * MINUTE), null],
    ["5 min 1 ms after now", at(0, 5 * MINUTE + 1), "observed_in_future"],
  ] as const)("%s", async (_, observedAt, reason) => {
    await rolledBack(scratch.owner, async (tx) => {
      const { patientId } = await asApp(tx, () => treat(tx, desk, { hoursAgo: TREATED }));
      const before = await contentOf(tx);
      const entry = checkInOf(patientId, { observedAt });
      const done = await asApp(tx, () => recordCheckIn(desk.aesthetician, entry, NOW, tx));
      if (reason === null) expect(done).toMatchObject({ ok: true });
      else {
        expect(done).toEqual({ ok: false, reason, emergency: false });
        expect(await contentOf(tx)).toEqual(before);
      }
    });
  });

  it.each(["yes", "unsure"] as const)("a refused one still says emergency: %s", async (eye) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const entry = checkInOf(patientId, { observedAt: at(-9), answers: { eye } });
      const done = await recordCheckIn(desk.aesthetician, entry, NOW, tx);
      expect(done).toMatchObject({ ok: false, emergency: true });
    });
  });
});

describe("two recoveries of one patient", () => {
  it("share one line, of the worse level", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId: face } = await treat(tx, desk, { hoursAgo: 60 });
      const neck = await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 20 });
      await report(tx, desk, patientId, { pus: "yes" }, NOW, { recoveryId: neck });
      expect(await lineOf(tx, patientId)).toMatchObject({
        level: "urgent",
        lead_recovery_id: neck,
      });
      await report(tx, desk, patientId, { breathing: "yes" }, at(1), { recoveryId: face });
      const line = await lineOf(tx, patientId);
      expect(line).toMatchObject({ level: "emergency", lead_recovery_id: face });
      const { rows } = await tx.execute(
        sql`select 1 from follow_ups where patient_id = ${patientId}`,
      );
      expect(rows).toHaveLength(1);
    });
  });

  it("both hear a check-in without an area, and a named one alone its own", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      const neck = await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 20 });
      await report(tx, desk, patientId, { swelling: 3 });
      expect(await assessed(tx, patientId)).toMatchObject({
        face: { level: "urgent", codes: expect.arrayContaining(["SWELLING_SEVERE"]) },
        neck: { level: "urgent", codes: ["SWELLING_SEVERE"] },
      });
      await report(tx, desk, patientId, { pus: "unsure" }, at(1), { recoveryId: neck });
      const { face, neck: second } = await assessed(tx, patientId);
      expect(face!.codes).not.toContain("PUS_UNSURE");
      expect(second!.codes).toContain("PUS_UNSURE");
    });
  });

  it("a closed one doesn't hear a later check-in without an area", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 20 });
      const closing = { patientId, recoveryId, outcome: "healed", note: null } as const;
      const key = { idempotencyKey: randomUUID() };
      await closeRecovery(desk.provider, { ...closing, ...key }, at(-1), tx);
      await report(tx, desk, patientId, { pus: "yes" });
      expect(await assessed(tx, patientId)).toMatchObject({
        face: { open: false, level: "expected", codes: [] },
        neck: { open: true, level: "urgent" },
      });
    });
  });
});

/** Somebody whose only recovery was closed an hour ago. */
async function closed(tx: Database) {
  const treated = await treat(tx, desk, { hoursAgo: 400 });
  const closing = { ...treated, outcome: "healed", note: null } as const;
  const key = { idempotencyKey: randomUUID() };
  const done = await closeRecovery(desk.provider, { ...closing, ...key }, at(-1), tx);
  expect(done).toEqual({ ok: true });
  expect(await lineOf(tx, treated.patientId)).toBeNull();
  return treated;
}

describe("a closed recovery", () => {
  it("is opened again by a sign, with a new line", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      await report(tx, desk, patientId, { redness: 2 });
      const { face } = await assessed(tx, patientId);
      expect(face).toMatchObject({ open: true, level: "complication" });
      expect(face!.codes).toEqual(
        expect.arrayContaining(["REDNESS_PROLONGED", "REOPENED_AFTER_CLOSE"]),
      );
      const line = await lineOf(tx, patientId);
      expect(line).toMatchObject({ level: "complication", attempts: 0 });
      const { rows } = await tx.execute(
        sql`select closed_at is null as open from follow_ups where patient_id = ${patientId}
          order by opened_at`,
      );
      expect(rows).toEqual([{ open: false }, { open: true }]);
    });
  });

  it("stays closed when nothing is the matter", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await closed(tx);
      await report(tx, desk, patientId, { redness: 0, heat: 0 });
      expect((await assessed(tx, patientId)).face).toMatchObject({ open: false, codes: [] });
      expect(await lineOf(tx, patientId)).toBeNull();
    });
  });
});

describe("a correction", () => {
  it("names what it corrects and why; one check-in is corrected once", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 20 });
      const wrong = await report(tx, desk, patientId, { redness: 3 }, at(-2));
      const corrects = { checkInId: wrong, reason: "Typed 3 for 1" };
      const right = await report(tx, desk, patientId, { redness: 1 }, at(-1), { corrects });
      const { checkIns } = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      const kept = checkIns.map(({ checkIn }) => checkIn);
      expect(kept.map(({ id }) => id)).toEqual([right, wrong]);
      expect(kept[0]).toMatchObject({ corrects: wrong, correctionReason: "Typed 3 for 1" });
      await expect(
        report(tx, desk, patientId, { redness: 2 }, NOW, { corrects }),
      ).rejects.toThrow();
    });
  });

  it("is of the same patient", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [one, other] = [await treat(tx, desk), await treat(tx, desk)];
      const theirs = await report(tx, desk, other.patientId, { redness: 3 });
      for (const checkInId of [theirs, randomUUID()]) {
        const entry = checkInOf(one.patientId, { corrects: { checkInId, reason: "Typed" } });
        expect(await recordCheckIn(desk.provider, entry, NOW, tx)).toMatchObject({
          ok: false,
          reason: "not_found",
        });
      }
    });
  });
});

describe("a form's key", () => {
  it("that was used for somebody else stores nothing", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [one, other] = [await treat(tx, desk), await treat(tx, desk)];
      const entry = checkInOf(one.patientId);
      expect(await recordCheckIn(desk.provider, entry, NOW, tx)).toMatchObject({ ok: true });
      const again = { ...entry, patientId: other.patientId };
      expect(await recordCheckIn(desk.provider, again, NOW, tx)).toMatchObject({ ok: false });
      const call = callOf(one.patientId);
      expect(await recordCall(desk.provider, call, NOW, tx)).toMatchObject({ ok: true });
      const moved = { ...call, patientId: other.patientId };
      expect(await recordCall(desk.provider, moved, NOW, tx)).toMatchObject({ ok: false });
    });
  });
});

describe("a back-dated check-in without an area", () => {
  it("counts for what had been treated by then", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { area: "face", hoursAgo: 60 });
      await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 10 });
      const entry = checkInOf(patientId, { observedAt: at(-30), answers: { redness: 1 } });
      await recordCheckIn(desk.provider, entry, NOW, tx);
      const { neck } = await assessed(tx, patientId);
      expect(neck).toMatchObject({ level: "expected", codes: [] });
    });
  });
});

describe("several reports of one day", () => {
  it("are all kept and judged, whoever takes them down and whenever", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      const hours = [-9, -6, -3, -1];
      for (const [n, hour] of hours.entries()) {
        await report(tx, desk, patientId, { swelling: n === 2 ? 2 : 1 }, at(hour));
      }
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.checkIns.map(({ checkIn }) => checkIn.observedAt)).toEqual(
        hours.toReversed().map((hour) => at(hour)),
      );
      expect(record.recoveries[0]!.counting).toHaveLength(4);
      // The third alone was more than the one before, and isn't lost among the others.
      expect((await assessed(tx, patientId)).face).toMatchObject({
        level: "urgent",
        codes: ["SWELLING_INCREASED"],
      });
    });
  });
});

describe("a report that is told late", () => {
  it("is older than what was seen since, whatever was entered last", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 40 });
      await report(tx, desk, patientId, { redness: 1, heat: 0 }, at(-2));
      const line = async () =>
        (await listWorklist(desk.provider, EVERYBODY, NOW, tx)).lines.find(
          (each) => each.patientId === patientId,
        )!;
      const before = await line();
      expect(before).toMatchObject({ reportedAt: at(-2), level: "expected" });
      // Taken down now, and seen a day ago.
      await report(tx, desk, patientId, { redness: 3, heat: 2 }, NOW, { observedAt: at(-24) });
      const after = await line();
      expect(after).toMatchObject({ reportedAt: at(-2), level: "expected" });
      const values = after.trends.map(({ sign, value, direction }) => [sign, value, direction]);
      expect(values).toEqual(
        expect.arrayContaining([
          ["redness", 1, "down"],
          ["heat", 0, "down"],
        ]),
      );
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.checkIns.map(({ checkIn }) => checkIn.observedAt)).toEqual([at(-2), at(-24)]);
    });
  });
});
