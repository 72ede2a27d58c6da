import { assert, dictionary, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { auditQuery, dayStart, parseAuditFilters } from "@/lib/audit-filters";

const ID = "01920000-0000-7000-8000-000000000000";

describe("the filters of the audit", () => {
  it("come back from the address that they make", () => {
    const query = {
      who: ID,
      what: "call.log",
      patient: ID,
      from: "2026-11-01",
      to: "",
      before: "7",
    };
    const parsed = parseAuditFilters(query);
    expect(parsed).toEqual({
      ok: true,
      filters: {
        staffId: ID,
        action: "call.log",
        patientId: ID,
        from: "2026-11-01",
        to: null,
        before: 7,
      },
    });
    if (!parsed.ok) return;
    const again = Object.fromEntries(new URLSearchParams(auditQuery(parsed.filters)));
    expect(parseAuditFilters(again)).toEqual(parsed);
  });

  it.each([
    { who: "x" },
    { what: "call.forget" },
    { from: "2026-02-30" },
    { from: "0000-01-01" },
    { to: "9999-12-31" },
    { before: "0" },
    { before: "1e99" },
    { who: [ID, ID] },
  ])("refuse %j", (query) => {
    expect(parseAuditFilters(query)).toEqual({ ok: false });
  });

  it("never throw, whatever an address says", () => {
    assert(
      property(
        dictionary(string(), string()),
        (query) => typeof parseAuditFilters(query).ok === "boolean",
      ),
    );
  });

  it("begin a day where the clinic's clocks do", () => {
    expect(dayStart("2026-11-01", "America/Chicago")?.toISOString()).toBe(
      "2026-11-01T05:00:00.000Z",
    );
    expect(dayStart("2026-11-01", "America/Chicago", 1)?.toISOString()).toBe(
      "2026-11-02T06:00:00.000Z",
    );
  });
});
