import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/db/client";
import { addClinic, addSession, addSomebody, addStaff, addTreatment } from "@/db/fixtures";
import { keepCheckIn } from "@/db/mutations/check-ins";
import { searchPatients } from "@/db/queries/patients";
import { listWorklist } from "@/db/queries/worklist";
import { checkIns, contactPoints } from "@/db/schema/care";
import type { StaffActor } from "@/lib/actor";
import { EVERYBODY } from "@/lib/worklist/filters";
import { type ScratchDatabase, scratchDatabase } from "../support/database";

const NOW = new Date("2026-11-24T15:10:00Z");

describe("somebody new", () => {
  let scratch: ScratchDatabase;
  let actor: StaffActor;
  beforeAll(async () => {
    scratch = await scratchDatabase();
    const clinicId = await addClinic(scratch.owner, NOW);
    actor = await addSession(scratch.owner, NOW, await addStaff(scratch.owner, NOW, { clinicId }));
  }, 60_000);
  afterAll(() => scratch.drop());

  it("is found by name without accents and by any digits of each number", async () => {
    const added = await addSomebody(scratch.app, NOW, {
      clinicId: actor.clinicId,
      name: "Inés Núñez-Prado",
      phones: [{ value: "+12125550161" }, { value: "+17185550162", owner: "work" }],
    });
    expect(added.phoneIds).toHaveLength(2);
    for (const text of ["ines", "nunez prado", "(212) 555-0161", "50162", "718"]) {
      const found = await searchPatients(actor, text, NOW, scratch.app);
      expect(found.map(({ patientId }) => patientId)).toEqual([added.patientId]);
    }
  });

  it("has a number or address that is given twice only once", async () => {
    const { patientId, phoneIds } = await addSomebody(scratch.app, NOW, {
      clinicId: actor.clinicId,
      phones: [{ value: "+12125550171" }, { value: "+12125550171" }],
      emails: ["a@example.com", "a@example.com"],
    });
    const points = await scratch.owner
      .select()
      .from(contactPoints)
      .where(eq(contactPoints.patientId, patientId));
    expect(points.map(({ value }) => value).toSorted()).toEqual(["+12125550171", "a@example.com"]);
    expect(points.map(({ id }) => id)).toEqual(expect.arrayContaining(phoneIds));
  });

  it("is on the list once treated, and may report without anybody's help", async () => {
    const { clinicId } = actor;
    const { patientId } = await addSomebody(scratch.app, NOW, { clinicId, phones: [] });
    await addTreatment(scratch.app, NOW, { clinicId, patientId });
    const { lines } = await listWorklist(actor, EVERYBODY, NOW, scratch.app);
    expect(lines).toMatchObject([{ patientId, group: "data_problem", level: "expected" }]);
    const entry = {
      patientId,
      recoveryId: null,
      observedAt: NOW,
      source: "patient",
      identityVerified: null,
      answers: { redness: 2 },
      note: null,
      idempotencyKey: crypto.randomUUID(),
    } as const;
    const kept = await inClinic(actor, scratch.app, (tx) =>
      keepCheckIn(tx, clinicId, null, entry, NOW),
    );
    expect(kept.ok).toBe(true);
    const stored = await scratch.owner
      .select({ by: checkIns.recordedBy })
      .from(checkIns)
      .where(eq(checkIns.patientId, patientId));
    expect(stored).toEqual([{ by: null }]);
  });
});
