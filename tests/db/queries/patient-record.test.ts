import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shownCheckIns } from "@/app/(staff)/patients/[patientId]/shown";
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

const ZONE = "America/Chicago";
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
      const [newest, ...before] = shownCheckIns(record, record.recoveries[0]!, {
        now: NOW,
        zone: ZONE,
      });
      expect(newest).toMatchObject({ takenBack: true, flags: ["Taken back with its call"] });
      expect(before.map(({ id }) => id)).toEqual([early]);
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
          await liveThrough(tx, desk, life, {}, async (instant) => {
            now = instant;
          });
          const standing = await inClinic(desk, tx, (inner) =>
            inner.select({ id: patients.id }).from(patients),
          );
          for (const { id } of standing) {
            const record = await read(tx, id, now);
            const onScreen = new Set(
              record.recoveries.flatMap((each) => shownCheckIns(record, each, { now, zone: ZONE })),
            );
            const ids = new Set([...onScreen].map((each) => each.id));
            for (const { checkIn } of record.checkIns) expect(ids).toContain(checkIn.id);
            for (const { flags } of onScreen) expect(new Set(flags).size).toBe(flags.length);
            seen += record.checkIns.length;
          }
        });
      }),
      { numRuns: 75 },
    );
    expect(seen).toBeGreaterThan(10);
  }, 180_000);
});

describe("records that look like one person's", () => {
  it("are those with two of name, birth date and a number, in this clinic", async () => {
    const stranger = await openDesk(scratch.owner);
    await rolledBack(scratch.owner, async (tx) => {
      const add = (
        name: string,
        birthOn: string,
        phone: string,
        clinicId = desk.clinicId,
      ): Promise<{ patientId: string }> =>
        addSomebody(tx, NOW, { clinicId, name, birthOn, phones: [{ value: phone }], emails: [] });
      const her = await add("Ana Teal", "1984-03-09", "+12125550171");
      const twice = await add("ANA  TEAL", "1984-03-09", "+12125550172");
      const nickname = await add("Annie Teal", "1984-03-09", "+12125550171");
      await add("Ana Teal", "1990-01-01", "+12125550173");
      await add("Bo Teal", "1958-10-02", "+12125550171");
      await add("Ana Teal", "1984-03-09", "+12125550171", stranger.clinicId);

      const record = await findPatientRecord(desk.provider, her.patientId, NOW, tx);
      expect(record!.lookalikes.map(({ patientId }) => patientId)).toEqual([
        twice.patientId,
        nickname.patientId,
      ]);
    });
  });
});
