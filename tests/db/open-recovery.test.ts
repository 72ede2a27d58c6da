import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { closeRecovery } from "@/db/mutations/closures";
import { openRecovery } from "@/db/open-recovery";
import { findPatientRecord } from "@/db/queries/patient-record";
import type { Answers } from "@/lib/triage/protocol";
import {
  at,
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

/** Newest treatment first: is it open, how did it end, what is its level. */
async function recoveriesOf(tx: Database, patientId: string) {
  const record = await findPatientRecord(desk.provider, patientId, NOW, tx);
  return record!.recoveries.map(({ recovery, closing, assessment }) => ({
    open: recovery.open,
    outcome: closing?.outcome ?? null,
    by: closing?.by ?? null,
    level: assessment!.level,
  }));
}

describe("treating the same area again", () => {
  it.each([
    ["expected", {}],
    ["watch", { swelling: 2 }],
  ] as [string, Answers][])("supersedes an older recovery at %s", async (level, answers) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30, area: "Face" });
      if (level !== "expected") await report(tx, desk, patientId, answers, at(-20));
      expect((await recoveriesOf(tx, patientId))[0]).toMatchObject({ level });
      await treatAgain(tx, desk, patientId, { area: "face", hoursAgo: 1 });
      expect(await recoveriesOf(tx, patientId)).toEqual([
        { open: true, outcome: null, by: null, level: "expected" },
        { open: false, outcome: "superseded", by: null, level: "expected" },
      ]);
      expect(await lineOf(tx, patientId)).toMatchObject({ level: "expected" });
    });
  });

  it("supersedes one that has been silent", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 100 });
      await treatAgain(tx, desk, patientId, { hoursAgo: 1 });
      expect(await recoveriesOf(tx, patientId)).toMatchObject([{ open: true }, { open: false }]);
    });
  });

  it.each([
    ["complication", { redness: 1 }],
    ["urgent", { pus: "yes" }],
    ["emergency", { breathing: "unsure" }],
  ] as [string, Answers][])("leaves an older one at %s open", async (level, answers) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 100 });
      await report(tx, desk, patientId, answers, at(-10));
      await treatAgain(tx, desk, patientId, { hoursAgo: 1 });
      expect(await recoveriesOf(tx, patientId)).toMatchObject([
        { open: true, level: "expected" },
        { open: true, outcome: null, level },
      ]);
      expect(await lineOf(tx, patientId)).toMatchObject({ level, lead_recovery_id: recoveryId });
    });
  });

  it.each([
    ["another area", "neck"],
    ["no area named", null],
  ])("not so with %s", async (_, area) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await treatAgain(tx, desk, patientId, { area, hoursAgo: 1 });
      expect(await recoveriesOf(tx, patientId)).toMatchObject([{ open: true }, { open: true }]);
    });
  });

  it("never closes a newer one, when the older treatment is told of later", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 10 });
      await treatAgain(tx, desk, patientId, { hoursAgo: 60 }, NOW);
      expect((await recoveriesOf(tx, patientId))[0]).toMatchObject({ open: true });
    });
  });
});

describe("a treatment that is here already", () => {
  it("is not opened again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      const treatment = {
        patientId,
        endedAt: at(-5),
        endedAtSource: "recorded",
        area: "neck",
        serviceName: "Microneedling",
        sourceKey: "file 1, row 7",
      } as const;
      const open = () =>
        inClinic(desk, tx, (inner) => openRecovery(inner, desk.clinicId, treatment, NOW));
      expect(await open()).not.toBeNull();
      expect(await open()).toBeNull();
      expect(await recoveriesOf(tx, patientId)).toHaveLength(2);
    });
  });
});

describe("a recovery that was opened again", () => {
  it("hears a later check-in without an area like every other open one", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      const closing = { patientId, recoveryId, outcome: "healed", note: null } as const;
      const idempotencyKey = randomUUID();
      await closeRecovery(desk.provider, { ...closing, idempotencyKey }, at(-50), tx);
      await report(tx, desk, patientId, { redness: 1 }, at(-40));
      await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 20 });
      await report(tx, desk, patientId, { pus: "yes" }, NOW);
      const levels = (await recoveriesOf(tx, patientId)).map(({ open, level }) => [open, level]);
      expect(levels).toEqual([
        [true, "urgent"],
        [true, "urgent"],
      ]);
    });
  });
});
