import { describe, expect, it } from "vitest";
import { readEmail, readId, readPhone } from "@/lib/import/contact-text";
import { readPersonName } from "@/lib/import/person-name";
import {
  describeService,
  estimateEnd,
  proposeService,
  usualLengthMinutes,
} from "@/lib/import/service-name";
import { readFlag, type StatusMeaning, statusMeaning } from "@/lib/import/status-word";

describe("services", () => {
  const treatments = `Microneedling with PRP (Face)|Traditional Microneedling (Face & Neck)|RF Microneedling
Morpheus8 RF Microneedling|SkinPen Microneedling|Sylfirm X ‑ RF Microneedling|Micro Needling|MICRO-NEEDLING
Collagen Induction Therapy|CIT - Collagen Induction Therapy (Scars)|Vivace - Full Face|Dermapen 4 – Cicatrices
EXCEED - Acne Scars|Exceed Microneedling|Morpheus8|Morpheus 8 Body|Microneedling Session 2 of 3|PRP Microneedling
Microneedling Package - Session 2 of 3|Microneedling + Growth Factor Serum|SkinPen & Hydrating Mask
Microneedling for Hair Loss|Microaiguilletage visage|Mikroneedling Gesicht|Microagulhamento|Microagujas facial
Radiofrequency Needling|SkinPen Precision - Full Face|Micro-needling (face)|Add-On: Microneedling Neck`;
  it.each(treatments.split(/[|\n]/))("yes: %s", (name) => {
    expect(proposeService(name)).toBe(true);
  });

  const others = `Microblading|Microblading Touch-Up|Microdermabrasion|Dermaplaning|Dry Needling - Trapezius
PRP Hair Restoration|Exceedingly Glowing Facial|Microneedling Consultation|Consultation – Microneedling
SkinPen Aftercare Kit|SkinPen Kit|Microneedling Package (3 sessions)|Microneedling Package|Gift Certificate
Add-On: PRP|Add-On: Numbing Cream|Numbing Cream for Microneedling|Microcurrent Facial|Vivace Serum
Microneedling Follow-Up|Post-Microneedling Check|Microneedling Deposit|Microneedling Gift Card|Nano Needling
Forfait Microneedling 3 séances|Exceed Expectations Facial|Skin Booster (hyaluronic)|Botox|B12 Injection|Citrus Peel
Microneedling Patch Test|Dermapen Cartridges|Micropigmentation|`;
  it.each(others.split(/[|\n]/))("no: %s", (name) => {
    expect(proposeService(name)).toBe(false);
  });

  it.each([
    ["Morpheus8 Lower Face & Neck", "Morpheus8", true, "Lower face & Neck"],
    ["RF Microneedling", null, true, null],
    ["Dermapen 4 – Visage & cou", "Dermapen", false, "Face & Neck"],
    ["SkinPen Precision - Full Face", "SkinPen", false, "Face"],
    ["Microneedling - Décolleté", null, null, "Décolleté"],
    ["Microneedling", null, null, null],
  ])("describes %s", (name, device, rf, area) => {
    expect(describeService(name)).toEqual({ device, rf, area });
  });

  it("estimates an end from what the name says, else from what is usual", () => {
    expect(usualLengthMinutes("MICRONEEDLING FACE 45 MIN", 60)).toBe(45);
    expect(usualLengthMinutes("Dermapen 4 - Face", 60)).toBe(60);
    const startAt = new Date("2026-03-05T10:00:00Z");
    expect(estimateEnd(startAt, 75)).toEqual(new Date("2026-03-05T11:15:00Z"));
  });
});

