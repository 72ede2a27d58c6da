import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/db/client";
import { ImportPatients } from "@/db/import-patients";
import { mergePatients } from "@/db/mutations/merges";
import { type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const ROW = { birthOn: null, phoneE164: null, email: null, patientSourceId: null };

describe("a file that names somebody whose record became part of another", () => {
  it("means the record that stays, under the old name and number too", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const [first, second, last] = [
        await treat(tx, desk, { name: "Anna Lopes", phones: ["+13125550101", "+13125550102"] }),
        await treat(tx, desk, { name: "Ana Lopez", phones: ["+13125550101"] }),
        await treat(tx, desk, { name: "Ana Lopez-Ruiz", phones: ["+13125550103"] }),
      ];
      for (const [kept, merged, versions] of [
        [second, first, { kept: 1, merged: 1 }],
        [last, second, { kept: 1, merged: 2 }],
      ] as const) {
        const both = { keptId: kept.patientId, mergedId: merged.patientId, versions };
        const sent = { ...both, idempotencyKey: randomUUID() };
        expect(await mergePatients(desk.provider, sent, NOW, tx)).toMatchObject({ ok: true });
      }
      const named = ["Anna Lopes", "Ana Lopez", "Ana Lopez-Ruiz"];
      await inClinic(desk, tx, async (inner) => {
        const people = new ImportPatients(inner, desk.clinicId, NOW);
        const rows = [
          ...named.map((patientName) => ({ ...ROW, patientName })),
          { ...ROW, patientName: "Ana Lopez", phoneE164: "+13125550102" },
          { ...ROW, patientName: "Anna Lopes", phoneE164: "+13125550101" },
        ];
        expect(await people.place(rows)).toEqual(rows.map(() => last.patientId));
        expect(people.added).toBe(0);
      });
    });
  });
});
