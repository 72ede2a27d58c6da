import { describe, expect, it } from "vitest";
import {
  type Cursor,
  EVERYBODY,
  encodeCursor,
  filterQuery,
  parseFilters,
  WORKLIST_ORDERS,
  type WorklistFilters,
} from "@/lib/worklist/filters";

const id = "01920000-0000-7000-8000-000000000000";
const since = "2026-11-24T16:00:00.000Z";
const treated = "2026-11-20T16:00:00.000Z";
const place: Cursor = { key: ["1", "0", since, treated], id };

describe("filters", () => {
  it.each<Partial<WorklistFilters>>([
    {},
    { group: "urgent", assigned: "mine" },
    { list: "late", order: "due", after: { key: [since], id } },
    { list: "stalled", assigned: "nobody", order: "hour", after: { key: [treated], id } },
    { order: "name", sitting: new Date(since), after: { key: [], id } },
    { sitting: new Date(since), after: place },
  ])("come back from an address as they were: %j", (some) => {
    const filters = { ...EVERYBODY, ...some };
    const query = Object.fromEntries(filterQuery(filters));
    expect(parseFilters(query)).toEqual({ ok: true, filters });
  });

  it("leave what is as usual out of the address", () => {
    expect(filterQuery(EVERYBODY).toString()).toBe("");
  });

  it.each([
    { group: "nonsense" },
    { assigned: "everybody" },
    { list: "all" },
    { order: "random" },
    { at: "yesterday" },
    { at: "0000-01-01T00:00:00Z" },
    { at: ["2026-11-24T16:00:00.000Z", "2026-11-24T17:00:00.000Z"] },
    { after: "nonsense" },
  ])("are refused with %j", (query) => {
    expect(parseFilters(query)).toEqual({ ok: false });
  });
});

describe("the place in the list that an address names", () => {
  it.each([
    { key: ["1", "0", "0000-01-01T00:00:00Z", treated] },
    { key: ["1", "0", since, "0000-01-01T00:00:00Z"] },
    { key: ["1", "0", "yesterday", treated] },
    { key: ["-1", "0", since, treated] },
    { key: ["1", "3", since, treated] },
    { key: ["1", "0", since] },
    { id: "\0" },
  ])("is none with %j", (part) => {
    expect(parseFilters({ after: encodeCursor({ ...place, ...part }) })).toEqual({ ok: false });
  });

  it("belongs to one order", () => {
    for (const { order } of WORKLIST_ORDERS.filter((each) => each.order !== "priority")) {
      expect(parseFilters({ order, after: encodeCursor(place) })).toEqual({ ok: false });
    }
  });
});
