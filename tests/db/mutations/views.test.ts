import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { changeView, removeView, saveView } from "@/db/mutations/views";
import { listViews } from "@/db/queries/views";
import type { Actor } from "@/lib/actor";
import { MOST_VIEWS } from "@/lib/worklist/views";
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

async function save(tx: Database, actor: Actor, name: string, shared = false): Promise<string> {
  const view = { id: randomUUID(), name, query: "group=urgent", shared };
  expect(await saveView(actor, view, NOW, tx)).toEqual({ ok: true, viewId: view.id });
  return view.id;
}

const names = async (tx: Database, actor: Actor) =>
  (await listViews(actor, tx)).map(({ name }) => name);

describe("views", () => {
  it("are one's own, or everybody's of the clinic when shared", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await save(tx, desk.aesthetician, "Hers");
      await save(tx, desk.aesthetician, "Shared", true);
      await save(tx, elsewhere.aesthetician, "Elsewhere", true);
      expect(await names(tx, desk.aesthetician)).toEqual(["Hers", "Shared"]);
      expect(await listViews(desk.provider, tx)).toEqual([
        expect.objectContaining({ name: "Shared", mine: false, owner: "Sam aesthetician" }),
      ]);
    });
  });

  it("have one name a person, and another person may use it too", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const first = await save(tx, desk.provider, "Morning");
      const second = { id: randomUUID(), name: "Morning", query: "list=late", shared: false };
      const taken = { ok: false, reason: "name_taken" };
      expect(await saveView(desk.provider, second, NOW, tx)).toEqual(taken);
      await save(tx, desk.aesthetician, "Morning");
      const other = await save(tx, desk.provider, "Evening");
      const change = { viewId: other, name: "Morning", shared: false, version: 1 };
      expect(await changeView(desk.provider, change, NOW, tx)).toEqual(taken);
      const same = { viewId: first, name: "Morning", shared: true, version: 1 };
      expect(await changeView(desk.provider, same, NOW, tx)).toEqual({ ok: true });
    });
  });

  it("are changed by their owner alone, and not from an old screen", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const viewId = await save(tx, desk.provider, "Morning", true);
      const change = { viewId, name: "Early", shared: false, version: 1 };
      for (const actor of [desk.aesthetician, desk.manager, elsewhere.provider]) {
        expect(await changeView(actor, change, NOW, tx)).toEqual({
          ok: false,
          reason: "not_found",
        });
      }
      expect(await changeView(desk.provider, change, NOW, tx)).toEqual({ ok: true });
      expect(await names(tx, desk.aesthetician)).toEqual([]);
      expect(await changeView(desk.provider, { ...change, name: "Late" }, NOW, tx)).toEqual({
        ok: false,
        reason: "stale",
        stands: { name: "Early", shared: false },
      });
    });
  });

  it("are removed by their owner, and shared ones by a manager or administrator", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const shared = await save(tx, desk.provider, "Shared", true);
      const own = await save(tx, desk.provider, "Own");
      const remove = (actor: Actor, viewId: string) => removeView(actor, { viewId }, NOW, tx);
      expect(await remove(desk.aesthetician, shared)).toEqual({ ok: false, reason: "not_yours" });
      expect(await remove(elsewhere.admin, shared)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(desk.admin, own)).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(desk.manager, shared)).toEqual({ ok: true });
      expect(await remove(desk.provider, own)).toEqual({ ok: true });
      expect(await remove(desk.provider, own)).toEqual({ ok: false, reason: "not_found" });
    });
  });

  it("are so few that they fit into the navigation", async () => {
    await rolledBack(scratch.app, async (tx) => {
      for (let n = 0; n < MOST_VIEWS; n++) await save(tx, desk.provider, `View ${n}`);
      const oneMore = { id: randomUUID(), name: "One more", query: "list=late", shared: false };
      expect(await saveView(desk.provider, oneMore, NOW, tx)).toEqual({
        ok: false,
        reason: "too_many",
      });
    });
  });
});
