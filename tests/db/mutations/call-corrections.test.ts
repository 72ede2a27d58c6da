import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { correctCall } from "@/db/mutations/call-corrections";
import { undoCall } from "@/db/mutations/call-undo";
import { closeRecovery } from "@/db/mutations/closures";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { findPatientRecord } from "@/db/queries/patient-record";
import { contactPoints } from "@/db/schema/care";
import type { CallCorrection, CallWords } from "@/lib/calls/correction";
import {
  at,
  auditOf,
  call,
  callOf,
  type Desk,
  lineOf,
  openDesk,
  reachedCallOf,
  report,
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

const UNANSWERED: CallWords = {
  outcome: "no_answer",
  spokeWith: null,
  identityChecked: null,
  contactPointId: null,
  readBack: null,
  note: null,
};
const REACHED: CallWords = {
  ...UNANSWERED,
  outcome: "reached",
  spokeWith: "patient",
  identityChecked: true,
  readBack: true,
};

function correctionOf(
  callId: string,
  words: Partial<CallWords>,
  more: Partial<CallCorrection> = {},
): CallCorrection {
  return {
    callId,
    version: 1,
    words: { ...UNANSWERED, ...words },
    promisedAt: null,
    reason: "Slip of the hand",
    idempotencyKey: randomUUID(),
    ...more,
  };
}

const LATER = at(1);
const correct = (tx: Database, correction: CallCorrection, now = LATER) =>
  correctCall(desk.provider, correction, now, tx);

/** Somebody who has been silent for so long that the desk has written it down. */
async function silent(tx: Database, phones?: string[]) {
  const treated = await treat(tx, desk, { hoursAgo: 60, phones });
  await turnRecoveries(desk.job, at(-5), tx);
  return treated;
}

async function recordOf(tx: Database, patientId: string) {
  return (await findPatientRecord(desk.provider, patientId, LATER, tx))!;
}

async function forbidVoicemail(tx: Database, numberId: string) {
  await tx
    .update(contactPoints)
    .set({ voicemailAllowed: false })
    .where(and(eq(contactPoints.clinicId, desk.clinicId), eq(contactPoints.id, numberId)));
}

describe("a correction", () => {
  it("keeps the old words with who and why, and is audited by what changed", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId, { note: "Rang twice" }));
      const words = { outcome: "busy", note: "Engaged twice" } as const;
      expect(await correct(tx, correctionOf(callId, words))).toEqual({ ok: true, patientId });
      expect((await auditOf(tx, patientId)).at(-1)).toMatchObject({
        action: "call.correct",
        subjectId: callId,
        actorId: desk.provider.staffId,
      });
      const record = await recordOf(tx, patientId);
      expect(record.calls[0]!.call).toMatchObject({ ...words, version: 2 });
      expect(record.callCorrections).toMatchObject([
        {
          by: "Sam provider",
          correction: {
            callId,
            at: LATER,
            reason: "Slip of the hand",
            before: { outcome: "no_answer", note: "Rang twice" },
            after: words,
          },
        },
      ]);
    });
  });

  it("over a newer one is refused, with what the call says now and by whom", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      await correct(tx, correctionOf(callId, { note: "First" }));
      const stale = correctionOf(callId, { note: "Second" });
      expect(await correctCall(desk.aesthetician, stale, at(2), tx)).toEqual({
        ok: false,
        reason: "stale",
        version: 2,
        words: { ...UNANSWERED, note: "First" },
        by: "Sam provider",
        at: LATER,
      });
      expect((await recordOf(tx, patientId)).calls[0]!.call.note).toBe("First");
      // Whoever has seen it may go on.
      expect(await correct(tx, { ...stale, version: 2 })).toMatchObject({ ok: true });
    });
  });

  it.each([
    ["nothing_changed", {}],
    ["voicemail_not_allowed", { outcome: "left_voicemail" }],
    ["not_found", { contactPointId: randomUUID() }],
  ] as const)("is refused when %s", async (reason, words) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      await forbidVoicemail(tx, phoneIds[0]!);
      expect(await correct(tx, correctionOf(callId, words))).toEqual({ ok: false, reason });
      expect((await recordOf(tx, patientId)).callCorrections).toEqual([]);
    });
  });

  it("isn't made of a call that was taken back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      await undoCall(desk.aesthetician, { callId }, at(0, 1), tx);
      const late = correctionOf(callId, { outcome: "busy" }, { version: 2 });
      expect(await correct(tx, late)).toEqual({ ok: false, reason: "taken_back" });
    });
  });
});

