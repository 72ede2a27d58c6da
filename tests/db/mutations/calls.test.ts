import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { recordCall } from "@/db/mutations/calls";
import { claimFollowUp } from "@/db/mutations/claims";
import { closeRecovery } from "@/db/mutations/closures";
import { findPatientRecord } from "@/db/queries/patient-record";
import { listWorklist } from "@/db/queries/worklist";
import { contactPoints } from "@/db/schema/care";
import { OUTCOME_CODES, type Outcome } from "@/lib/calls/outcomes";
import { EVERYBODY } from "@/lib/worklist/filters";
import {
  at,
  call,
  callOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

async function reaching(tx: Database, id: string, reaches: "emergency") {
  await tx
    .update(contactPoints)
    .set({ reaches })
    .where(and(eq(contactPoints.clinicId, desk.clinicId), eq(contactPoints.id, id)));
}

async function voicemail(tx: Database, id: string, voicemailAllowed: boolean) {
  await tx
    .update(contactPoints)
    .set({ voicemailAllowed })
    .where(and(eq(contactPoints.clinicId, desk.clinicId), eq(contactPoints.id, id)));
}

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

describe("a call that reached the patient", () => {
  it("keeps the answers as a check-in, ends the caller's claim and moves the line", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await claimFollowUp(desk.aesthetician, { patientId, takeOver: false }, at(0, -60_000), tx);
      const callId = await call(tx, desk, reachedCallOf(patientId, { pus: "yes" }));
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.claim).toBeNull();
      expect(record.checkIns).toHaveLength(1);
      const [kept] = record.calls;
      expect(kept!.call).toMatchObject({
        id: callId,
        checkInId: record.checkIns[0]!.checkIn.id,
        // The call began when the patient was claimed.
        startedAt: at(0, -60_000),
        loggedAt: NOW,
        nextAction: "Provider reviews, see the patient today",
      });
      expect(record.line).toMatchObject({
        level: "urgent",
        lastCallId: callId,
        attempts: 0,
        nextAction: kept!.call.nextAction,
        dueAt: at(1),
      });
    });
  });

  it("leaves somebody else's claim alone", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await claimFollowUp(desk.provider, { patientId, takeOver: false }, at(0, -1), tx);
      await call(tx, desk, callOf(patientId));
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.claim).toMatchObject({ staffId: desk.provider.staffId });
    });
  });

  it("is told of somebody else's call that it hadn't seen, also when sent again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const first = await call(tx, desk, callOf(patientId), at(0, -120_000));
      const unseen = callOf(patientId);
      const answer = await recordCall(desk.provider, unseen, NOW, tx);
      const alsoCalled = { by: "Sam aesthetician", at: at(0, -120_000) };
      expect(answer).toMatchObject({ ok: true, alsoCalled });
      const own = callOf(patientId, { lastSeenCallId: first });
      expect(await recordCall(desk.provider, own, at(0, 1000), tx)).toMatchObject({
        alsoCalled: null,
      });
      expect(await recordCall(desk.provider, unseen, at(0, 2000), tx)).toEqual(answer);
    });
  });

  it("isn't told of a call that was on its screen", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const lastSeenCallId = await call(tx, desk, callOf(patientId), at(0, -120_000));
      const seen = callOf(patientId, { lastSeenCallId });
      expect(await recordCall(desk.provider, seen, NOW, tx)).toMatchObject({ alsoCalled: null });
    });
  });
});

