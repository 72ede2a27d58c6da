import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "import-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

function check(content: string | null, ...options: string[]) {
  const path = join(folder, "export.csv");
  if (content !== null) writeFileSync(path, content);
  const zone = ["--zone", "America/Chicago", "--region", "US", "--now", "2026-11-16T18:00:00Z"];
  return spawnSync(
    "node_modules/.bin/tsx",
    [
      "scripts/import-check.ts",
      content === null ? join(folder, "none.csv") : path,
      ...zone,
      ...options,
    ],
    { encoding: "utf8" },
  );
}

const HEADER = "Client Name,Mobile,Date,Start Time,Duration,Service,Status";

describe("the import:check command", { timeout: 60_000 }, () => {
  it("prints counts, treatments, skipped and rejected rows", () => {
    const run = check(
      [
        HEADER,
        '"Rivera, Ada",5125550101,3/25/2026,10:00 AM,60,SkinPen,Completed',
        "Bo Lind,,3/26/2026,10:00 AM,60,Botox,Completed",
        "Bo Lind,,3/32/2026,10:00 AM,60,SkinPen,Completed",
      ].join("\n"),
    );
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({
      counts: {
        rows_read: 3,
        accepted: 1,
        skipped: { "not-microneedling": 1 },
        rejected: { "bad-date": 1 },
        distinct_patients: 1,
      },
      treatments: [
        {
          row: 1,
          line: 2,
          patient_name: "Ada Rivera",
          phone_e164: "+15125550101",
          email: null,
          start_utc: "2026-03-25T15:00:00Z",
          start_local: "2026-03-25T10:00",
          end_utc: "2026-03-25T16:00:00Z",
          service: "SkinPen",
          practitioner: null,
          source_id: null,
        },
      ],
      skipped: [{ row: 2, line: 3, reason: "not-microneedling" }],
      rejected: [
        {
          row: 3,
          line: 4,
          reason: "bad-date",
          problem: "This is not a date and time that exists.",
          cell: { column: "Date", value: "3/32/2026" },
        },
      ],
    });
  });

  const open = `${HEADER}\nAda,,3/4/2026,10:00 AM,60,SkinPen,Completed\n`;
  it.each<[string, string | null, RegExp]>([
    ["a missing file", null, /does not exist/],
    ["an empty file", "", /empty/],
    ["a web page", "<html><table></table></html>", /HTML/],
    ["missing columns", "Client Name,Mobile,Date\nAda,,3/4/2026\n", /missing.*service/],
    ["an order that nothing proves", open, /--date-order/],
  ])("refuses %s with exit code 2 and one sentence", (_what, content, sentence) => {
    const run = check(content);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(sentence);
    expect(run.stderr.trim().split("\n")).toHaveLength(1);
    expect(run.stderr).not.toContain("Ada");
  });

  it("takes the order and columns from a person", () => {
    const run = check(
      open.replace("Service", "Was"),
      "--date-order",
      "DMY",
      "--column",
      "service=Was",
    );
    expect(JSON.parse(run.stdout)).toMatchObject({
      treatments: [{ start_local: "2026-04-03T10:00" }],
    });
  });
});
