import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listWorklist } from "@/db/queries/worklist";
import { contactPoints } from "@/db/schema/care";
import { type Actor, NotPermitted } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { EVERYBODY, type WorklistFilters } from "@/lib/worklist/filters";
import { at, call, callOf, type Desk, NOW, openDesk, report, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };

function print(tx: Database, filters: Partial<WorklistFilters> = {}, actor: Actor = desk.provider) {
  const asked = { filters: { ...EVERYBODY, ...filters }, clinic: CLINIC };
  return listPrintSheet(actor, asked, NOW, tx);
}

const namesOf = (sheet: Awaited<ReturnType<typeof print>>) => sheet.map(({ line }) => line.name);

it("holds everybody with something due today or late, in the list's order, and nobody else", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const someone = async (name: string, hoursAgo: number) =>
      (await treat(tx, desk, { name, hoursAgo })).patientId;
    // The clinic's day ends 14 h from NOW.
    await someone("Due Tonight", 24 - 13.9);
    await someone("Due Tomorrow", 24 - 14.1);
    const urgent = await someone("Urgent", 30);
    await report(tx, desk, urgent, { pus: "yes" }, at(-3));
    const called = await someone("Called Already", 60);
    await call(tx, desk, callOf(called), at(-1));
    await someone("Silent Since Hours", 60);
    await treat(tx, elsewhere, { name: "Elsewhere", hoursAgo: 60 });

    expect(namesOf(await print(tx))).toEqual(["Urgent", "Silent Since Hours", "Due Tonight"]);
    expect(namesOf(await print(tx, { group: "urgent" }))).toEqual(["Urgent"]);
    expect(namesOf(await print(tx, { order: "name" }))).toEqual([
      "Due Tonight",
      "Silent Since Hours",
      "Urgent",
    ]);
    // A page of the list and its sitting are of the screen, not of the paper.
    const [first] = (await listWorklist(desk.provider, EVERYBODY, NOW, tx)).lines;
    expect(first?.name).toBe("Urgent");
    const sitting = { sitting: at(-200), after: { key: [], id: urgent } };
    expect((await print(tx, { ...sitting, order: "name" })).length).toBe(3);
  });
});

it("holds more people than a page of the list, and counts them in the audit", async () => {
  await rolledBack(scratch.owner, async (tx) => {
    for (let n = 0; n < 60; n++) {
      await treat(tx, desk, { name: `Person ${n}`, phones: [`+1312555${1000 + n}`], hoursAgo: 60 });
    }
    expect((await print(tx)).length).toBe(60);
    const { rows } = await tx.execute(sql`
      select actor_id, details from audit_events
      where clinic_id = ${desk.clinicId} and action = 'worklist.print'`);
    expect(rows).toEqual([{ actor_id: desk.provider.staffId, details: { people: 60 } }]);
  });
});

it("holds every number that can be rung, the patient's own first", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const phones = ["+13125550101", "+13125550102"];
    const { patientId, phoneIds } = await treat(tx, desk, { phones, hoursAgo: 60 });
    await inClinic(desk, tx, async (inside) => {
      await inside.insert(contactPoints).values({
        clinicId: desk.clinicId,
        patientId,
        kind: "phone",
        value: "+13125550100",
        reaches: "emergency",
        owner: "mother",
        voicemailAllowed: false,
        createdAt: at(-1000),
      });
    });
    await call(
      tx,
      desk,
      callOf(patientId, { outcome: "wrong_number", contactPointId: phoneIds[1]! }),
    );
    const [only] = await print(tx);
    expect(only?.numbers).toEqual([
      { value: "+13125550101", reaches: "patient", owner: null, voicemail: null },
      { value: "+13125550100", reaches: "emergency", owner: "mother", voicemail: false },
    ]);
  });
});

it("is for people of the clinic only", async () => {
  await expect(print(scratch.app, {}, desk.job)).rejects.toThrow(NotPermitted);
});