describe("what isn't kept as it was entered", () => {
  it.each([
    ["complication", 80],
    ["urgent", 30],
  ] as const)("at %s a reached call says who was told, or that none could be", async (_, hours) => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: hours });
      const entry = reachedCallOf(patientId, hours > 72 ? { redness: 1 } : { pus: "yes" });
      const reached = { ...entry.reached!, noProviderReached: false };
      await rolledBack(tx, async (inner) => {
        const untold = await recordCall(desk.aesthetician, { ...entry, reached }, NOW, inner);
        expect(untold).toEqual({ ok: false, reason: "provider_not_told" });
        const record = (await findPatientRecord(desk.provider, patientId, NOW, inner))!;
        expect([record.calls, record.checkIns]).toEqual([[], []]);
      });
      const provider = { staffId: desk.provider.staffId, accepted: true };
      const told = { ...entry, reached: { ...reached, provider } };
      expect(await recordCall(desk.aesthetician, told, NOW, tx)).toMatchObject({ ok: true });
      const none = reachedCallOf(patientId, { heat: 0 });
      expect(await recordCall(desk.aesthetician, none, at(1), tx)).toMatchObject({ ok: true });
    });
  });

  it("below that nobody has to be told", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 50 });
      const entry = reachedCallOf(patientId, { redness: 1 });
      const reached = { ...entry.reached!, noProviderReached: false };
      const done = await recordCall(desk.aesthetician, { ...entry, reached }, NOW, tx);
      expect(done).toMatchObject({ ok: true });
    });
  });

  it("a voicemail goes to a number on which nobody has said no", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const phones = ["+13125550101", "+13125550102"];
      const { patientId, phoneIds } = await treat(tx, desk, { phones });
      const [one, two] = phoneIds as [string, string];
      const left = async (contactPointId: string | null) => {
        const entry = callOf(patientId, { outcome: "left_voicemail", contactPointId });
        const done = await recordCall(desk.aesthetician, entry, NOW, tx);
        return done.ok ? "kept" : done.reason;
      };
      await voicemail(tx, one, false);
      expect(await left(one)).toBe("voicemail_not_allowed");
      expect([await left(two), await left(null)]).toEqual(["kept", "kept"]);
      await voicemail(tx, two, false);
      expect(await left(null)).toBe("voicemail_not_allowed");
    });
  });
});

describe("a report after the follow-up was over", () => {
  it("opens it again, and its call decides what is next", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
      const closing = { patientId, recoveryId, outcome: "lost", note: null } as const;
      const key = { idempotencyKey: randomUUID() };
      await closeRecovery(desk.provider, { ...closing, ...key }, at(-1), tx);
      const callId = await call(tx, desk, reachedCallOf(patientId, { pus: "yes" }));
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.line).toMatchObject({ level: "urgent", lastCallId: callId });
      expect(record.line!.nextAction).toBe("Provider reviews, see the patient today");
      expect(record.calls[0]!.call).toMatchObject({ followUpId: record.line!.id });
    });
  });
});

