import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { correctPatient } from "@/db/mutations/patients";
import { searchPatients } from "@/db/queries/patients";
import type { PatientIdentity } from "@/lib/patients/identity";
import { at, type Desk, lineOf, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const ANA: PatientIdentity = {
  name: "Ana Lopez",
  birthOn: "1990-05-17",
  language: "en",
  risks: [],
  consentToContact: true,
  doNotContactUntil: null,
};

function correct(
  tx: Database,
  patientId: string,
  parts: Partial<PatientIdentity>,
  version = 1,
  actor = desk.aesthetician,
) {
  const sent = { patientId, identity: { ...ANA, ...parts }, why: "She told us", version };
  return correctPatient(actor, sent, NOW, tx);
}

describe("correcting a person", () => {
  it("keeps what it replaces with who and why, and the audit tells parts, never values", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const parts = { birthOn: "1991-05-17", risks: ["isotretinoin"] };
      expect(await correct(tx, patientId, parts)).toEqual({ ok: true });
      await inClinic(desk, tx, async (inner) => {
        const kept = await inner.execute(
          sql`select corrected_by, reason, before, after from patient_corrections`,
        );
        expect(kept.rows).toEqual([
          {
            corrected_by: desk.aesthetician.staffId,
            reason: "She told us",
            before: { birthOn: "1990-05-17", risks: [] },
            after: { birthOn: "1991-05-17", risks: ["isotretinoin"] },
          },
        ]);
        const { rows } = await inner.execute(
          sql`select details from audit_events where action = 'patient.correct'`,
        );
        expect(rows).toEqual([{ details: { parts: ["birthOn", "risks"] } }]);
      });
    });
  });

  it("is never rewritten, not even by the owner of the tables", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await correct(tx, patientId, { name: "Ana L" });
      await expect(tx.execute(sql`update patient_corrections set reason = ''`)).rejects.toThrow();
    });
  });

  it("of the name changes what they are found by", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await correct(tx, patientId, { name: "Ana O'Neil" });
      const found = async (text: string) =>
        (await searchPatients(desk.provider, text, NOW, tx)).map((each) => each.patientId);
      for (const text of ["oneil", "o'neil", "ana", "0101"]) {
        expect(await found(text), text).toEqual([patientId]);
      }
      expect(await found("lopez")).toEqual([]);
    });
  });

  it("of the consent moves the line to where it belongs, and back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await correct(tx, patientId, { consentToContact: false });
      expect(await lineOf(tx, patientId)).toMatchObject({ list_group: "data_problem" });
      await correct(tx, patientId, {}, 2);
      expect(await lineOf(tx, patientId)).toMatchObject({ list_group: "expected" });
    });
  });

  it("is refused when somebody else corrected meanwhile, with both texts and who it was", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      await correct(tx, patientId, { birthOn: "1991-01-01" }, 1, desk.manager);
      const late = await correct(tx, patientId, { birthOn: "1992-02-02" });
      expect(late).toEqual({
        ok: false,
        reason: "stale",
        stored: { ...ANA, birthOn: "1991-01-01" },
        version: 2,
        by: "Sam manager",
      });
      // Having read it, they may still insist.
      expect(await correct(tx, patientId, { birthOn: "1992-02-02" }, 2)).toEqual({ ok: true });
    });
  });

  it("to what stands already is none: nothing is written, whatever the page's age", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const until = { doNotContactUntil: at(48) };
      expect(await correct(tx, patientId, until)).toEqual({ ok: true });
      expect(await correct(tx, patientId, until)).toEqual({ ok: true });
      const { rows } = await inClinic(desk, tx, (inner) =>
        inner.execute(sql`select count(*)::int as n from patient_corrections`),
      );
      expect(rows).toEqual([{ n: 1 }]);
    });
  });
});
