import { describe, expect, it } from "vitest";
import { parseCorrection } from "@/lib/calls/correction-schema";

const clock = { now: new Date("2026-11-24T16:00:00Z"), timeZone: "America/Denver" };
const FIELDS = {
  callId: "019d8d4e-0000-7000-8000-000000000001",
  idempotencyKey: "019d8d4e-0000-7000-8000-000000000002",
  version: "3",
  outcome: "busy",
  numberId: "",
  note: " Engaged ",
  reason: "Wrong key",
};

function read(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...FIELDS, ...fields })) form.append(name, value);
  return parseCorrection(form, clock);
}

function errorsOf(fields: Record<string, string>): string[] {
  const parsed = read(fields);
  return parsed.ok ? [] : Object.keys(parsed.errors).toSorted();
}

describe("the form that corrects a call", () => {
  it("reads every part; who spoke and the rest belong to a reached call only", () => {
    expect(read({ speaker: "patient", identityVerified: "yes", readBack: "yes" })).toEqual({
      ok: true,
      correction: {
        callId: FIELDS.callId,
        idempotencyKey: FIELDS.idempotencyKey,
        version: 3,
        promisedAt: null,
        reason: "Wrong key",
        words: {
          outcome: "busy",
          spokeWith: null,
          identityChecked: null,
          contactPointId: null,
          readBack: null,
          note: "Engaged",
        },
      },
    });
    const reached = { outcome: "reached", speaker: "other", identityVerified: "no" };
    expect(read(reached)).toMatchObject({
      correction: { words: { spokeWith: "other", identityChecked: false, readBack: false } },
    });
  });

  it.each([
    [{ reason: "  " }, ["reason"]],
    [{ reason: "x".repeat(201) }, ["reason"]],
    [{ outcome: "reached" }, ["identityVerified", "speaker"]],
    [{ outcome: "reached_call_back_later" }, ["nextContactAt"]],
    [{ outcome: "reached_call_back_later", nextContactAt: "2027-11-24T09:00" }, ["nextContactAt"]],
    [{ outcome: "gone" }, ["outcome"]],
    [{ numberId: "x" }, ["numberId"]],
    [{ version: "-1" }, ["version"]],
    [{ callId: "x" }, ["callId"]],
  ] as [Record<string, string>, string[]][])("%j lacks %j", (fields, errors) => {
    expect(errorsOf(fields)).toEqual(errors);
  });

  it("takes the time of a promise on the clinic's clock, also one that has passed", () => {
    const promised = { outcome: "reached_call_back_later", nextContactAt: "2026-11-24T08:00" };
    expect(read(promised)).toMatchObject({
      correction: { promisedAt: new Date("2026-11-24T15:00:00Z") },
    });
  });
});
