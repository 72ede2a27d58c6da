import { describe, expect, it } from "vitest";
import { slotKey, treatmentKey } from "@/lib/import/treatment";
import { accepted, previewText, verdicts } from "@/tests/support/import-text";

const HEADER = "Client Name,Phone,Email,Date,Start Time,Service,Status";
const row = (...changed: [number, string][]) => {
  const cells = [
    "Ada Rivera",
    "5125550101",
    "ada@example.com",
    "2026-03-05",
    "10:00",
    "SkinPen",
    "Completed",
  ];
  for (const [index, value] of changed) cells[index] = value;
  return cells.join(",");
};

const event = (name: string, start: string) => `Dana,${name},,SkinPen,${start},,false,No,e-1`;

const keys = async (...rows: string[]) =>
  new Set(accepted(await previewText([HEADER, ...rows].join("\n"))).map(treatmentKey));

describe("duplicates", () => {
  it("are the same patient, service and start, however they are spelled", async () => {
    const preview = await previewText(
      [
        HEADER,
        row(),
        row([0, "  ADA   rivera"], [1, "+1 (512) 555-0101"], [5, "SKINPEN"]),
        row([1, ""], [2, ""]),
        row([5, "Morpheus8 Neck"]),
        row([4, "11:00"]),
        row([0, "Bo Rivera"]),
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual([
      "accept",
      "duplicate",
      "duplicate",
      "accept",
      "accept",
      "accept",
    ]);
    expect(preview.rows[1]).toMatchObject({ duplicateOfRow: 1 });
    expect(preview.counts.distinctPatients).toBe(2);
  });

  it("are asked about when the contacts speak of two people", async () => {
    const preview = await previewText(
      [HEADER, row(), row([1, "5125550102"], [2, "other@example.com"])].join("\n"),
    );
    expect(verdicts(preview)).toEqual(["accept", "possible-duplicate"]);
  });

  it("are not found in rows that were left out", async () => {
    const preview = await previewText(
      [HEADER, row([6, "Cancelled"]), row([6, "Blue"]), row()].join("\n"),
    );
    expect(verdicts(preview)).toEqual(["cancelled", "unknown-status", "accept"]);
  });

  it("go before future", async () => {
    const later = row([3, "2031-03-05"]);
    expect(verdicts(await previewText([HEADER, later, later].join("\n")))).toEqual([
      "future",
      "duplicate",
    ]);
  });

  it("are known by the row's number in systems that have one, for one patient", async () => {
    const header =
      "User Name,Invitee Name,Invitee Email,Event Type Name,Start Date & Time,End Date & Time,Canceled,Marked as No-Show,Event UUID";
    const preview = await previewText(
      [
        header,
        event("Ada", "2026-03-05 10:00 am"),
        event("Ada", "2026-03-05 10:30 am"),
        event("Bo", "2026-03-05 10:00 am"),
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual(["accept", "duplicate", "accept"]);
    expect(accepted(preview)[1]?.warnings).toContain("shared-appointment-number");
  });

  it("keep the second service of a visit where only the visit has a number", async () => {
    const preview = await previewText(
      "Appointment ID,Client Name,Start,Service\n7,Ada,2026-03-05 10:00,SkinPen Face\n7,Ada,2026-03-05 11:00,SkinPen Neck\n7,Ada,2026-03-05 10:00,SkinPen Face\n",
    );
    expect(verdicts(preview)).toEqual(["accept", "accept", "duplicate"]);
  });
});

describe("keys for a second import", () => {
  it("are equal for the same file, in other rows, order and spelling", async () => {
    const other = row([0, "Bo Lind"]);
    const first = await keys(row(), other);
    expect(first.size).toBe(2);
    const again = await keys(row([3, "2026-03-06"]), other, row([0, "ada  RIVERA"]));
    expect([...first].every((key) => again.has(key))).toBe(true);
    expect(again.size).toBe(3);
  });

  it("fall back to the slot for exports with and without numbers", async () => {
    const [withNumber] = accepted(
      await previewText(
        "Appointment ID,Client Name,Start,Service\n7,Ada,2026-03-05 10:00,SkinPen\n",
      ),
    );
    const [without] = accepted(
      await previewText("Client Name,Start,Service\nAda,2026-03-05 10:00,SkinPen\n"),
    );
    if (!withNumber || !without) throw new Error("not accepted");
    expect(treatmentKey(withNumber)).not.toBe(treatmentKey(without));
    expect(slotKey(withNumber)).toBe(slotKey(without));
  });
});

describe("what a person decided", () => {
  it("wins over the proposal for a service, but never over a sale line", async () => {
    const text =
      "Client Name,Start,Service,Item Type\nAda,2026-03-05 10:00,Glow Special,Service\nAda,2026-03-06 10:00,SkinPen,Service\nAda,2026-03-07 10:00,Glow Special,Product\n";
    const preview = await previewText(text, {
      serviceDecisions: { "GLOW  Special": true, SkinPen: false },
    });
    expect(verdicts(preview)).toEqual(["accept", "not-microneedling", "not-microneedling"]);
    expect(preview.services).toEqual([
      { name: "Glow Special", count: 2, proposed: true },
      { name: "SkinPen", count: 1, proposed: false },
    ]);
  });

  it("keeps formula cells as text", async () => {
    const [treatment] = accepted(
      await previewText(
        "Client Name,Start,Service,Staff\n=1+1 Ada,2026-03-05 10:00,SkinPen,@Dana\n",
      ),
    );
    expect(treatment).toMatchObject({ patientName: "=1+1 Ada", practitioner: "@Dana" });
  });
});
