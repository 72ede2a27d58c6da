import { afterAll, describe, expect, it } from "vitest";
import { databaseOn, openPool } from "@/db/client";
import { listAlerts } from "@/db/queries/alerts";
import { listChosenFollowUps } from "@/db/queries/chosen-follow-ups";
import { findHandOver } from "@/db/queries/hand-over";
import { findPatientRecord } from "@/db/queries/patient-record";
import { countPatients, searchPatients } from "@/db/queries/patients";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listPeopleWhoMay } from "@/db/queries/staff";
import { listWorklist } from "@/db/queries/worklist";
import type { StaffActor } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { EVERYBODY } from "@/lib/worklist/filters";
import { at, NOW } from "@/tests/support/care";

const ID = "00000000-0000-4000-8000-000000000001";
const actor: StaffActor = {
  kind: "staff",
  clinicId: ID,
  staffId: ID,
  sessionId: ID,
  name: "Sam",
  role: "provider",
};
const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
const TIMES = { since: at(-12), promisedUntil: at(38), today: at(-10) };

// Nothing listens on this port.
const pool = openPool("postgresql://nobody@127.0.0.1:9/nothing");
const database = databaseOn(pool);
afterAll(() => pool.end());

describe("without a database nobody is told that there is nobody", () => {
  it.each([
    ["the list", () => listWorklist(actor, EVERYBODY, NOW, database)],
    [
      "the sheet",
      () => listPrintSheet(actor, { filters: EVERYBODY, clinic: CLINIC }, NOW, database),
    ],
    ["the hand-over", () => findHandOver(actor, TIMES, NOW, database)],
    ["the search", () => searchPatients(actor, "teal", NOW, database)],
    ["the number of patients", () => countPatients(actor, database)],
    ["a record", () => findPatientRecord(actor, ID, NOW, database)],
    ["the alerts", () => listAlerts(actor, NOW, database)],
    ["a selection", () => listChosenFollowUps(actor, [ID], NOW, database)],
    ["colleagues", () => listPeopleWhoMay(actor, "log call", database)],
  ] as const)("%s fails", async (_, read) => {
    await expect(read()).rejects.toThrow();
  });
});
