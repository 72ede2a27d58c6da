import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toClinicWall } from "@/lib/import/clinic-time";
import type { ImportRow } from "@/lib/import/judge-row";
import { type ImportPreview, parseTreatments } from "@/lib/import/parse";
import { readTable } from "@/lib/import/read-file";

const instants = z.array(z.string()).optional();
const expectation = z.object({
  clinic: z.object({ time_zone: z.string(), default_phone_region: z.string() }),
  as_of: z.string(),
  file_facts: z.object({ encoding: z.string(), delimiter: z.string(), header_line: z.number() }),
  counts: z.object({
    rows_read: z.number().nullish(),
    rows_read_any_of: z.array(z.number()).optional(),
    accepted: z.number(),
    skipped: z.record(z.string(), z.number()),
    rejected: z.record(z.string(), z.number()),
    distinct_patients: z.number(),
  }),
  patients: z.array(
    z.object({ name: z.string(), phone_e164: z.string().nullable(), email: z.string().nullable() }),
  ),
  treatments: z.array(
    z.object({
      row: z.number(),
      line: z.number(),
      patient_name: z.string(),
      phone_e164: z.string().nullable(),
      email: z.string().nullable(),
      start_utc: z.string().nullable(),
      start_utc_any_of: instants,
      start_local: z.string(),
      end_utc: z.string().nullable(),
      end_utc_any_of: instants,
      service: z.string(),
      practitioner: z.string().nullable(),
      source_id: z.string().nullable(),
    }),
  ),
  skipped: z.array(
    z.object({
      row: z.number(),
      line: z.number(),
      reason: z.string(),
      also_ok: z.array(z.string()).default([]),
      duplicate_of_row: z.number().optional(),
    }),
  ),
  rejected: z.array(
    z.object({
      row: z.number(),
      line: z.number(),
      reason: z.string(),
      also_ok: z.array(z.string()).default([]),
    }),
  ),
});

const folder = new URL("../../imports/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".csv"))
  .map((file) => file.replace(/\.csv$/, ""));

async function readSample(name: string) {
  const expected = expectation.parse(
    JSON.parse(readFileSync(new URL(`${name}.expect.json`, folder), "utf8")),
  );
  const table = await readTable(readFileSync(new URL(`${name}.csv`, folder)));
  if (!table.ok) throw new Error(table.message);
  const preview = await parseTreatments(table, {
    zone: expected.clinic.time_zone,
    region: expected.clinic.default_phone_region,
    now: new Date(expected.as_of),
  });
  if (!preview.ok) throw new Error(preview.message);
  return { expected, table, preview };
}

function rowNumbered(preview: ImportPreview, row: number): ImportRow {
  const found = preview.rows.find((judged) => judged.row === row);
  if (found === undefined) throw new Error(`no row ${row}`);
  return found;
}

const fold = (text: string | null) => text?.toLowerCase().replace(/\s+/g, " ").trim() ?? null;
const utc = (at: Date | null) => at?.toISOString().replace(".000Z", "Z") ?? null;

describe.each(names)("sample %s", (name) => {
  it("is read with the right encoding, delimiter and header line", async () => {
    const { expected, table } = await readSample(name);
    const encoding = expected.file_facts.encoding === "cp1252" ? "windows-1252" : "utf-8";
    expect(table.encoding).toBe(encoding);
    expect(table.delimiter).toBe(expected.file_facts.delimiter);
    expect(table.headerLine).toBe(expected.file_facts.header_line);
  });

  it("gives every expected treatment", async () => {
    const { expected, preview } = await readSample(name);
    for (const wanted of expected.treatments) {
      const judged = rowNumbered(preview, wanted.row);
      if (judged.verdict !== "accept") throw new Error(`row ${wanted.row}: ${judged.reason}`);
      const { treatment } = judged;
      expect(wanted.start_utc_any_of ?? [wanted.start_utc]).toContain(utc(treatment.startAt));
      expect(wanted.end_utc_any_of ?? [wanted.end_utc]).toContain(utc(treatment.endAt));
      expect({
        line: judged.line,
        name: fold(treatment.patientName),
        phone: treatment.phoneE164,
        email: fold(treatment.email),
        local: toClinicWall(treatment.startAt, expected.clinic.time_zone),
        service: treatment.serviceName,
        practitioner: treatment.practitioner,
        sourceId: treatment.sourceId,
      }).toEqual({
        line: wanted.line,
        name: fold(wanted.patient_name),
        phone: wanted.phone_e164,
        email: fold(wanted.email),
        local: wanted.start_local,
        service: wanted.service,
        practitioner: wanted.practitioner,
        sourceId: wanted.source_id,
      });
    }
  });

  it("leaves out every other row for an expected reason", async () => {
    const { expected, preview } = await readSample(name);
    for (const wanted of [...expected.skipped, ...expected.rejected]) {
      const judged = rowNumbered(preview, wanted.row);
      const reason = judged.verdict === "accept" ? "accept" : judged.reason;
      expect([wanted.reason, ...wanted.also_ok]).toContain(reason);
      expect(judged.line).toBe(wanted.line);
    }
    for (const wanted of expected.skipped) {
      const judged = rowNumbered(preview, wanted.row);
      if (judged.verdict !== "skip") throw new Error(`row ${wanted.row} is not skipped`);
      expect(judged.duplicateOfRow).toBe(wanted.duplicate_of_row);
    }
    for (const wanted of expected.rejected) {
      expect(rowNumbered(preview, wanted.row).verdict).toBe("reject");
    }
  });

  it("counts as expected", async () => {
    const { expected, preview } = await readSample(name);
    const { counts } = expected;
    expect(counts.rows_read_any_of ?? [counts.rows_read]).toContain(preview.counts.rowsRead);
    expect(preview.counts.accepted).toBe(counts.accepted);
    expect(preview.counts.skipped).toEqual(counts.skipped);
    expect(preview.counts.rejected).toEqual(counts.rejected);
    expect(preview.counts.distinctPatients).toBe(counts.distinct_patients);
    const people = new Set(
      preview.rows.flatMap((row) =>
        row.verdict === "accept" ? [fold(row.treatment.patientName)] : [],
      ),
    );
    expect(people).toEqual(new Set(expected.patients.map((patient) => fold(patient.name))));
  });
});
