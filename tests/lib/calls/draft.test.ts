import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCallDraft } from "@/lib/calls/draft";

const IDS = {
  patientId: "019d8d4e-0000-7000-8000-000000000001",
  idempotencyKey: "019d8d4e-0000-7000-8000-000000000002",
};

describe("an unfinished call form", () => {
  it("keeps every field of the form as it was typed, right or wrong, and no other", () => {
    const fields = {
      outcome: ["reached"],
      pain: ["eleven"],
      advice: ["aftercare", "when_to_ring"],
      note: ["  half a sent"],
    };
    const hidden = {
      patientId: ["x"],
      $ACTION_ID: ["x"],
      constructor: ["x"],
      lastSeenCallId: ["x"],
    };
    expect(parseCallDraft({ ...IDS, fields: { ...fields, ...hidden } })).toEqual({
      ...IDS,
      fields,
    });
  });

  it("leaves out characters that can't be stored", () => {
    const draft = parseCallDraft({ ...IDS, fields: { note: ["a\0b\ud800c"] } });
    expect(draft?.fields.note).toEqual(["ab\ufffdc"]);
  });

  it.each([
    ["nothing", null],
    ["a text", "x"],
    ["no ids", { fields: {} }],
    ["no fields", IDS],
    ["an id that is none", { ...IDS, patientId: "1", fields: {} }],
    ["a field that is no list", { ...IDS, fields: { note: "x" } }],
    ["a text of endless length", { ...IDS, fields: { note: ["x".repeat(10_000)] } }],
    ["a list of endless length", { ...IDS, fields: { advice: Array(100).fill("x") } }],
  ])("is none: %s", (_, body) => {
    expect(parseCallDraft(body)).toBeNull();
  });

  it("is read without an error, whatever was sent", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(() => parseCallDraft(body)).not.toThrow();
      }),
    );
  });
});
