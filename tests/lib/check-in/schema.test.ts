import { assert, constantFrom, dictionary, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTE_LIMIT } from "@/lib/check-in/entry";
import { QUESTIONS } from "@/lib/check-in/questions";
import { noteSchema, parseCheckIn } from "@/lib/check-in/schema";

const clock = { now: new Date("2026-11-24T16:00:00Z"), timeZone: "America/Denver" };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

function read(fields: Record<string, string>) {
  return parseCheckIn(form(fields), clock);
}

function seenAt(observedAt: string) {
  return read({ heat: "1", observedAt });
}

function errorsOf(fields: Record<string, string>): Record<string, string> {
  const parsed = read(fields);
  return parsed.ok ? {} : parsed.errors;
}

describe("a check-in that staff take down", () => {
  it("keeps what was answered and nothing else", () => {
    expect(
      read({ redness: "2", swelling: "", pain: "10", pus: "unsure", temperatureC: "38,2" }),
    ).toEqual({
      ok: true,
      checkIn: {
        answers: { redness: 2, pain: 10, pus: "unsure", temperatureC: 38.2 },
        observedAt: clock.now,
        source: "staff_phone",
        identityVerified: null,
        note: null,
      },
    });
  });

  it("tells zero from silence", () => {
    expect(read({ redness: "0" })).toMatchObject({ checkIn: { answers: { redness: 0 } } });
  });

  it("wants an answer, and the swelling's trend alone is none", () => {
    expect(errorsOf({})).toEqual({ answers: "Answer at least one question" });
    expect(errorsOf({ swellingTrend: "more" })).toHaveProperty("answers");
  });

  it.each([
    ["redness", "4"],
    ["redness", "1.5"],
    ["redness", "yes"],
    ["pain", "11"],
    ["pain", "-1"],
    ["pain", "3.5"],
    ["pus", "maybe"],
    ["swellingTrend", "up"],
    ["temperatureC", "29.9"],
    ["temperatureC", "45.1"],
    ["temperatureC", "100.4"],
    ["temperatureC", "hot"],
  ])("refuses %s = %s beside its field", (sign, value) => {
    expect(Object.keys(errorsOf({ heat: "1", [sign]: value }))).toEqual([sign]);
  });

  it.each(["30", "45", "36.6"])("takes a temperature of %s", (value) => {
    expect(errorsOf({ temperatureC: value })).toEqual({});
  });

  it("reads the clinic's clock, daylight saving included", () => {
    expect(seenAt("2026-11-24T08:30")).toMatchObject({
      checkIn: { observedAt: new Date("2026-11-24T15:30:00Z") },
    });
    expect(seenAt("2026-07-01T08:30")).toMatchObject({
      checkIn: { observedAt: new Date("2026-07-01T14:30:00Z") },
    });
    expect(errorsOf({ heat: "1", observedAt: "2026-02-30T08:30" })).toHaveProperty("observedAt");
    expect(errorsOf({ heat: "1", observedAt: "yesterday" })).toHaveProperty("observedAt");
    expect(errorsOf({ heat: "1", observedAt: "2026-11-24" })).toHaveProperty("observedAt");
  });

  it("refuses a time that the clocks skipped, and takes the first of one that comes twice", () => {
    expect(errorsOf({ heat: "1", observedAt: "2026-03-08T02:30" })).toHaveProperty("observedAt");
    expect(seenAt("2026-11-01T01:30")).toMatchObject({
      checkIn: { observedAt: new Date("2026-11-01T07:30:00Z") },
    });
  });

  it("says what would fit, in words", () => {
    expect(errorsOf({ pain: "11" })).toEqual({ pain: "Enter a whole number from 0 to 10" });
    expect(errorsOf({ temperatureC: "99" })).toEqual({
      temperatureC: "Enter a number from 30 to 45",
    });
  });

  it("refuses a time that the clocks skipped", () => {
    expect(errorsOf({ heat: "1", observedAt: "2026-03-08T02:30" })).toHaveProperty("observedAt");
    expect(seenAt("2026-11-01T01:30")).toMatchObject({
      checkIn: { observedAt: new Date("2026-11-01T07:30:00Z") },
    });
  });

  it("keeps whether the caller was who they said, or that nobody asked", () => {
    expect(read({ heat: "1", identityVerified: "yes" })).toMatchObject({
      checkIn: { identityVerified: true },
    });
    expect(read({ heat: "1", identityVerified: "no" })).toMatchObject({
      checkIn: { identityVerified: false },
    });
    for (const text of ["perhaps", "toString", "__proto__"]) {
      expect(errorsOf({ heat: "1", identityVerified: text })).toHaveProperty("identityVerified");
    }
  });

  it("bounds the note and refuses what a database can't store", () => {
    expect(errorsOf({ heat: "1", note: "a".repeat(NOTE_LIMIT) })).toEqual({});
    expect(errorsOf({ heat: "1", note: "a".repeat(NOTE_LIMIT + 1) })).toHaveProperty("note");
    expect(errorsOf({ heat: "1", note: "a\0b" })).toHaveProperty("note");
    // A form can't carry half a character, but other doors can.
    expect(noteSchema.safeParse("a\ud800b").success).toBe(false);
    expect(noteSchema.safeParse("  \r\n ").data).toBe(null);
  });

  it("takes every value it offers, and answers any text without throwing", () => {
    for (const question of QUESTIONS) {
      if (question.kind !== "choice") continue;
      for (const { value } of question.choices) {
        expect(errorsOf({ heat: "1", [question.sign]: value })).toEqual({});
      }
    }
    const field = constantFrom(
      ...QUESTIONS.map(({ sign }) => sign as string),
      "observedAt",
      "source",
      "identityVerified",
      "note",
    );
    assert(
      property(dictionary(field, string({ unit: "binary" })), (fields) => {
        expect(typeof read(fields).ok).toBe("boolean");
      }),
    );
  });
});
