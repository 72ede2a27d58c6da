import { describe, expect, it } from "vitest";
import { listPlace, recordAddress, recordPath } from "@/app/(staff)/patients/[patientId]/paths";
import {
  listAddress,
  printPath,
  selectionPath,
  viewsPath,
  worklistPath,
} from "@/app/(staff)/worklist/paths";
import { EVERYBODY, parseFilters, type WorklistFilters } from "@/lib/worklist/filters";

const PATIENT = "01a219c9-d5ce-724d-88cb-0fb8e7850738";
const RECOVERY = "01a219c9-d5ce-724d-88cb-0fb8e7850739";
const LIST: WorklistFilters = {
  group: "awaiting",
  assigned: "mine",
  list: "late",
  order: "due",
  sitting: new Date("2026-11-24T16:00:00Z"),
  after: { key: ["2026-11-24T15:00:00.000Z"], id: PATIENT },
};

/** The filters that an address of the list names. */
function filtersOf(address: string): WorklistFilters {
  const { pathname, searchParams } = new URL(address, "https://desk.example");
  expect(pathname).toBe("/worklist");
  const parsed = parseFilters(Object.fromEntries(searchParams));
  if (!parsed.ok) throw new Error(`No list: ${address}`);
  return parsed.filters;
}

/** The list that a record's address leads back to. */
function listOf(address: string): WorklistFilters | null {
  return listPlace(new URL(address, "https://desk.example").searchParams.get("from"));
}

describe("the filters, the sitting and the page of a list", () => {
  it.each([
    ["a panel", `${worklistPath(LIST, "call")}${PATIENT}`],
    ["a dialog", `${worklistPath(LIST, "snooze")}${PATIENT}`],
    ["the row that the cursor was on", `${worklistPath(LIST, "row")}${PATIENT}`],
    ["a selection", selectionPath(LIST, [PATIENT])],
    ["the views", viewsPath(LIST)],
    ["a saved call", listAddress(worklistPath(LIST), [["logged", PATIENT]])],
  ])("stay in the address of %s", (_, address) => {
    expect(filtersOf(address)).toEqual(LIST);
  });

  it("stay in the address of a record, and of whatever is saved there", () => {
    const record = recordPath({ patientId: PATIENT, recovery: RECOVERY, list: LIST });
    const saved = { what: "check-in", at: new Date(0) };
    for (const address of [
      record,
      recordPath({ patientId: PATIENT, list: LIST, saved }),
      recordAddress(record, [["logged", PATIENT]])!,
    ]) {
      expect(listOf(address)).toEqual(LIST);
      expect(filtersOf(worklistPath(listOf(address)!))).toEqual(LIST);
    }
    const after = new URL(recordAddress(record, [["logged", PATIENT]])!, "https://desk.example");
    expect(after.searchParams.get("recovery")).toBe(RECOVERY);
    expect(after.searchParams.get("logged")).toBe(PATIENT);
  });

  it("isn't made up for a record that no list led to", () => {
    const record = recordPath({
      patientId: PATIENT,
      list: listPlace(""),
      saved: { what: "check-in", at: new Date(0) },
    });
    expect(listOf(record)).toBeNull();
    expect(listPlace(null)).toBeNull();
  });

  it("go to paper without the sitting and the page, which are of the screen", () => {
    const asked = new URL(printPath(LIST), "https://desk.example");
    const parsed = parseFilters(Object.fromEntries(asked.searchParams));
    expect(parsed).toEqual({ ok: true, filters: { ...LIST, sitting: null, after: null } });
  });
});

describe("an address that an action was bound to", () => {
  it.each([
    "https://elsewhere.example/worklist?group=awaiting",
    "//elsewhere.example",
    "/patients/nobody?from=group%3Dawaiting",
    "/patients/",
    "/worklist?group=nonsense",
    null,
  ])("leads nowhere but to the whole list: %s", (back) => {
    const address = recordAddress(back, []) ?? listAddress(back, []);
    expect(filtersOf(address)).toEqual(EVERYBODY);
  });

  it("carries nothing but what an address of ours holds", () => {
    const back = `/patients/${PATIENT}?from=group%3Dawaiting&next=https://elsewhere.example`;
    expect(recordAddress(back, [])).toBe(`/patients/${PATIENT}?from=group%3Dawaiting`);
    expect(recordAddress(`/patients/${PATIENT}?from=group%3Dnonsense`, [])).toBe(
      `/patients/${PATIENT}`,
    );
  });
});
