import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { LANGUAGES } from "@/lib/patients/languages";
import {
  isPhotoScreen,
  PHOTO_REFUSALS,
  photoKey,
  photoRefusalText,
  takenAt,
} from "@/lib/photos/photo-form";
import { photoHour, photoStamp } from "@/lib/photos/photo-hour";
import { SCALING_SCRIPT } from "@/lib/photos/scaling-script";

const NOW = new Date("2026-11-24T16:00:00Z");
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);

describe("when a photo was taken", () => {
  it.each([
    ["an hour ago", String(ago(1).getTime()), ago(1)],
    ["89 days ago", String(ago(89 * 24).getTime()), ago(89 * 24)],
    ["91 days ago", String(ago(91 * 24).getTime()), null],
    ["by a clock that is 4 min ahead", String(NOW.getTime() + 240_000), NOW],
    ["by a clock that is an hour ahead", String(NOW.getTime() + HOUR), null],
    ["in 1970", "0", null],
    ["nobody knows", "", null],
    ["a word", "yesterday", null],
    ["a number that is none", "1e12", null],
  ])("%s", (_, said, at) => expect(takenAt(said, NOW)).toEqual(at));
});

describe("the hour of a photo", () => {
  const endedAt = ago(48);
  it.each([
    [ago(1), "47 h", "Day 2 · 47 h"],
    [ago(0.0001), "47 h", "Day 2 · 47 h"],
    [NOW, "48 h", "Day 2 · 48 h"],
    [endedAt, "0 h", "Day 0 · 0 h"],
    [ago(48.01), null, "Before treatment"],
  ])("%s", (taken, hour, stamp) => {
    const photo = { takenAt: taken, receivedAt: NOW };
    expect(photoHour(endedAt, photo)).toBe(hour);
    expect(photoStamp(endedAt, photo, "America/Chicago")).toBe(stamp);
  });

  it("is of when it came, if nobody knows more", () => {
    expect(photoHour(endedAt, { takenAt: null, receivedAt: ago(2) })).toBe("46 h");
  });
});

it("the same picture from the same form has the same key, and any other another one", () => {
  const [form, other] = [
    "0193a2b4-0000-7000-8000-000000000001",
    "0193a2b4-0000-7000-8000-000000000002",
  ];
  const key = photoKey(form, Buffer.from("one"));
  expect(photoKey(form, Buffer.from("one"))).toBe(key);
  expect(photoKey(form, Buffer.from("two"))).not.toBe(key);
  expect(photoKey(other, Buffer.from("one"))).not.toBe(key);
  expect(key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
});

describe.each(LANGUAGES)("refusals in %s", (language) => {
  const words = PATIENT_WORDS[language];

  it.each(PHOTO_REFUSALS)("%s has a text with every place filled", (refusal) => {
    for (const n of [undefined, "2"]) {
      const text = photoRefusalText(refusal, n, words);
      expect(text).not.toMatch(/[{}]|^$/);
      expect(text).not.toBeNull();
    }
  });

  it("name the photo, and anything else is no refusal", () => {
    expect(photoRefusalText("type", "3", words)).toContain("3");
    expect(photoRefusalText("large", "3", words)).toContain("3");
    expect(photoRefusalText("constructor", "3", words)).toBeNull();
  });
});

describe("the photo screen", () => {
  it.each([
    ["/check-in/token?at=photos", true],
    ["/check-in/token?lang=es&at=photos&got=2", true],
    ["/check-in/token?at=answers", false],
    ["/check-in/token", false],
    ["/check-in?at=photos", false],
    ["/patients?at=photos", false],
    ["/check-in-list/x?at=photos", false],
  ])("%s: %s", (url, is) => expect(isPhotoScreen(url)).toBe(is));

  it("has one script, which is one", () => {
    expect(() => new Script(SCALING_SCRIPT)).not.toThrow();
    expect(SCALING_SCRIPT).not.toMatch(/<\/script|<!--|fetch\(|XMLHttp|https?:/);
  });
});
