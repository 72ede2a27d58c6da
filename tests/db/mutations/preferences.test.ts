import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choosePreferences } from "@/db/mutations/preferences";
import { findPreferences } from "@/db/queries/preferences";
import { type Desk, NOW, openDesk } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

describe("how a person works", () => {
  it("begins with keys and room, and is theirs alone", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const first = {
        shortcuts: true,
        density: "comfortable",
        morningMail: false,
        version: 0,
      };
      expect(await findPreferences(desk.provider, tx)).toEqual(first);
      await choosePreferences(desk.provider, { density: "compact", version: null }, NOW, tx);
      await choosePreferences(desk.provider, { shortcuts: false, version: 1 }, NOW, tx);
      expect(await findPreferences(desk.provider, tx)).toEqual({
        shortcuts: false,
        density: "compact",
        morningMail: false,
        version: 2,
      });
      expect(await findPreferences(desk.aesthetician, tx)).toEqual(first);
    });
  });

  it("isn't overwritten from an old screen", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const form = { shortcuts: false, density: "comfortable" as const, version: 0 };
      await choosePreferences(desk.provider, { density: "compact", version: null }, NOW, tx);
      expect(await choosePreferences(desk.provider, form, NOW, tx)).toEqual({
        ok: false,
        reason: "stale",
        stands: { shortcuts: true, density: "compact", morningMail: false },
      });
      expect(await findPreferences(desk.provider, tx)).toMatchObject({ shortcuts: true });
    });
  });
});
