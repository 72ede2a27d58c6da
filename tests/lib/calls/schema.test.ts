import { describe, expect, it } from "vitest";
import { ADVICE_CODES } from "@/lib/calls/advice";
import { parseCall } from "@/lib/calls/schema";

const clock = { now: new Date("2026-11-24T16:00:00Z"), timeZone: "America/Denver" };
const UNANSWERED = {
  patientId: "019d8d4e-0000-7000-8000-000000000001",
  idempotencyKey: "019d8d4e-0000-7000-8000-000000000002",
  lastSeenCallId: "",
  outcome: "no_answer",
  direction: "outbound",
  numberId: "",
};
const REACHED = {
  ...UNANSWERED,
  outcome: "reached",
  speaker: "patient",
  identityVerified: "yes",
  heat: "1",
};

function read(fields: Record<string, string | readonly string[]>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const text of [value].flat()) form.append(name, text);
  }
  return parseCall(form, clock);
}

function errorsOf(fields: Record<string, string | readonly string[]>): string[] {
  const parsed = read(fields);
  return parsed.ok ? [] : Object.keys(parsed.errors).toSorted();
}

describe("the call form", () => {
  it("keeps a call that nobody answered, and nothing of the hidden questions", () => {
    expect(read({ ...UNANSWERED, heat: "3", speaker: "patient" })).toMatchObject({
      ok: true,
      call: { outcome: "no_answer", reached: null, promisedAt: null, nextContact: null },
    });
  });

  it("keeps who spoke, the answers and every advice that is known", () => {
    expect(read({ ...REACHED, advice: ADVICE_CODES })).toMatchObject({
      ok: true,
      call: {
        reached: {
          spokeWith: "patient",
          identityChecked: true,
          answers: { heat: 1 },
          advice: ADVICE_CODES,
        },
      },
    });
  });

  it.each(["ointment", "a\0b"])("refuses an advice that isn't on the list: %j", (advice) => {
    expect(errorsOf({ ...REACHED, advice: ["aftercare", advice] })).toEqual(["advice"]);
  });

  it("names every field that a reached call lacks", () => {
    const { speaker: _, heat: __, identityVerified: ___, ...bare } = REACHED;
    expect(errorsOf(bare)).toEqual(["answers", "identityVerified", "speaker"]);
  });

  it("wants the time of a promised call-back, in the future and on the clinic's clock", () => {
    const promised = { ...UNANSWERED, outcome: "reached_call_back_later" };
    expect(errorsOf(promised)).toEqual(["nextContactAt"]);
    expect(errorsOf({ ...promised, nextContactAt: "2026-11-24T09:00" })).toEqual(["nextContactAt"]);
    expect(read({ ...promised, nextContactAt: "2026-11-24T09:01" })).toMatchObject({
      call: { promisedAt: new Date("2026-11-24T16:01:00Z"), nextContact: null },
    });
  });

  it("wants a reason for another time of the next contact", () => {
    const moved = { ...UNANSWERED, nextContactAt: "2026-11-25T09:00" };
    expect(errorsOf(moved)).toEqual(["nextContactReason"]);
    expect(read({ ...moved, nextContactReason: " at work " })).toMatchObject({
      call: { nextContact: { dueAt: new Date("2026-11-25T16:00:00Z"), reason: "at work" } },
    });
  });
});

describe("whoever was told", () => {
  const providerId = "019d8d4e-0000-7000-8000-000000000003";

  it("either took it on or not yet, which has to be said", () => {
    expect(errorsOf({ ...REACHED, providerId })).toEqual(["providerAccepted"]);
    expect(read({ ...REACHED, providerId, providerAccepted: "no" })).toMatchObject({
      call: {
        reached: { provider: { staffId: providerId, accepted: false }, noProviderReached: false },
      },
    });
  });

  it("may be nobody, said so or left open; a list has no other words", () => {
    expect(read({ ...REACHED, providerId: "none" })).toMatchObject({
      call: { reached: { provider: null, noProviderReached: true } },
    });
    expect(read({ ...REACHED, providerId: "" })).toMatchObject({
      call: { reached: { provider: null, noProviderReached: false } },
    });
    expect(errorsOf({ ...REACHED, providerId: "somebody" })).toEqual(["providerId"]);
  });
});

describe("a contact that the patient began", () => {
  it.each(["left_voicemail", "no_answer", "busy", "wrong_number", "not_in_service"])(
    "can't end as %s",
    (outcome) => {
      for (const direction of ["inbound", "walk_in"]) {
        expect(errorsOf({ ...UNANSWERED, direction, outcome })).toEqual(["outcome"]);
      }
    },
  );
});

describe("a call form that was tampered with or mistyped", () => {
  const messages = (fields: Record<string, string>) => {
    const parsed = read({ ...UNANSWERED, ...fields });
    return parsed.ok ? {} : parsed.errors;
  };

  it.each(["2027-02-23T00:00", "2126-01-01T00:00", "9999-12-31T23:59"])(
    "doesn't put the next contact out of sight: %s",
    (nextContactAt) => {
      const far = { nextContactAt: "Enter a time within 90 days" };
      expect(messages({ nextContactAt, nextContactReason: "Away" })).toEqual(far);
      expect(messages({ outcome: "reached_call_back_later", nextContactAt })).toEqual(far);
    },
  );

  it("says in words that a hidden field is wrong", () => {
    for (const field of ["patientId", "idempotencyKey", "lastSeenCallId"]) {
      expect(messages({ [field]: "x" })).toEqual({
        [field]: "This form is incomplete. Open the call again.",
      });
    }
  });
});
