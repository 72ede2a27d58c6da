import { randomUUID } from "node:crypto";
import { inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { addSomebody } from "@/db/fixtures";
import { undoCall } from "@/db/mutations/call-undo";
import { closeRecovery } from "@/db/mutations/closures";
import { clearReasons } from "@/db/mutations/reviews";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import { findPatientRecord } from "@/db/queries/patient-record";
import { patients } from "@/db/schema/care";
import {
  at,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { clinicLife, liveThrough } from "@/tests/support/clinic-life";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { ALL_CLEAR } from "@/tests/support/recovery-facts";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const read = async (tx: Database, patientId: string, now = NOW) =>
  (await findPatientRecord(desk.provider, patientId, now, tx))!;

describe("a record", () => {
  it("holds all that ever happened, from the first treatment on, taken back and corrected things too", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const YEAR = 365 * 24;
      const first = await treat(tx, desk, { hoursAgo: 2 * YEAR });
      const { patientId } = first;
      const oldReport = await report(tx, desk, patientId, { pus: "yes" }, at(-2 * YEAR + 60));
      const oldCall = await call(tx, desk, callOf(patientId), at(-2 * YEAR + 61));
      const review = { ...first, clears: ["PUS" as const], note: "Seen" };
      const key = () => ({ idempotencyKey: randomUUID() });
      await clearReasons(desk.provider, { ...review, ...key() }, at(-2 * YEAR + 62), tx);
      const closing = { ...first, outcome: "healed", note: null } as const;
      await closeRecovery(desk.provider, { ...closing, ...key() }, at(-2 * YEAR + 400), tx);
      const lateCall = await call(tx, desk, callOf(patientId), at(-YEAR));
      const second = await treatAgain(tx, desk, patientId, { hoursAgo: 70 });
      const correction = { patientId, treatmentId: second, endedAt: at(-60), version: 1 };
      const why = { reason: "The file had the start", ...key() };
      await correctTreatmentTime(desk.manager, { ...correction, ...why }, at(-40), tx);
      const early = await report(tx, desk, patientId, ALL_CLEAR, at(-50));
      const undone = await call(tx, desk, reachedCallOf(patientId, { redness: 1 }), at(0, -60_000));
      await undoCall(desk.aesthetician, { callId: undone }, NOW, tx);

      const record = await read(tx, patientId);
      expect(
        record.recoveries.map(({ recovery, closing: end }) => [recovery.id, end?.outcome]),
      ).toEqual([
        [second, undefined],
        [first.recoveryId, "healed"],
      ]);
      expect(record.calls.map((each) => each.call.id)).toEqual([undone, lateCall, oldCall]);
      expect(record.calls[0]!.call.undoneAt).toEqual(NOW);
      const [withdrawn, ...standing] = record.checkIns.map(({ checkIn }) => checkIn);
      expect(withdrawn).toMatchObject({ withdrawnAt: NOW, answers: { redness: 1 } });
      expect(standing.map(({ id }) => id)).toEqual([early, oldReport]);
      expect(record.reviews.map((each) => each.review.clears)).toEqual([["PUS"]]);
      expect(record.treatmentCorrections.map((each) => each.correction.before)).toEqual([
        { endedAt: at(-70).toISOString(), endedAtSource: "recorded" },
      ]);
    });
  });

  it("hides no report, whatever was corrected, closed, merged and parted: each counts for a treatment", async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(clinicLife, async (life) => {
        await rolledBack(scratch.app, async (tx) => {
          let now = NOW;
          await liveThrough(tx, desk, life, {}, async (at) => {
            now = at;
          });
          const standing = await inClinic(desk, tx, (inner) =>
            inner.select({ id: patients.id }).from(patients),
          );
          for (const { id } of standing) {
            const record = await read(tx, id, now);
            const counting = new Set(record.recoveries.flatMap((each) => each.counting));
            for (const { checkIn } of record.checkIns) expect(counting).toContain(checkIn.id);
            seen += record.checkIns.length;
          }
        });
      }),
      { numRuns: 25 },
    );
    expect(seen).toBeGreaterThan(10);
  }, 180_000);
});

describe("records of one name", () => {
  it("look like one person's by birth date, number or address, and by the name alone never", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { clinicId } = desk;
      const add = async (given: {
        name?: string;
        birthOn?: string | null;
        phones?: string[];
        emails?: string[];
      }) => {
        const { name = "Mia Park", birthOn = null, phones = [], emails = [] } = given;
        const numbers = phones.map((value) => ({ value }));
        const person = { clinicId, name, birthOn, phones: numbers, emails };
        return (await addSomebody(tx, at(-100), person)).patientId;
      };
      const known = {
        birthOn: "1990-05-17",
        phones: ["+13125550107"],
        emails: ["mia@example.com"],
      };
      const mia = await add(known);
      const born = await add({ birthOn: "1990-05-17" });
      const rings = await add({
        name: "MIA  Párk",
        birthOn: "1970-01-02",
        phones: ["+13125550107"],
      });
      const writes = await add({ emails: ["mia@example.com"] });
      // Namesakes and a family: nobody is taken for somebody else.
      const others = [
        await add({ birthOn: "1961-02-03", phones: ["+13125550108"] }),
        await add({ name: "Leo Park", birthOn: "1990-05-17", phones: ["+13125550107"] }),
      ];
      const alike = async (id: string) =>
        (await read(tx, id)).lookalikes.map(({ patientId }) => patientId).toSorted();
      expect(await alike(mia)).toEqual([born, rings, writes].toSorted());
      for (const other of others) expect(await alike(other)).toEqual([]);
      const five = await inClinic(desk, tx, (inner) =>
        inner
          .select({ into: patients.mergedInto })
          .from(patients)
          .where(inArray(patients.id, [mia, born, rings, writes, ...others])),
      );
      expect(five.map(({ into }) => into)).toEqual(Array(6).fill(null));
    });
  });
});