describe("another outcome", () => {
  it.each([
    ["refused", "Provider decides", 4],
    ["reached", "Ask again", 24],
    ["left_voicemail", "Second try", 24],
  ] as const)("%s plans anew, as of the call", async (outcome, next_action, hours) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId, { outcome: "busy" }));
      const words = outcome === "reached" ? REACHED : { outcome };
      await correct(tx, correctionOf(callId, words));
      const line = (await lineOf(tx, patientId))!;
      expect(line).toMatchObject({ next_action, attempts: outcome === "reached" ? 0 : 1 });
      expect(new Date(line.due_at)).toEqual(at(hours));
      const [kept] = (await recordOf(tx, patientId)).calls;
      expect(kept!.call).toMatchObject({ nextAction: next_action, nextDueAt: at(hours) });
    });
  });

  it("of a promised call-back is due when it was promised", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const callId = await call(tx, desk, callOf(patientId));
      const promise = { outcome: "reached_call_back_later" } as const;
      await correct(tx, correctionOf(callId, promise, { promisedAt: at(5) }));
      const line = (await lineOf(tx, patientId))!;
      expect(new Date(line.promised_at!)).toEqual(at(5));
      // The promise alone can be corrected too.
      const again = correctionOf(callId, promise, { promisedAt: at(6), version: 2 });
      expect(await correct(tx, again)).toMatchObject({ ok: true });
      expect(new Date((await lineOf(tx, patientId))!.due_at)).toEqual(at(6));
    });
  });

  it("not dialled gives the plan back, and back again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const plan = async () => {
        const {
          version: _,
          placed_at: __,
          ...line
        } = (await lineOf(tx, patientId)) as Record<string, unknown>;
        return line;
      };
      const before = await plan();
      const callId = await call(tx, desk, callOf(patientId));
      const after = await plan();
      await correct(tx, correctionOf(callId, { outcome: "not_dialled" }));
      expect(await plan()).toEqual(before);
      await correct(tx, correctionOf(callId, { outcome: "no_answer" }, { version: 2 }));
      expect(await plan()).toEqual(after);
    });
  });

  it("leaves the plan when somebody called since, or something new was reported", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await silent(tx);
      const first = await call(tx, desk, callOf(patientId));
      const second = await call(tx, desk, callOf(patientId), at(0, 1));
      await correct(tx, correctionOf(first, { outcome: "refused" }));
      expect(await lineOf(tx, patientId)).toMatchObject({ next_action: "Third try", attempts: 2 });
      await report(tx, desk, patientId, { pus: "yes" }, at(0.5));
      await correct(tx, correctionOf(second, { outcome: "refused" }));
      expect(await lineOf(tx, patientId)).toMatchObject({
        next_action: "Call now, licensed staff",
      });
    });
  });

  it("strikes a number or gives it back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await silent(tx, ["+13125550101", "+13125550102"]);
      const [one, two] = phoneIds as [string, string];
      const entry = callOf(patientId, { outcome: "wrong_number", contactPointId: one });
      const callId = await call(tx, desk, entry);
      const usable = async () => {
        const record = await recordOf(tx, patientId);
        return [one, two].map(
          (id) => record.contactPoints.find((point) => point.id === id)!.usable,
        );
      };
      await correct(tx, correctionOf(callId, { outcome: "wrong_number", contactPointId: two }));
      expect(await usable()).toEqual([true, false]);
      await correct(tx, correctionOf(callId, { contactPointId: two }, { version: 2 }));
      expect(await usable()).toEqual([true, true]);
    });
  });
});

describe("identifiers that turn out not to have matched", () => {
  it("are told to the protocol, and the report stays triaged", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      const callId = await call(tx, desk, reachedCallOf(patientId, { redness: 1 }));
      expect(await lineOf(tx, patientId)).toMatchObject({ level: "expected" });
      await correct(tx, correctionOf(callId, { ...REACHED, identityChecked: false }));
      expect(await lineOf(tx, patientId)).toMatchObject({ level: "watch" });
      const { recoveries } = await recordOf(tx, patientId);
      expect(recoveries[0]!.assessment!.reasons.map(({ code }) => code)).toEqual([
        "IDENTITY_UNVERIFIED",
      ]);
    });
  });
});

describe("a correction after the follow-up is over", () => {
  it("changes the words and no plan", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      const callId = await call(tx, desk, callOf(patientId), at(-2));
      const closing = { patientId, recoveryId, outcome: "lost", note: null } as const;
      const key = { idempotencyKey: randomUUID() };
      await closeRecovery(desk.provider, { ...closing, ...key }, at(-1), tx);
      expect(await correct(tx, correctionOf(callId, { outcome: "busy" }))).toMatchObject({
        ok: true,
      });
      expect((await recordOf(tx, patientId)).calls[0]!.call.outcome).toBe("busy");
      expect(await lineOf(tx, patientId)).toBeNull();
    });
  });
});
