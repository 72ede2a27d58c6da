import { describe, expect, it } from "vitest";
import { parseContactFacts, parseIdentity, parseNewContact } from "@/lib/patients/schema";

const CLOCK = { now: new Date("2026-11-24T16:00:00Z"), timeZone: "America/Chicago" };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

const WHOLE = {
  name: "  Ana   López ",
  birthOn: "1990-05-17",
  language: "es",
  risks: "isotretinoin\n\n cold  sores \nisotretinoin",
  consentToContact: "no",
  doNotContactUntil: "2026-12-01",
  why: "Misheard",
};

describe("a person's form", () => {
  it("is read whole: spaces tidied, risks one a line, a day as its first instant at the clinic", () => {
    expect(parseIdentity(form(WHOLE), CLOCK)).toEqual({
      ok: true,
      value: {
        identity: {
          name: "Ana López",
          birthOn: "1990-05-17",
          language: "es",
          risks: ["isotretinoin", "cold sores"],
          consentToContact: false,
          doNotContactUntil: new Date("2026-12-01T06:00:00Z"),
        },
        why: "Misheard",
      },
    });
  });

  it("may leave birth date, risks and the last day open", () => {
    const open = { ...WHOLE, birthOn: "", risks: " ", doNotContactUntil: "" };
    expect(parseIdentity(form(open), CLOCK)).toMatchObject({
      ok: true,
      value: { identity: { birthOn: null, risks: [], doNotContactUntil: null } },
    });
  });

  it.each([
    ["name", ""],
    ["name", "—"],
    ["birthOn", "2026-11-25"],
    ["birthOn", "1890-01-01"],
    ["birthOn", "1990-02-30"],
    ["language", "fr"],
    ["consentToContact", ""],
    ["doNotContactUntil", "soon"],
    ["why", "  "],
    ["why", "x".repeat(201)],
    ["risks", Array.from({ length: 21 }, (_, n) => `risk ${n}`).join("\n")],
  ])("says at %s what is wrong with %j", (field, value) => {
    const parsed = parseIdentity(form({ ...WHOLE, [field]: value }), CLOCK);
    expect(parsed.ok ? {} : parsed.errors).toEqual({ [field]: expect.any(String) });
  });

  it("knows the day at the clinic, not in London", () => {
    const clock = { ...CLOCK, now: new Date("2026-11-25T03:00:00Z") };
    const parsed = parseIdentity(form({ ...WHOLE, birthOn: "2026-11-25" }), clock);
    expect(parsed).toMatchObject({ ok: false, errors: { birthOn: expect.any(String) } });
  });
});

const FACTS = { reaches: "patient", owner: "", voicemailAllowed: "", usable: "yes" };

describe("a number's form", () => {
  it.each([
    ["(312) 555-0143", "+13125550143"],
    ["312.555.0143 ", "+13125550143"],
    ["+44 7911 123456", "+447911123456"],
  ])("reads %s as people of the clinic's country write it", (value, e164) => {
    const parsed = parseNewContact(form({ ...FACTS, kind: "phone", value }), "US");
    expect(parsed).toMatchObject({ ok: true, value: { kind: "phone", value: e164 } });
  });

  it("reads an address in lower case, and asks nothing about its voicemail", () => {
    const sent = form({
      ...FACTS,
      kind: "email",
      value: "Ana@Example.com",
      voicemailAllowed: "yes",
    });
    expect(parseNewContact(sent, "US")).toMatchObject({
      ok: true,
      value: { kind: "email", value: "ana@example.com", voicemailAllowed: null },
    });
  });

  it.each([
    ["phone", "12"],
    ["phone", ""],
    ["phone", "ana@example.com"],
    ["email", "ana"],
    ["email", "(312) 555-0143"],
  ])("refuses as %s: %j", (kind, value) => {
    const parsed = parseNewContact(form({ ...FACTS, kind, value }), "US");
    expect(parsed.ok ? {} : parsed.errors).toEqual({ value: expect.any(String) });
  });

  it("tells allowed, not allowed and not asked apart", () => {
    const read = (voicemailAllowed: string) => {
      const parsed = parseContactFacts(form({ ...FACTS, voicemailAllowed }));
      return parsed.ok ? parsed.value.voicemailAllowed : "refused";
    };
    expect(["yes", "no", "", "perhaps"].map(read)).toEqual([true, false, null, "refused"]);
  });
});
