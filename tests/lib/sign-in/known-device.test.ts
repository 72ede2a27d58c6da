import { describe, expect, it } from "vitest";
import { isKnownDevice, knownDeviceCookie, knownDeviceMark } from "@/lib/sign-in/known-device";

const SECRET = "a key that only the server has, 32+";
const NOW = new Date("2026-11-24T15:00:00Z");
const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
const mark = knownDeviceMark(SECRET, "ana@westside.example", NOW);

describe("a device's mark", () => {
  it("is known to its account for 180 days", () => {
    expect(isKnownDevice(SECRET, "ana@westside.example", mark, NOW)).toBe(true);
    expect(isKnownDevice(SECRET, "ana@westside.example", mark, days(179.99))).toBe(true);
    expect(isKnownDevice(SECRET, "ana@westside.example", mark, days(180))).toBe(false);
  });

  it("says nothing for another account, another server or the time before it", () => {
    expect(isKnownDevice(SECRET, "bo@westside.example", mark, NOW)).toBe(false);
    expect(isKnownDevice(`${SECRET}x`, "ana@westside.example", mark, NOW)).toBe(false);
    expect(isKnownDevice(SECRET, "ana@westside.example", mark, days(-1))).toBe(false);
  });

  it("doesn't survive a change of any one character", () => {
    for (let at = 0; at < mark.length; at++) {
      const other = mark[at] === "A" ? "B" : "A";
      const changed = mark.slice(0, at) + other + mark.slice(at + 1);
      expect(isKnownDevice(SECRET, "ana@westside.example", changed, NOW), changed).toBe(false);
    }
  });

  it.each([undefined, "", ".", "..", `${mark}.x`, "9e9.a.b"])("refuses %j", (text) => {
    expect(isKnownDevice(SECRET, "ana@westside.example", text, NOW)).toBe(false);
  });

  it("lies in a cookie of its account whose name doesn't tell the address", () => {
    const [ana, bo] = ["ana@westside.example", "bo@westside.example"].map((email) =>
      knownDeviceCookie(SECRET, email),
    );
    expect(ana).not.toBe(bo);
    expect(ana).toMatch(/^afterglow-known-[\w-]{16}$/);
  });
});
