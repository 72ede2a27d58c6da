import { describe, expect, it } from "vitest";
import { ADDRESS_SECONDS, isPhotoAddress, photoAddress } from "@/lib/photos/photo-address";

const NOW = new Date("2026-11-24T16:00:00.500Z");
const SECRET = "only for tests, and long enough to pass";
const VIEWER = { clinicId: "clinic", sessionId: "session" };

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const queryOf = (address: string) => new URL(address, "http://desk.example").searchParams;
const query = queryOf(photoAddress(VIEWER, "photo", SECRET, NOW));

function opens(
  given: Partial<{
    viewer: typeof VIEWER;
    photoId: string;
    query: URLSearchParams;
    secret: string;
    now: Date;
  }>,
): boolean {
  const { viewer, photoId, secret, now, ...more } = {
    viewer: VIEWER,
    photoId: "photo",
    secret: SECRET,
    now: NOW,
    ...given,
  };
  return isPhotoAddress(viewer, photoId, more.query ?? query, secret, now);
}

describe("the address of a photo", () => {
  it("opens for whom it was made, until five minutes are over", () => {
    expect(opens({})).toBe(true);
    expect(opens({ now: later(ADDRESS_SECONDS - 1) })).toBe(true);
    expect(opens({ now: later(ADDRESS_SECONDS) })).toBe(false);
    expect(opens({ now: later(-10) })).toBe(false);
    expect(ADDRESS_SECONDS).toBeLessThanOrEqual(300);
  });

  it.each([
    ["another session", { viewer: { ...VIEWER, sessionId: "other" } }],
    ["another clinic", { viewer: { ...VIEWER, clinicId: "other" } }],
    ["another photo", { photoId: "other" }],
    ["another desk", { secret: `${SECRET}!` }],
    ["no signature", { query: new URLSearchParams({ until: query.get("until")! }) }],
    ["nothing at all", { query: new URLSearchParams() }],
    [
      "a later end",
      { query: new URLSearchParams({ ...Object.fromEntries(query), until: "1795536200" }) },
    ],
    [
      "an end that is no number",
      { query: new URLSearchParams({ ...Object.fromEntries(query), until: "Infinity" }) },
    ],
  ])("doesn't open for %s", (_, given) => expect(opens(given)).toBe(false));
});
