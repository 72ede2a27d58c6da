import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_SELECTED, packIds, unpackIds } from "@/lib/worklist/selection";

const id = "01920000-0000-7000-8000-00000000abcd";
const other = "ffffffff-ffff-4fff-bfff-ffffffffffff";

describe("ids in an address", () => {
  it("come back as they were, in 22 letters each that need no escaping", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: MOST_SELECTED }), (ids) => {
        const packed = packIds(ids);
        expect(packed).toHaveLength(ids.length * 22);
        expect(packed).toMatch(/^[\w-]*$/);
        expect(unpackIds(packed)).toEqual(ids);
      }),
    );
  });

  it("may stand as they are, as a form without scripts sends them", () => {
    expect(unpackIds([id, packIds([other, id])])).toEqual([id, other]);
    expect(unpackIds(id.toUpperCase())).toEqual([id]);
  });

  it.each([undefined, "", "nonsense", packIds([id]).slice(0, 21), "%".repeat(22), "\0".repeat(44)])(
    "%j names nobody",
    (text) => {
      expect(unpackIds(text)).toEqual([]);
    },
  );

  it("end where they become nonsense, and at the most", () => {
    expect(unpackIds(`${packIds([id, other])}cut`)).toEqual([id, other]);
    const many = fc.sample(fc.uuid(), MOST_SELECTED + 20);
    expect(unpackIds(packIds([...new Set(many)])).length).toBe(MOST_SELECTED);
  });
});
