import { afterAll, beforeAll, expect, it } from "vitest";
import { setClinicMessages } from "@/db/mutations/message-settings";
import { findMessageSettings } from "@/db/queries/message-settings";
import { NotPermitted } from "@/lib/actor";
import { type Desk, NOW, openDesk } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

it("shows what was set, in this clinic only, and fills messages with it", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { version, name, fill } = await findMessageSettings(desk.manager, tx);
    expect(fill.clinic).toBe(name);
    const set = {
      checkInMessages: false,
      quietFrom: "21:00",
      quietUntil: "08:00",
      messageName: "Westside",
      textNumber: "+13125550199",
    };
    const done = await setClinicMessages(desk.manager, { ...set, version }, NOW, tx);
    expect(done).toEqual({ ok: true });
    const after = await findMessageSettings(desk.admin, tx);
    expect(after).toMatchObject({ stands: set, version: version + 1, name });
    expect(after.fill.clinic).toBe("Westside");
    expect((await findMessageSettings(elsewhere.manager, tx)).stands.messageName).toBeNull();
  });
});

it("is for those who may change it", () => {
  for (const actor of [desk.aesthetician, desk.provider]) {
    expect(() => findMessageSettings(actor, scratch.app)).toThrow(NotPermitted);
  }
});
