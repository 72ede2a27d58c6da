import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addStaff } from "@/db/fixtures";
import { assignFollowUps } from "@/db/mutations/assignments";
import { listPeopleWhoMay } from "@/db/queries/staff";
import { at, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
  await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

describe("the colleagues who can be given a patient", () => {
  it("are everybody of this clinic who may call and still works there, and nobody else", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const { clinicId } = desk;
      const many = Array.from({ length: 25 }, (_, n) => `Person ${String(n).padStart(2, "0")}`);
      for (const name of many)
        await addStaff(tx, NOW, { clinicId, name, email: `${name}@x.example` });
      const gone = { clinicId, name: "Gone", email: "gone@x.example", disabledAt: at(-1) };
      await addStaff(tx, NOW, gone);
      const offered = await listPeopleWhoMay(desk.manager, "log call", tx);
      expect(offered.map(({ name }) => name)).toEqual([
        ...many,
        "Sam aesthetician",
        "Sam provider",
      ]);
      // Whoever is offered can be given one, and it is one's own clinic's Sam.
      const { patientId } = await treat(tx, desk);
      for (const { staffId } of offered) {
        const given = { patientIds: [patientId], assigneeId: staffId };
        expect(await assignFollowUps(desk.manager, given, NOW, tx)).toMatchObject({ assigned: 1 });
      }
    });
  });
});
