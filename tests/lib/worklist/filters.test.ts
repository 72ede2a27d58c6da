import { describe, expect, it } from "vitest";
import { type Cursor, encodeCursor, parseFilters } from "@/lib/worklist/filters";

const place: Cursor = {
  rank: 1,
  promise: 0,
  since: "2026-11-24T16:00:00.000Z",
  treated: "2026-11-20T16:00:00.000Z",
  id: "01920000-0000-7000-8000-000000000000",
};

describe("the place in the list that an address names", () => {
  it("comes back as it was", () => {
    expect(parseFilters({ after: encodeCursor(place) })).toMatchObject({
      ok: true,
      filters: { after: place },
    });
  });

  it.each([
    { since: "0000-01-01T00:00:00Z" },
    { treated: "0000-01-01T00:00:00Z" },
    { since: "yesterday" },
    { id: "\0" },
    { rank: -1 },
  ])("is none with %j", (part) => {
    expect(parseFilters({ after: encodeCursor({ ...place, ...part }) })).toEqual({ ok: false });
  });
});
