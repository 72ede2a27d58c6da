import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dropCallDraft, keepCallDraft } from "@/db/mutations/call-drafts";
import { recordCall } from "@/db/mutations/calls";
import { findCallDraft } from "@/db/queries/calls";
import type { CallDraftEntry } from "@/lib/calls/draft";
import { at, auditOf, callOf, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

function draftOf(patientId: string, more: Partial<CallDraftEntry> = {}): CallDraftEntry {
  const fields = { outcome: ["reached"], pus: ["unsure"], note: ["Since this mor"] };
  return { patientId, idempotencyKey: randomUUID(), fields, ...more };
}

describe("a draft of a call", () => {
  it("holds every field and the form's key, one a person and patient, the newest", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const first = draftOf(patientId);
      await keepCallDraft(desk.aesthetician, first, NOW, tx);
      const { fields, idempotencyKey } = draftOf(patientId, {
        idempotencyKey: first.idempotencyKey,
        fields: { outcome: ["busy"] },
      });
      const newer = { patientId, fields, idempotencyKey };
      expect(await keepCallDraft(desk.aesthetician, newer, at(0, 2000), tx)).toEqual({
        ok: true,
        savedAt: at(0, 2000),
      });
      expect(await findCallDraft(desk.aesthetician, patientId, tx)).toEqual({
        fields,
        idempotencyKey,
        savedAt: at(0, 2000),
      });
      // Nobody sees what somebody else has begun to write.
      expect(await findCallDraft(desk.provider, patientId, tx)).toBeNull();
      expect(await auditOf(tx, patientId)).toEqual([]);
    });
  });

  it("goes with the call that it becomes, and doesn't come back after it", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const draft = draftOf(patientId);
      await keepCallDraft(desk.aesthetician, draft, NOW, tx);
      await keepCallDraft(desk.provider, draftOf(patientId), NOW, tx);
      const { idempotencyKey } = draft;
      await recordCall(desk.aesthetician, callOf(patientId, { idempotencyKey }), at(0, 1), tx);
      expect(await findCallDraft(desk.aesthetician, patientId, tx)).toBeNull();
      expect(await findCallDraft(desk.provider, patientId, tx)).not.toBeNull();
      // A save of the draft that was under way arrives behind the call.
      expect(await keepCallDraft(desk.aesthetician, draft, at(0, 2), tx)).toEqual({
        ok: false,
        reason: "logged",
      });
      expect(await findCallDraft(desk.aesthetician, patientId, tx)).toBeNull();
    });
  });

  it("stays when its call is refused", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const draft = draftOf(patientId);
      await keepCallDraft(desk.aesthetician, draft, NOW, tx);
      const { idempotencyKey } = draft;
      const wrong = callOf(patientId, { idempotencyKey, contactPointId: randomUUID() });
      expect(await recordCall(desk.aesthetician, wrong, at(0, 1), tx)).toMatchObject({ ok: false });
      expect(await findCallDraft(desk.aesthetician, patientId, tx)).toMatchObject({
        idempotencyKey,
      });
    });
  });

  it("is thrown away alone", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await keepCallDraft(desk.aesthetician, draftOf(patientId), NOW, tx);
      await keepCallDraft(desk.provider, draftOf(patientId), NOW, tx);
      const dropped = await dropCallDraft(desk.aesthetician, { patientId }, NOW, tx);
      expect(dropped).toEqual({ ok: true });
      expect(await findCallDraft(desk.aesthetician, patientId, tx)).toBeNull();
      expect(await findCallDraft(desk.provider, patientId, tx)).not.toBeNull();
    });
  });
});
