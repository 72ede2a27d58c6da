import { describe, expect, it } from "vitest";
import { compareHeader, headerSignature, recogniseColumns } from "@/lib/import/columns";
import { importText } from "@/tests/support/import-text";

describe("recognising columns", () => {
  it.each([
    ["Client, Service, Booked Date, Created date, Birthday, Cancelled date", ["start"]],
    ["Date Scheduled, Client, Service", ["start"]],
    ["Start, Service", ["patientName"]],
    ["Start, Service, First Name", ["patientName"]],
    ["Start, Client, Service Notes", ["service"]],
    ["Client source, Client since, Mobile, Email", ["start", "patientName", "service"]],
  ])("%s lacks %j", (header, missing) => {
    expect(recogniseColumns(header.split(", ")).missing).toEqual(missing);
  });

  it("compares whole headings, not parts, whatever their case, dots and spaces", () => {
    const { mapping, unused } = recogniseColumns([
      " start  TIME ",
      "client_first_name",
      "Client.Last Name:",
      "Service",
      "Service Price",
      "Status Changed By",
    ]);
    expect(mapping).toEqual({
      start: " start  TIME ",
      firstName: "client_first_name",
      lastName: "Client.Last Name:",
      service: "Service",
    });
    expect(unused).toEqual(["Service Price", "Status Changed By"]);
  });

  it("takes the better of two names and asks between equals", async () => {
    const better = recogniseColumns(["Start", "Client", "Client Name", "Service"]);
    expect(better.mapping.patientName).toBe("Client Name");
    expect(better.ambiguous).toEqual([]);
    const equal = recogniseColumns(["Start", "Client Name", "Patient Name", "Service"]);
    expect(equal.ambiguous).toEqual([
      { field: "patientName", columns: ["Client Name", "Patient Name"] },
    ]);
    const asked = await importText(
      "Start,Client Name,Patient Name,Service\n2026-03-05 10:00,Ada,Bo,SkinPen\n",
    );
    expect(asked).toMatchObject({ ok: false, reason: "ambiguous-columns" });
  });

  it("asks about a required heading that occurs twice", async () => {
    const asked = await importText(
      "Start,Client,Service,Service\n2026-03-05 10:00,Ada,SkinPen,Botox\n",
    );
    expect(asked).toMatchObject({ ok: false, reason: "ambiguous-columns" });
  });

  it("never takes an invoice, visit or patient number for a row's number", () => {
    for (const heading of ["Invoice No", "Transaction ID", "WUID", "Patient Number", "Client ID"]) {
      expect(
        recogniseColumns(["Start", "Client", "Service", heading]).mapping.sourceId,
      ).toBeUndefined();
    }
  });

  it("names a client list as such", async () => {
    const asked = await importText("Client Name,Mobile number,Email\nAda Rivera,5125550101,\n");
    expect(!asked.ok && asked.message).toMatch(/start \(date and time\), service.*client list/);
  });
});

describe("saved mappings", () => {
  const saved = ["Client Name", "Service", "Date", "Status"];
  it("are kept under the set of headings, whatever the order and case", () => {
    expect(headerSignature(["status", "DATE", "Service ", "Client Name"])).toBe(
      headerSignature(saved),
    );
    expect(headerSignature([...saved, "Room"])).not.toBe(headerSignature(saved));
  });
  it("show what changed in the header", () => {
    expect(compareHeader(saved, ["date", "status", "service", "client name"])).toEqual({
      same: true,
      added: [],
      removed: [],
    });
    expect(compareHeader(saved, ["Client Name", "Service", "Start", "Status"])).toEqual({
      same: false,
      added: ["Start"],
      removed: ["Date"],
    });
  });
});
