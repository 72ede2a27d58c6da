import { describe, expect, it } from "vitest";
import type { PatientIdentity } from "@/lib/patients/identity";
import { identityBefore, joinIdentities } from "@/lib/patients/join-identities";
import { likenessWords, lookAlike, type MergeOfRows, toldToRecordOf } from "@/lib/patients/merge";
import { asStored } from "@/lib/stored-json";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

function merge(hour: number, more: Partial<MergeOfRows> = {}): MergeOfRows {
  return {
    keptId: "kept",
    mergedId: "merged",
    at: at(hour),
    undoneAt: null,
    moved: { treatments: ["hers"], checkIns: ["told before"] },
    ...more,
  };
}
const theirs = { id: "hers", patientId: "kept" };
const own = { id: "own", patientId: "kept" };
const told = (id: string, patientId: string, hour: number) => ({
  id,
  patientId,
  recordedAt: at(hour),
});

describe("a check-in without an area", () => {
  it("told to one record before a merge speaks of its treatments only", () => {
    const before = told("told before", "kept", 5);
    expect(toldToRecordOf(theirs, before, [merge(10)])).toBe(true);
    expect(toldToRecordOf(own, before, [merge(10)])).toBe(false);
    const ofKept = told("of the kept", "kept", 5);
    expect(toldToRecordOf(theirs, ofKept, [merge(10)])).toBe(false);
    expect(toldToRecordOf(own, ofKept, [merge(10)])).toBe(true);
  });

  it("told in the very millisecond of the merge is before it if it came over", () => {
    expect(toldToRecordOf(theirs, told("told before", "kept", 10), [merge(10)])).toBe(true);
    expect(toldToRecordOf(own, told("told before", "kept", 10), [merge(10)])).toBe(false);
  });

  it("told while they are one speaks of all, also after they are two again", () => {
    const undone = [merge(10, { undoneAt: at(20) })];
    const between = told("between", "kept", 15);
    for (const treatment of [{ ...theirs, patientId: "merged" }, own]) {
      expect(toldToRecordOf(treatment, between, undone)).toBe(true);
    }
  });

  it("told after the undo speaks of its own record's only", () => {
    const undone = [merge(10, { undoneAt: at(20) })];
    const after = told("after", "kept", 25);
    expect(toldToRecordOf({ ...theirs, patientId: "merged" }, after, undone)).toBe(false);
    expect(toldToRecordOf(own, after, undone)).toBe(true);
  });

  it("is followed through records that became part of others in turn", () => {
    const chain = [
      merge(10),
      merge(20, {
        keptId: "last",
        mergedId: "kept",
        moved: { treatments: ["hers", "own"], checkIns: ["told before", "between"] },
      }),
    ];
    const [a, b] = [
      { ...theirs, patientId: "last" },
      { ...own, patientId: "last" },
    ];
    expect(toldToRecordOf(a, told("told before", "last", 5), chain)).toBe(true);
    expect(toldToRecordOf(b, told("told before", "last", 5), chain)).toBe(false);
    expect(toldToRecordOf(a, told("between", "last", 15), chain)).toBe(true);
    expect(toldToRecordOf(a, told("later", "last", 25), chain)).toBe(true);
    expect(toldToRecordOf(a, told("of the last", "last", 15), chain)).toBe(false);
  });

  it("without any merge speaks of its patient's treatments", () => {
    expect(toldToRecordOf(own, told("plain", "kept", 5), [])).toBe(true);
  });
});

const ANA: PatientIdentity = {
  name: "Ana Lopez",
  birthOn: null,
  language: "en",
  risks: ["keloid"],
  consentToContact: true,
  doNotContactUntil: null,
};

describe("two people who are one", () => {
  it("keep name and language, and take over what is stricter or was missing", () => {
    const other: PatientIdentity = {
      name: "Anna Lopes",
      birthOn: "1990-05-17",
      language: "es",
      risks: ["isotretinoin", "keloid"],
      consentToContact: false,
      doNotContactUntil: at(10),
    };
    expect(joinIdentities(ANA, other)).toEqual({
      before: { birthOn: null, risks: ["keloid"], consentToContact: true, doNotContactUntil: null },
      after: {
        birthOn: "1990-05-17",
        risks: ["keloid", "isotretinoin"],
        consentToContact: false,
        doNotContactUntil: at(10),
      },
    });
  });

  it("take over nothing that they have already", () => {
    expect(joinIdentities(ANA, { ...ANA, name: "A Lopez" })).toEqual({ before: {}, after: {} });
  });

  it("get back what nobody has changed since, through the database too", () => {
    const joined = joinIdentities(ANA, { ...ANA, risks: ["x"], doNotContactUntil: at(10) });
    const one = { ...ANA, ...joined.after };
    expect(identityBefore(one, asStored(joined))).toEqual({
      risks: ["keloid"],
      doNotContactUntil: null,
    });
    const corrected = { ...one, risks: ["keloid", "x", "metal allergy"] };
    expect(identityBefore(corrected, asStored(joined))).toEqual({ doNotContactUntil: null });
  });

  it.each([
    [true, true, 0, "same name, same birth date"],
    [true, false, 2, "same name, shared number or address"],
    [false, true, 1, "same birth date, shared number or address"],
  ])("look alike by two of three: %s, %s, %s", (sameName, sameBirthDate, sharedContacts, words) => {
    const likeness = { sameName, sameBirthDate, sharedContacts };
    expect(lookAlike(likeness)).toBe(true);
    expect(likenessWords(likeness)).toBe(words);
  });

  it("don't look alike by one thing, not even by many numbers", () => {
    const nothing = { sameName: false, sameBirthDate: false, sharedContacts: 0 };
    for (const one of [{ sameName: true }, { sameBirthDate: true }, { sharedContacts: 4 }]) {
      expect(lookAlike({ ...nothing, ...one })).toBe(false);
    }
  });
});
