import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTreatments } from "@/lib/import/parse";
import { LIMITS, readTable } from "@/lib/import/read-file";

const text = (value: string) => new TextEncoder().encode(value);
const HEADER = "Client Name,Date,Start Time,Service,Status";
const OPTIONS = { zone: "America/Chicago", region: "US", now: new Date("2026-11-16T18:00:00Z") };

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(value: string): Promise<number[]> {
  const table = await readTable(text(value));
  if (!table.ok) throw new Error(table.message);
  const lines: number[] = [];
  for await (const record of table.records()) lines.push(record.line);
  return lines;
}

describe("refusing what is not a table of text", () => {
  it.each([
    ["no bytes", new Uint8Array(), "empty"],
    ["blank lines", text("\n \n\r\n"), "empty"],
    ["one column", text("hello\nworld\n"), "not-csv"],
    ["a web page", text(`\n<!DOCTYPE html><table><tr><td>${HEADER}</td></tr></table>`), "html"],
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0), "spreadsheet"],
    ["an old workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), "spreadsheet"],
    ["a PDF", text("%PDF-1.7\n"), "binary"],
    ["zero bytes in text", text(`${HEADER}\nAda\u0000,2026-03-05,10:00,SkinPen,Done\n`), "binary"],
    [
      "a file cut off inside quotes",
      text(`${HEADER}\n"Ada,2026-03-05,10:00\nSkinPen`),
      "broken-quote",
    ],
    ["a cell of a megabyte", text(`${HEADER}\n${"x".repeat(1_000_000)},,,,\n`), "too-large"],
    [
      "a quoted cell of a megabyte",
      text(`${HEADER}\n"${"x\n".repeat(500_000)}",,,,\n`),
      "too-large",
    ],
    ["a row without end", text(`${HEADER}\n"${"x".repeat(9_000_000)}`), "too-large"],
    ["5000 columns", text(`${HEADER}${",x".repeat(5000)}\n`), "too-large"],
    ["5000 cells in a row", text(`${HEADER}\nAda${",x".repeat(5000)}\n`), "too-large"],
  ])("%s", async (_what, bytes, reason) => {
    const table = await readTable(bytes);
    expect(table).toMatchObject({ ok: false, reason });
    expect(!table.ok && table.message).toMatch(/^[A-Z].*\.$/);
  });

  it("stops reading a stream at the size limit", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield new Uint8Array(1024 * 1024).fill(0x61);
      }
    }
    expect(await readTable(endless())).toMatchObject({ ok: false, reason: "too-large" });
    expect(sent).toBe(LIMITS.bytes / 1024 / 1024 + 1);
  });

  it("refuses more rows than the limit", async () => {
    const rows = "a,b,c\n".repeat(LIMITS.rows + 1);
    expect(await readTable(text(`${HEADER}\n${rows}`))).toMatchObject({ reason: "too-large" });
  }, 60_000);
});

const utf16 = (value: string) => Uint8Array.from(Buffer.from(value, "utf16le"));

const swapped = (bytes: Uint8Array) => bytes.map((_, at) => bytes[at ^ 1] ?? 0);

describe("recognising encoding, delimiter and header", () => {
  const body = `${HEADER}\nZoé Müller,2026-03-05,10:00,SkinPen,Done\n`;
  it.each([
    ["utf-8", text(body), "utf-8"],
    ["utf-8 with a mark", text(`\ufeff${body}`), "utf-8"],
    ["windows-1252", Uint8Array.from(Buffer.from(body, "latin1")), "windows-1252"],
    ["utf-16le with a mark", utf16(`\ufeff${body}`), "utf-16le"],
    ["utf-16le", utf16(body), "utf-16le"],
    ["utf-16be with a mark", swapped(utf16(`\ufeff${body}`)), "utf-16be"],
  ])("%s", async (_what, bytes, encoding) => {
    const table = await readTable(bytes);
    if (!table.ok) throw new Error(table.message);
    expect(table.encoding).toBe(encoding);
    expect(table.header).toEqual(HEADER.split(","));
    const names: (string | undefined)[] = [];
    for await (const record of table.records()) names.push(record.cells[0]);
    expect(names).toEqual(["Zoé Müller"]);
  });

  it.each([",", ";", "\t", "|"])("delimiter %j, below a title and a range", async (delimiter) => {
    const rows = [HEADER, "Ada,2026-03-05,10:00,SkinPen,Done"].map((row) =>
      row.replaceAll(",", delimiter),
    );
    const table = await readTable(
      text(`My Clinic, Inc.\nFrom 1/1/2026; to 2/2/2026\n\n${rows.join("\n")}\n`),
    );
    expect(table).toMatchObject({ delimiter, headerLine: 4, rowCount: 1 });
  });

  it("keeps empty cells of a tab-separated row in place", async () => {
    const table = await readTable(
      text("Client Name\tPhone\tDate\tService\nAda\t\t2026-03-05\tSkinPen\n"),
    );
    if (!table.ok) throw new Error(table.message);
    for await (const record of table.records()) {
      expect(record.cells).toEqual(["Ada", "", "2026-03-05", "SkinPen"]);
    }
  });

  it("numbers headings that occur twice", async () => {
    const table = await readTable(text("Client Name,Service,Date,Phone,Phone\n"));
    expect(table).toMatchObject({
      header: ["Client Name", "Service", "Date", "Phone", "Phone (2)"],
      rowCount: 0,
    });
  });
});

