import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { addContactPoint } from "@/db/mutations/contact-points";
import { mergePatients } from "@/db/mutations/merges";
import { findHandOver } from "@/db/queries/hand-over";
import { findPatientRecord } from "@/db/queries/patient-record";
import { searchPatients } from "@/db/queries/patients";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listWorklist } from "@/db/queries/worklist";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { type Reaches, whoseNumber } from "@/lib/patients/reaches";
import { EVERYBODY } from "@/lib/worklist/filters";
import { at, call, callOf, type Desk, NOW, openDesk, report, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
const TIMES = { since: at(-12), promisedUntil: at(38), today: at(-10) };

async function add(
  tx: Database,
  patientId: string,
  value: string,
  reaches: Reaches,
  owner: string | null = null,
): Promise<void> {
  const contact = {
    kind: "phone",
    value,
    reaches,
    owner,
    voicemailAllowed: null,
    usable: true,
  } as const;
  expect(await addContactPoint(desk.provider, { patientId, ...contact }, NOW, tx)).toMatchObject({
    ok: true,
  });
}

/** "+13125550101", or "+13125550101 (mother)". */
const words = (value: string, of: string | null) => (of === null ? value : `${value} (${of})`);

/** The numbers that each page shows under each name. */
async function shown(tx: Database) {
  const { lines } = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
  const sheet = await listPrintSheet(
    desk.provider,
    { filters: EVERYBODY, clinic: CLINIC },
    NOW,
    tx,
  );
  const { open } = await findHandOver(desk.provider, TIMES, NOW, tx);
  const found = await searchPatients(desk.provider, "312555", NOW, tx);
  return {
    list: Object.fromEntries(
      lines.map((row) => [row.name, row.phone && words(row.phone, row.phoneOf)]),
    ),
    handOver: Object.fromEntries(
      open.map((row) => [row.name, row.phone && words(row.phone, row.phoneOf)]),
    ),
    sheet: Object.fromEntries(
      sheet.map(({ line, numbers }) => [
        line.name,
        numbers.map((each) => words(each.value, whoseNumber(each))),
      ]),
    ),
    search: Object.fromEntries(
      found.map(({ name, phones }) => [
        name,
        phones.map(({ value, of, usable }) => `${usable ? "" : "not "}${words(value, of)}`),
      ]),
    ),
  };
}

describe("a number", () => {
  it("stands under whom it reaches, with whose it is, on every page", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const urgent = async (name: string, phones: string[]) => {
        const treated = await treat(tx, desk, { name, phones, hoursAgo: 60 });
        await report(tx, desk, treated.patientId, { pus: "yes" }, at(-2));
        return treated;
      };
      const ana = await urgent("Ana", ["+13125550101", "+13125550102"]);
      await add(tx, ana.patientId, "+13125550109", "emergency", "brother");
      const child = await urgent("Bo", []);
      await add(tx, child.patientId, "+13125550103", "alternate", "mother");
      const alone = await urgent("Cy", []);
      await add(tx, alone.patientId, "+13125550109", "emergency");
      await urgent("Dee", ["+13125550103"]);
      await call(
        tx,
        desk,
        callOf(ana.patientId, { outcome: "wrong_number", contactPointId: ana.phoneIds[0]! }),
      );

      const first = {
        Ana: "+13125550102",
        Bo: "+13125550103 (mother)",
        // Somebody else's number isn't the patient's because nobody knows theirs.
        Cy: null,
        Dee: "+13125550103",
      };
      expect(await shown(tx)).toEqual({
        list: first,
        handOver: first,
        sheet: {
          Ana: ["+13125550102", "+13125550109 (brother)"],
          Bo: ["+13125550103 (mother)"],
          Cy: ["+13125550109 (Emergency contact)"],
          Dee: ["+13125550103"],
        },
        search: {
          Ana: ["+13125550102", "+13125550109 (brother)", "not +13125550101"],
          Bo: ["+13125550103 (mother)"],
          Cy: ["+13125550109 (Emergency contact)"],
          Dee: ["+13125550103"],
        },
      });
    });
  });

  it("that several have is said beside each of them, and a record's own merged past isn't others", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const mother = await treat(tx, desk, { name: "Mia Park", hoursAgo: 60 });
      await treat(tx, desk, { name: "Leo Park", hoursAgo: 60 });
      const twice = await treat(tx, desk, { name: "Mia Parc", hoursAgo: 60, area: "neck" });
      const households = async () => {
        const { lines } = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
        const record = await findPatientRecord(desk.provider, mother.patientId, NOW, tx);
        return {
          list: Object.fromEntries(
            lines.map(({ name, household }) => [name, household.toSorted()]),
          ),
          record: record!.household.map(({ name }) => name),
        };
      };
      expect(await households()).toEqual({
        list: {
          "Mia Park": ["Leo Park", "Mia Parc"],
          "Leo Park": ["Mia Parc", "Mia Park"],
          "Mia Parc": ["Leo Park", "Mia Park"],
        },
        record: ["Leo Park", "Mia Parc"],
      });
      const merge = { keptId: mother.patientId, mergedId: twice.patientId };
      const versions = { kept: 1, merged: 1 };
      const idempotencyKey = randomUUID();
      const merged = await mergePatients(
        desk.provider,
        { ...merge, versions, idempotencyKey },
        NOW,
        tx,
      );
      expect(merged).toMatchObject({ ok: true });
      expect(await households()).toEqual({
        list: { "Mia Park": ["Leo Park"], "Leo Park": ["Mia Park"] },
        record: ["Leo Park"],
      });
      const found = await searchPatients(desk.provider, "0101", NOW, tx);
      expect(found.map(({ name, shared }) => [name, shared])).toEqual([
        ["Leo Park", true],
        ["Mia Park", true],
      ]);
    });
  });
});

describe("somebody without a number", () => {
  it("is on the list, on the sheet and found by name, and the missing number is said", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const silent = await treat(tx, desk, { name: "Silent", phones: [], hoursAgo: 60 });
      const sore = await treat(tx, desk, { name: "Sore", phones: [], hoursAgo: 60 });
      await report(tx, desk, sore.patientId, { pus: "yes" }, at(-2));
      const list = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
      const problems = ["no_usable_number"];
      expect(list.lines).toMatchObject([
        { patientId: sore.patientId, group: "urgent", dataProblems: problems, phone: null },
        { patientId: silent.patientId, group: "data_problem", dataProblems: problems, phone: null },
      ]);
      expect(list.everybody).toBe(2);
      const asked = { filters: EVERYBODY, clinic: CLINIC };
      const sheet = await listPrintSheet(desk.provider, asked, NOW, tx);
      expect(sheet.map(({ line, numbers }) => [line.name, numbers])).toEqual([
        ["Sore", []],
        ["Silent", []],
      ]);
      const found = await searchPatients(desk.provider, "silent", NOW, tx);
      expect(found).toMatchObject([{ patientId: silent.patientId, phones: [] }]);
    });
  });
});
