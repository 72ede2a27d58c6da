import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import { cleanText } from "./clean-text";
import { countKnownHeadings } from "./columns";
import { recogniseForeignFile } from "./foreign-file";

/** What one upload may hold; a clinic's several years fit many times over. */
export const LIMITS = {
  bytes: 128 * 1024 * 1024,
  rows: 250_000,
  columns: 512,
  cell: 100_000,
} as const;

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/** One record below the header. `row` counts records that are not blank, `line` is the first physical line. */
export type CsvRecord = { row: number; line: number; cells: string[] };

export type CsvTable = {
  ok: true;
  encoding: Encoding;
  delimiter: Delimiter;
  headerLine: number;
  /** Lines above the header that are not blank: titles, ranges, a practitioner's name. */
  preamble: string[][];
  /** Headings, cleaned; one that occurs again is numbered: "Phone", "Phone (2)". */
  header: string[];
  rowCount: number;
  /** Reads the file from its start again on every call, one record at a time. */
  records: () => AsyncGenerator<CsvRecord>;
};

const FILE_REASONS = [
  "empty",
  "not-csv",
  "html",
  "spreadsheet",
  "binary",
  "broken-quote",
  "too-large",
] as const;
export type UnreadableFile = { ok: false; reason: (typeof FILE_REASONS)[number]; message: string };

/**
 * Recognises encoding, delimiter and header line of an export and checks that all of it can be read.
 * Memory stays at the size of the file plus one record. Never throws for what a file contains:
 * what can't be read comes back as a reason and one sentence for people, without file content.
 */
export async function readTable(
  source: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<CsvTable | UnreadableFile> {
  const bytes = await gather(source);
  if (bytes === null) return tooLarge(`The file is larger than ${LIMITS.bytes / 1024 / 1024} MB.`);
  const foreign = recogniseForeignFile(bytes);
  if (foreign !== null) return { ok: false, ...foreign };
  const { encoding, body } = recogniseEncoding(bytes);
  if (encoding !== "utf-16le" && encoding !== "utf-16be" && body.includes(0)) {
    return { ok: false, reason: "binary", message: "The file is not text: it holds zero bytes." };
  }
  const start = findHeader(body, encoding);
  if (start === null) {
    for (const text of decode(body, encoding)) {
      if (text.trim() !== "") return cutOff();
    }
    return { ok: false, reason: "empty", message: "The file is empty: it has no line with text." };
  }
  if (start.cells.length < 2) {
    return {
      ok: false,
      reason: "not-csv",
      message: "The file is not a table: no comma, semicolon, tab or bar separates columns.",
    };
  }
  if (start.cells.length > LIMITS.columns) {
    return tooLarge(`The file has more than ${LIMITS.columns} columns.`);
  }
  const table: CsvTable = {
    ok: true,
    encoding,
    delimiter: start.delimiter,
    headerLine: start.line,
    preamble: start.above,
    header: nameColumns(start.cells),
    rowCount: 0,
    records: () => recordsBelow(body, encoding, start.delimiter, start.line),
  };
  try {
    for await (const record of table.records()) {
      table.rowCount = record.row;
      if (record.row > LIMITS.rows) return tooLarge(`The file has more than ${LIMITS.rows} rows.`);
      const problem = checkCells(record);
      if (problem !== null) return tooLarge(problem);
    }
  } catch (error) {
    if (error instanceof CsvError) return explain(error);
    throw error;
  }
  return table;
}

async function gather(source: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  if (source instanceof Uint8Array) return source.byteLength > LIMITS.bytes ? null : source;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > LIMITS.bytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// A mark at the start decides; then every second byte zero; then strict UTF-8; else windows-1252,
// which any bytes can be.
function recogniseEncoding(bytes: Uint8Array): { encoding: Encoding; body: Uint8Array } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    const body = bytes.subarray(3);
    return { encoding: isUtf8(body) ? "utf-8" : "windows-1252", body };
  }
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", body: bytes.subarray(2) };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", body: bytes.subarray(2) };
  const head = bytes.subarray(0, 64);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd >= head.length / 4 && even === 0) return { encoding: "utf-16le", body: bytes };
  if (even >= head.length / 4 && odd === 0) return { encoding: "utf-16be", body: bytes };
  return { encoding: isUtf8(bytes) ? "utf-8" : "windows-1252", body: bytes };
}

type HeaderFound = { delimiter: Delimiter; line: number; cells: string[]; above: string[][] };

const SEARCHED_RECORDS = 25;
const SEARCHED_BYTES = 256 * 1024;

