import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EVERYBODY,
  encodeCursor,
  SHORT_LISTS,
  WORKLIST_ORDERS,
  type WorklistFilters,
} from "@/lib/worklist/filters";
import { GROUPS } from "@/lib/worklist/groups";
import {
  BUILT_IN_VIEWS,
  changedViewForm,
  newViewForm,
  parseViewQuery,
  viewQuery,
} from "@/lib/worklist/views";

const id = "01920000-0000-7000-8000-000000000000";

describe("what a view keeps", () => {
  it("is every filter, and the same again when it is opened", () => {
    const filters = fc.record({
      group: fc.constantFrom(null, ...GROUPS.map(({ group }) => group)),
      assigned: fc.constantFrom(null, "mine" as const, "nobody" as const),
      list: fc.constantFrom(null, ...SHORT_LISTS.map(({ list }) => list)),
      order: fc.constantFrom(...WORKLIST_ORDERS.map(({ order }) => order)),
    });
    fc.assert(
      fc.property(filters, (given) => {
        const query = viewQuery({ ...EVERYBODY, ...given });
        expect(parseViewQuery(query)).toBe(query === "" ? null : query);
      }),
    );
  });

  it("is never an instant, a place in the list or the id of a patient", () => {
    const filters: WorklistFilters = {
      ...EVERYBODY,
      group: "urgent",
      sitting: new Date("2026-11-24T16:00:00Z"),
      after: { key: ["1", "1", "2026-11-24T16:00:00Z", "2026-11-20T16:00:00Z"], id },
    };
    expect(viewQuery(filters)).toBe("group=urgent");
    const address = `group=urgent&at=2026-11-24T16:00:00Z&after=${encodeCursor(filters.after!)}`;
    expect(parseViewQuery(`${address}&call=${id}&selected=${id}&find=Lopez`)).toBe("group=urgent");
  });

  it.each([
    "",
    "order=priority",
    "group=nonsense",
    "list=late&list=stalled",
    `call=${id}`,
    "assigned=Priya",
  ])("is nothing of %j", (query) => {
    expect(parseViewQuery(query)).toBeNull();
  });

  it("is written one way, whatever the order of the parameters", () => {
    expect(parseViewQuery("?assigned=mine&group=urgent")).toBe("group=urgent&assigned=mine");
  });

  it.each(BUILT_IN_VIEWS)("$name is a set of filters, too", ({ query }) => {
    expect(parseViewQuery(query)).toBe(query);
  });
});

describe("the form of a view", () => {
  const form = { id, name: "Morning", query: "assigned=mine" };
  it.each([
    [{ name: "  My\tmorning " }, { name: "My morning", shared: false }],
    [{ shared: "yes" }, { shared: true }],
    [{ name: "x".repeat(40) }, { name: "x".repeat(40) }],
  ])("%j is read", (given, read) => {
    expect(newViewForm.parse({ ...form, ...given })).toMatchObject(read);
  });

  it.each([
    [{ name: " " }, "Give the view a name"],
    [{ name: "x".repeat(41) }, "Keep it under 40 characters"],
    [{ name: "overdue" }, "There is a view of this name already"],
    [{ query: "at=2026-11-24T16:00:00Z" }, "Choose a filter first"],
  ])("%j is refused in words", (given, words) => {
    const parsed = newViewForm.safeParse({ ...form, ...given });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([words]);
  });

  it("that changes one names the version it was drawn from", () => {
    const changed = { viewId: id, name: "Morning", version: "3" };
    expect(changedViewForm.parse(changed)).toEqual({
      viewId: id,
      name: "Morning",
      shared: false,
      version: 3,
    });
    expect(changedViewForm.safeParse({ ...changed, version: "" }).success).toBe(false);
  });
});
