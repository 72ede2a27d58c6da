import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordCall } from "@/db/mutations/calls";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { findPatientRecord } from "@/db/queries/patient-record";
import { listWorklist } from "@/db/queries/worklist";
import { countAttempts } from "@/lib/calls/attempts";
import { DIRECTIONS, offeredOutcomes } from "@/lib/calls/outcomes";
import { EVERYBODY } from "@/lib/worklist/filters";
import { at, callOf, type Desk, NOW, openDesk, reachedCallOf, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const CONTACTS = DIRECTIONS.flatMap((direction) =>
  offeredOutcomes(direction, true).map((outcome) => [outcome, direction] as const),
);

describe("a contact means the same on the row, in the stalled list, in the day's progress and in the record", () => {
  it.each([...CONTACTS])("%s, %s", async (outcome, direction) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      await turnRecoveries(desk.job, at(-11), tx);
      const promisedAt = outcome === "reached_call_back_later" ? at(300) : null;
      // Nothing more is due today, so that a contact makes the row done.
      const nextContact = { dueAt: at(300), reason: "They asked for it" };
      const more = { direction, promisedAt, nextContact };
      const call =
        outcome === "reached"
          ? reachedCallOf(patientId, {}, more)
          : callOf(patientId, { outcome, ...more });
      expect(await recordCall(desk.aesthetician, call, NOW, tx)).toMatchObject({ ok: true });

      // Somebody spoke or tried: all but a call that was never dialled. An attempt is one that we began.
      const contact = outcome !== "not_dialled";
      const attempt = contact && direction === "outbound";
      // What others tell who ring us leaves the plan, and with it what is still due today.
      const settled = contact && (direction === "outbound" || outcome !== "reached_someone_else");
      const today = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
      expect(today.lines).toMatchObject([{ lastOutcome: contact ? outcome : null }]);
      expect(today.done).toBe(settled ? 1 : 0);
      const stalled = { ...EVERYBODY, list: "stalled" } as const;
      const later = await listWorklist(desk.provider, stalled, at(73), tx);
      expect(later.lines).toHaveLength(contact ? 1 : 0);
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(countAttempts(record.calls.map((each) => each.call))).toBe(attempt ? 1 : 0);
    });
  });
});