// The line with most known headings over all delimiters; without two known ones, the first of the
// widest lines, so that a person can still map an unknown export by hand.
function findHeader(body: Uint8Array, encoding: Encoding): HeaderFound | null {
  let best: (HeaderFound & { known: number }) | null = null;
  let widest: HeaderFound | null = null;
  for (const delimiter of DELIMITERS) {
    const above: string[][] = [];
    for (const { line, cells } of firstRecords(body, encoding, delimiter)) {
      const known = cells.length > 1 ? countKnownHeadings(cells) : 0;
      const found = { delimiter, line, cells, above: [...above] };
      if (known >= 2 && known > (best?.known ?? 0)) best = { ...found, known };
      const filled = cells.filter((cell) => cell.trim() !== "").length;
      const width = widest?.cells.filter((cell) => cell.trim() !== "").length ?? 0;
      if (filled > width) widest = found;
      above.push(cells);
    }
  }
  return best ?? widest;
}

// Collected as they are read: the sample may end inside a quoted cell, and what was read before
// that still counts.
function firstRecords(body: Uint8Array, encoding: Encoding, delimiter: Delimiter) {
  const found: CsvLine[] = [];
  const sample = [...decode(body.subarray(0, SEARCHED_BYTES), encoding)].join("");
  try {
    parseWhole(sample, {
      ...parserOptions(delimiter),
      to: SEARCHED_RECORDS * 4,
      on_record(cells: string[], { lines }) {
        if (!isBlank(cells)) found.push({ line: lines - countLineBreaks(cells), cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return found.slice(0, SEARCHED_RECORDS);
}

async function* recordsBelow(
  body: Uint8Array,
  encoding: Encoding,
  delimiter: Delimiter,
  headerLine: number,
): AsyncGenerator<CsvRecord> {
  let row = 0;
  for await (const { line, cells } of parseRecords(body, encoding, delimiter)) {
    if (line <= headerLine || isBlank(cells)) continue;
    row += 1;
    yield { row, line, cells };
  }
}

function parserOptions(delimiter: Delimiter) {
  return {
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    max_record_size: LIMITS.columns * 8192,
  };
}

type CsvLine = { line: number; cells: string[] };
type ParsedEntry = { record: string[]; info: { lines: number } };

async function* parseRecords(body: Uint8Array, encoding: Encoding, delimiter: Delimiter) {
  const parser = parse({ ...parserOptions(delimiter), info: true });
  const stream = Readable.from(decode(body, encoding));
  stream.on("error", (error) => parser.destroy(error));
  try {
    const entries: AsyncIterable<ParsedEntry> = stream.pipe(parser);
    let read = 0;
    for await (const { record, info } of entries) {
      read += 1;
      // A long file must not keep a server from answering others.
      if (read % 500 === 0) await setImmediate();
      yield { line: info.lines - countLineBreaks(record), cells: record };
    }
  } finally {
    stream.destroy();
    parser.destroy();
  }
}

// In pieces, with every kind of line end as "\n": so a physical line is one line in every file.
function* decode(body: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let held = "";
  for (let at = 0; at <= body.length; at += 65_536) {
    const last = at + 65_536 > body.length;
    let text = held + decoder.decode(body.subarray(at, at + 65_536), { stream: !last });
    held = "";
    if (!last && text.endsWith("\r")) {
      held = "\r";
      text = text.slice(0, -1);
    }
    if (text !== "") yield text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }
}

function countLineBreaks(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count += 1;
  }
  return count;
}

function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell === "" || cell.trim() === "");
}

function nameColumns(cells: string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const name = cleanText(cell);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 || name === "" ? name : `${name} (${times})`;
  });
}

function checkCells(record: CsvRecord): string | null {
  if (record.cells.length > LIMITS.columns) {
    return `Line ${record.line} has more than ${LIMITS.columns} columns.`;
  }
  if (record.cells.some((cell) => cell.length > LIMITS.cell)) {
    return `Line ${record.line} has a cell of more than ${LIMITS.cell} characters.`;
  }
  return null;
}

function explain(error: CsvError): UnreadableFile {
  return error.code === "CSV_MAX_RECORD_SIZE"
    ? tooLarge("The file has a row that is far too long.")
    : cutOff();
}

function cutOff(): UnreadableFile {
  return {
    ok: false,
    reason: "broken-quote",
    message: "The file ends inside a quoted cell: it seems cut off. Export it again.",
  };
}

function tooLarge(message: string): UnreadableFile {
  return { ok: false, reason: "too-large", message };
}