describe("what an outcome leaves to do", () => {
  it("climbs the ladder with each failed attempt and never ends as normal", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await report(tx, desk, patientId, { pus: "yes" }, at(-1));
      const steps = [];
      for (let attempt = 0; attempt < 5; attempt++) {
        await call(tx, desk, callOf(patientId), at(attempt));
        const line = (await lineOf(tx, patientId))!;
        steps.push([line.attempts, line.next_action, line.level]);
      }
      expect(steps).toEqual([
        [1, "Second try, every number", "urgent"],
        [2, "Third try, every number", "urgent"],
        [3, "Call the emergency contact", "urgent"],
        [4, "Send a letter, provider decides", "urgent"],
        [5, "Send a letter, provider decides", "urgent"],
      ]);
    });
  });

  it("goes through every own number before an urgent attempt is over", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const phones = ["+13125550101", "+13125550102", "+13125550103"];
      const { patientId, phoneIds } = await treat(tx, desk, { hoursAgo: 30, phones });
      const [one, two, three] = phoneIds as [string, string, string];
      await reaching(tx, three, "emergency");
      await report(tx, desk, patientId, { pus: "yes" }, at(-1));
      const steps = [];
      for (const [n, contactPointId] of [one, two, two, one, one, two, three].entries()) {
        await call(tx, desk, callOf(patientId, { contactPointId }), at(n / 10));
        const line = (await lineOf(tx, patientId))!;
        steps.push([line.attempts, line.next_action]);
      }
      expect(steps).toEqual([
        [0, "Try the other number"],
        [1, "Second try, every number"],
        [1, "Try the other number"],
        [2, "Third try, every number"],
        [2, "Try the other number"],
        [3, "Call the emergency contact"],
        [4, "Send a letter, provider decides"],
      ]);
    });
  });

  it("takes what the patient began for a contact, and not for an attempt", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await report(tx, desk, patientId, { swelling: 2 }, at(-1));
      const before = await lineOf(tx, patientId);
      const inbound = { direction: "inbound", outcome: "reached_someone_else" } as const;
      const callId = await call(tx, desk, callOf(patientId, inbound));
      expect(await lineOf(tx, patientId)).toMatchObject({
        attempts: 0,
        next_action: before!.next_action,
        due_at: before!.due_at,
        last_call_id: callId,
      });
      const walkIn = reachedCallOf(patientId, { swelling: 1 }, { direction: "walk_in" });
      await call(tx, desk, walkIn, at(1));
      const { checkIns } = (await findPatientRecord(desk.provider, patientId, at(1), tx))!;
      expect(checkIns[0]!.checkIn.source).toBe("staff_clinic");
    });
  });

  it.each(["wrong_number", "not_in_service"] as const)(
    "%s strikes the number: without another the patient is a data problem",
    async (outcome) => {
      await rolledBack(scratch.app, async (tx) => {
        const { patientId, phoneIds } = await treat(tx, desk, {
          phones: ["+13125550101", "+13125550102"],
        });
        await call(tx, desk, callOf(patientId, { outcome, contactPointId: phoneIds[0]! }));
        const line = await lineOf(tx, patientId);
        expect(line).toMatchObject({ list_group: "expected", next_action: "Try the other number" });
        await call(tx, desk, callOf(patientId, { outcome, contactPointId: phoneIds[1]! }), at(1));
        const last = await lineOf(tx, patientId);
        expect(last).toMatchObject({ list_group: "data_problem", next_action: "Find a number" });
        const record = (await findPatientRecord(desk.provider, patientId, at(1), tx))!;
        expect(record.contactPoints).toMatchObject([
          { usable: false, version: 2 },
          { usable: false, version: 2 },
        ]);
      });
    },
  );

  it("a promise is kept until its time, then the patient is a call-back that is due", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const promisedAt = at(3);
      const outcome = "reached_call_back_later" as const;
      await call(tx, desk, callOf(patientId, { outcome, promisedAt }));
      const groupAt = async (now: Date) =>
        (await listWorklist(desk.aesthetician, EVERYBODY, now, tx)).lines.map(({ group }) => group);
      expect(await groupAt(at(3, -1))).toEqual(["expected"]);
      expect(await groupAt(at(3))).toEqual(["call_back"]);
      await call(tx, desk, reachedCallOf(patientId, { redness: 1 }), at(4));
      expect(await groupAt(at(4))).toEqual(["expected"]);
    });
  });

  it("not dialled is no attempt: the plan stands, the claim ends", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      await report(tx, desk, patientId, { swelling: 2 }, at(-1));
      const before = await lineOf(tx, patientId);
      await claimFollowUp(desk.aesthetician, { patientId, takeOver: false }, at(0, -1), tx);
      await call(tx, desk, callOf(patientId, { outcome: "not_dialled" }));
      const { version: _, ...after } = (await lineOf(tx, patientId)) as Record<string, unknown>;
      expect(before).toMatchObject(after);
      const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
      expect(record.claim).toBeNull();
      expect(record.calls).toHaveLength(1);
    });
  });

  it("another time for the next contact is kept with its reason", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 60 });
      const nextContact = { dueAt: at(7), reason: "At work until five" };
      await call(tx, desk, callOf(patientId, { nextContact }));
      const [kept] = (await findPatientRecord(desk.provider, patientId, NOW, tx))!.calls;
      expect(kept!.call).toMatchObject({ nextDueAt: at(7), nextReason: "At work until five" });
      expect(new Date((await lineOf(tx, patientId))!.due_at)).toEqual(at(7));
    });
  });

  it.each(OUTCOME_CODES)(
    "%s is kept, also when the follow-up is over",
    async (outcome: Outcome) => {
      await rolledBack(scratch.app, async (tx) => {
        const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 400 });
        const closing = { patientId, recoveryId, outcome: "lost", note: null } as const;
        const idempotencyKey = randomUUID();
        await closeRecovery(desk.provider, { ...closing, idempotencyKey }, at(-1), tx);
        const entry =
          outcome === "reached"
            ? reachedCallOf(patientId, { redness: 0 })
            : callOf(patientId, { outcome });
        const done = await recordCall(desk.aesthetician, entry, NOW, tx);
        expect(done).toMatchObject({ ok: true, next: null });
        const record = (await findPatientRecord(desk.provider, patientId, NOW, tx))!;
        expect(record.calls.map((each) => each.call.outcome)).toEqual([outcome]);
        expect(record.line).toBeNull();
      });
    },
  );
});
