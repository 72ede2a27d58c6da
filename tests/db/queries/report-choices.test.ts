import { afterAll, beforeAll, expect, it } from "vitest";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { listReportChoices } from "@/db/queries/report-choices";
import { NotPermitted } from "@/lib/actor";
import { type Desk, NOW, openDesk } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let other: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
  other = await openDesk(scratch.owner);
  for (const [clinicId, device, area] of [
    [desk.clinicId, "Pen B", "Neck"],
    [desk.clinicId, "Pen A", "Face"],
    [desk.clinicId, "Pen A", null],
    [other.clinicId, "Pen C", "Hand"],
  ] as const) {
    const { patientId } = await addSomebody(scratch.owner, NOW, { clinicId });
    await addTreatment(scratch.owner, NOW, { clinicId, patientId, device, area });
  }
});
afterAll(() => scratch.drop());

it("offers what the clinic's own treatments have, each once and in order", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { people, ...choices } = await listReportChoices(desk.manager, tx);
    expect(choices).toEqual({
      site: [],
      practitioner: [],
      device: ["Pen A", "Pen B"],
      area: ["Face", "Neck"],
    });
    expect(Object.keys(people).toSorted()).toEqual(
      [desk.aesthetician, desk.provider, desk.manager, desk.admin]
        .map(({ staffId }) => staffId)
        .toSorted(),
    );
    expect(people[desk.provider.staffId]).toBe("Sam provider");
  });
});

it.each(["aesthetician", "provider"] as const)("is closed to the %s", async (role) => {
  await rolledBack(scratch.app, async (tx) => {
    await expect(listReportChoices(desk[role], tx)).rejects.toThrow(NotPermitted);
  });
});