describe("records and lines", () => {
  it.each([
    ["\\n", "\n"],
    ["\\r\\n", "\r\n"],
    ["\\r", "\r"],
  ])("counts records, not lines, with %s", async (_what, end) => {
    const rows = [
      HEADER,
      `"Ada${end}Rivera",a,b,c,d`,
      "",
      ",,,,",
      `Bo,"x${end}${end}y",b,c,d`,
      "Cy,,,,",
    ];
    expect(await linesOf(rows.join(end))).toEqual([2, 6, 9]);
  });

  it("counts line breaks at both ends of a quoted cell", async () => {
    expect(await linesOf(`${HEADER}\n"\nAda\n",a,b,c,"d\n"\nBo,,,,\n`)).toEqual([2, 6]);
  });

  it("reads stray quotes and spaces around quotes as text", async () => {
    const table = await readTable(text(`${HEADER}\nAda 5" Rivera,"a,b" , "c",d,e\n`));
    if (!table.ok) throw new Error(table.message);
    for await (const record of table.records()) {
      expect(record.cells).toEqual(['Ada 5" Rivera', "a,b", "c", "d", "e"]);
    }
  });

  it("gives the same records however the bytes arrive", async () => {
    const value = `${HEADER}\r\n${'"Zoé\r\nX",2026-03-05,10:00,SkinPen,Done\r\n'.repeat(4000)}`;
    const whole = await readTable(text(value));
    const pieces = await readTable(inPieces(text(value), 977));
    if (!whole.ok || !pieces.ok) throw new Error("unreadable");
    const read = async (table: typeof whole) => {
      const found: unknown[] = [];
      for await (const record of table.records()) found.push(record);
      return found;
    };
    expect(await read(pieces)).toEqual(await read(whole));
    expect(whole.rowCount).toBe(4000);
    expect((await linesOf(value)).at(-1)).toBe(2 + 3999 * 2);
  });
});

describe("whatever the bytes", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      ..."Ada Rivera|Rivera, Ada|2026-03-05|3/14/26|14/3/2026|99/99/9999|10:00|25:61|SkinPen".split(
        "|",
      ),
      ..."Microneedling|Completed|Cancelled|DNA|Blue|=SUM(1+1)|@x|All|('|\\+44|######".split("|"),
      '"',
      "\n",
      "",
      "\u0000",
      "\ud800",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const table = fc
    .array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 })
    .map((rows) => text([HEADER, ...rows.map((row) => row.join(","))].join("\n")));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), table, table);

  it("never throws, and the counts add up to the rows read", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (input) => {
        const read = await readTable(input);
        if (!read.ok) {
          expect(read.message).not.toBe("");
          return;
        }
        const preview = await parseTreatments(read, OPTIONS);
        if (!preview.ok) {
          expect(preview.message).not.toBe("");
          return;
        }
        const { rowsRead, accepted, skipped, rejected } = preview.counts;
        const others = [...Object.values(skipped), ...Object.values(rejected)];
        expect(others.reduce((sum, count) => sum + count, accepted)).toBe(rowsRead);
        expect(rowsRead).toBe(read.rowCount);
        expect(preview.rows.map((row) => row.row)).toEqual(
          preview.rows.map((_, index) => index + 1),
        );
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