describe("statuses", () => {
  it.each<[string, StatusMeaning]>([
    ["Completed", "done"],
    ["Service Completed", "done"],
    ["Closed", "done"],
    ["final", "done"],
    ["Show", "done"],
    ["Arrived", "done"],
    ["Checkin", "done"],
    ["Checked In", "done"],
    ["In Service", "done"],
    ["Complete", "done"],
    ["PAID", "done"],
    ["Terminé", "done"],
    ["Canceled", "cancelled"],
    ["Cancelled", "cancelled"],
    ["Closed (Cancelled)", "cancelled"],
    ["Late Cancel", "cancelled"],
    ["Cancelled by client", "cancelled"],
    ["Rescheduled", "cancelled"],
    ["Never Booked", "cancelled"],
    ["Annulé", "cancelled"],
    ["No Show", "no-show"],
    ["No-Show", "no-show"],
    ["no_show", "no-show"],
    ["Closed (No Show)", "no-show"],
    ["DNA", "no-show"],
    ["did_not_arrive", "no-show"],
    ["Open", "upcoming"],
    ["New", "upcoming"],
    ["Confirmed", "upcoming"],
    ["Unconfirmed", "upcoming"],
    ["Awaiting Confirmation", "upcoming"],
    ["Ready to Start", "upcoming"],
    ["Waiting", "upcoming"],
    ["Booked Online", "upcoming"],
    ["Reserved", "upcoming"],
    ["VIP", "unknown"],
    ["not done", "unknown"],
    ["constructor", "unknown"],
    ["", "unknown"],
  ])("%s is %s", (word, meaning) => {
    expect(statusMeaning(word)).toBe(meaning);
  });

  it.each([
    ["true", true],
    ["Yes", true],
    ["2026-03-05 10:00:00", true],
    ["false", false],
    ["No", false],
    ["", false],
    ["maybe", null],
  ])("flag %j", (cell, value) => {
    expect(readFlag(cell)).toBe(value);
  });
});

describe("names", () => {
  it.each([
    ["Rivera, Ada", "", "", "Ada Rivera", "Ada", "Rivera"],
    ["van der Berg, Anna", "", "", "Anna van der Berg", "Anna", "van der Berg"],
    ["Rivera, Ada, Jr.", "", "", "Ada Rivera Jr.", "Ada", "Rivera Jr."],
    ["Ada Rivera, RN", "", "", "Ada Rivera, RN", "Ada", "Rivera, RN"],
    ["Nguyen, Do", "", "", "Do Nguyen", "Do", "Nguyen"],
    ["Ada Rivera", "", "", "Ada Rivera", "Ada", "Rivera"],
    ["Ada Rivera", "Ada", "", "Ada Rivera", "Ada", "Rivera"],
    ["", "  Ada ", "de la  Rivera", "Ada de la Rivera", "Ada", "de la Rivera"],
    ["", "Cher", "", "Cher", "Cher", ""],
    ["=Ada", "", "", "=Ada", "=Ada", ""],
  ])("%j %j %j", (full, first, last, name, given, family) => {
    expect(readPersonName(full, first, last)).toEqual({ full: name, given, family });
  });

  it.each(["", " ", "Change client name", "Walk-In", "-", "N/A", ",", "\u200b"])(
    "nobody: %j",
    (name) => {
      expect(readPersonName(name, "", "")).toBeNull();
    },
  );
});

describe("contacts", () => {
  it.each([
    ["'+15125550101", "+15125550101"],
    ["\\+15125550101", "+15125550101"],
    ['="5125550101"', "+15125550101"],
    ["(512) 555-0101 ext. 2", "+15125550101"],
    ["512-555-0101 x22", "+15125550101"],
    ["1-512-555-0101", "+15125550101"],
    ["512.555.0101", "+15125550101"],
    [" (512) 555 0101 ", "+15125550101"],
    ["'+44 20 7946 0958", "+442079460958"],
    ["512-555-0101 / 512-555-0102", "+15125550101"],
  ])("phone %s", (cell, value) => {
    expect(readPhone(cell, "US")).toEqual({ value, unreadable: false });
  });
  it.each(["", "  ", "-", "none", "n/a", "'"])("no phone %j", (cell) => {
    expect(readPhone(cell, "US")).toEqual({ value: null, unreadable: false });
  });
  it.each(["5125", "call her mother", "5.12555E+09", "(555) 010-1000", "#REF!"])(
    "unreadable phone %j",
    (cell) => {
      expect(readPhone(cell, "US")).toEqual({ value: null, unreadable: true });
    },
  );
  it("reads a national number with the clinic's country", () => {
    expect(readPhone("020 7946 0958", "GB").value).toBe("+442079460958");
  });
  it("reads e-mails in lower case", () => {
    expect(readEmail(" ADA@Example.com ")).toEqual({ value: "ada@example.com", unreadable: false });
    expect(readEmail("")).toEqual({ value: null, unreadable: false });
    expect(readEmail("ada at example")).toEqual({ value: null, unreadable: true });
  });
  it("keeps ids as text", () => {
    expect(readId('="0012"')).toBe("0012");
    expect(readId(" ")).toBeNull();
  });
});
