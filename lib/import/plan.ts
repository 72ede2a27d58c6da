import type { CountryCode } from "libphonenumber-js";
import { cleanText, foldText } from "./clean-text";
import { isTimeZone } from "./clinic-time";
import { type AmbiguousField, headingKey, recogniseColumns } from "./columns";
import { isPhoneRegion } from "./contact-text";
import type { DateOrder } from "./date-text";
import { FIELDS, type Field, type Mapping, missingFrom, REQUIRED_LABELS } from "./fields";
import type { CsvRecord, CsvTable } from "./read-file";
import { serviceKey } from "./service-name";
import { type StatusMeaning, statusKey } from "./status-word";
import type { BookingSystem } from "./systems";

/** How to read a table. Decided services and status words are spelled as any file spells them. */
export type ImportOptions = {
  /** The clinic's IANA time zone and two-letter country. */
  zone: string;
  region: string;
  now: Date;
  mapping?: Mapping;
  dateOrder?: DateOrder;
  statusWords?: Readonly<Record<string, StatusMeaning>>;
  serviceDecisions?: Readonly<Record<string, boolean>>;
};

/** What a person has to answer before the file can be read; `message` is one sentence. */
export type ImportQuestion = {
  ok: false;
  reason: "missing-columns" | "ambiguous-columns" | "date-order" | "bad-options";
  message: string;
};

/** Options checked against one table: each field's column, ready to read rows with. */
export type ImportPlan = {
  ok: true;
  header: readonly string[];
  system: BookingSystem | null;
  mapping: Mapping;
  unusedColumns: string[];
  region: CountryCode;
  options: ImportOptions;
  /** What was decided, by `statusKey` and `serviceKey`. */
  statusWords: ReadonlyMap<string, StatusMeaning>;
  serviceDecisions: ReadonlyMap<string, boolean>;
  has: (field: Field) => boolean;
  /** The cell of a field, cleaned; "" where the row or the column ends. */
  cell: (record: CsvRecord, field: Field) => string;
  /** Rows that hold no appointment: totals, repeated headings, a practitioner's name above a table. */
  furniture: (record: CsvRecord) => "total" | "heading" | "group" | null;
};

/** Fits options to a table, or says what is missing. A mapping given by a person replaces the guess. */
export function planImport(table: CsvTable, options: ImportOptions): ImportPlan | ImportQuestion {
  if (!isTimeZone(options.zone)) {
    return {
      ok: false,
      reason: "bad-options",
      message: `"${options.zone}" is not an IANA time zone.`,
    };
  }
  const { region } = options;
  if (!isPhoneRegion(region)) {
    return {
      ok: false,
      reason: "bad-options",
      message: `"${region}" is not a two-letter country code.`,
    };
  }
  const recognised = recogniseColumns(table.header);
  const mapping = options.mapping ?? recognised.mapping;
  const unknown = Object.values(mapping).filter((heading) => !table.header.includes(heading));
  const missing = missingFrom(mapping);
  if (missing.length > 0 || unknown.length > 0)
    return askForColumns(missing, unknown, recognised.system);
  const doubtful = options.mapping ? undefined : recognised.ambiguous.find(isRequiredField);
  if (doubtful) return askWhichColumn(doubtful);
  const used = new Set(Object.values(mapping));
  const indexes = new Map<Field, number>();
  for (const { field } of FIELDS) {
    const heading = mapping[field];
    if (heading !== undefined) indexes.set(field, table.header.indexOf(heading));
  }
  const cell = (record: CsvRecord, field: Field) => {
    const index = indexes.get(field);
    return index === undefined ? "" : cleanText(record.cells[index]);
  };
  const headings = table.header.map(headingKey);
  return {
    ok: true,
    header: table.header,
    system: recognised.system,
    mapping,
    unusedColumns: table.header.filter((heading) => heading !== "" && !used.has(heading)),
    region,
    options,
    statusWords: rekeyed(options.statusWords, statusKey),
    serviceDecisions: rekeyed(options.serviceDecisions, serviceKey),
    has: (field) => indexes.has(field),
    cell,
    furniture(record) {
      if (cell(record, "service") !== "" && !isHeading(record, headings)) return null;
      if (isHeading(record, headings)) return "heading";
      const filled = record.cells.filter((value) => value.trim() !== "");
      if (TOTALS.has(foldText(filled[0]))) return "total";
      const leading = record.cells.slice(0, 2).filter((value) => value.trim() !== "");
      const alone = record.cells[0] !== "" && filled.length === leading.length;
      const wide = headings.length >= 4 && !indexes.has("practitioner");
      const named = /\p{L}/u.test(filled[0] ?? "") && cell(record, "patientName") === "";
      return alone && wide && named ? "group" : null;
    },
  };
}

function rekeyed<Value>(
  decided: Readonly<Record<string, Value>> | undefined,
  key: (text: string) => string,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(decided ?? {}).map(([text, value]) => [key(text), value]));
}

function isHeading(record: CsvRecord, headings: string[]): boolean {
  return record.cells.every((value, index) => headingKey(value) === (headings[index] ?? ""));
}

function askForColumns(
  missing: ReturnType<typeof missingFrom>,
  unknown: string[],
  system: BookingSystem | null,
): ImportQuestion {
  if (missing.length === 0) {
    const names = unknown.map((heading) => `"${heading}"`).join(", ");
    return {
      ok: false,
      reason: "missing-columns",
      message: `The file has no column named ${names}.`,
    };
  }
  const names = missing.map((required) => REQUIRED_LABELS[required]).join(", ");
  return {
    ok: false,
    reason: "missing-columns",
    message: `Required columns are missing or not recognised: ${names}.${wrongReport(missing, system)}`,
  };
}

function wrongReport(missing: readonly string[], system: BookingSystem | null): string {
  if (system?.name === "Boulevard") {
    return " This Boulevard report holds numbers only; export one with client and service names.";
  }
  const named = system === null ? "" : ` It looks like an export of ${system.name}.`;
  if (
    !missing.includes("patientName") &&
    missing.includes("start") &&
    missing.includes("service")
  ) {
    return " It looks like a client list, not an appointment report.";
  }
  return named;
}

function isRequiredField(doubt: AmbiguousField): boolean {
  return REQUIRED_FIELDS.includes(doubt.field);
}

const REQUIRED_FIELDS: readonly Field[] = [
  "start",
  "date",
  "time",
  "patientName",
  "firstName",
  "lastName",
  "service",
];

function askWhichColumn({ field, columns }: AmbiguousField): ImportQuestion {
  const names = columns.map((column) => `"${column}"`).join(" or ");
  return {
    ok: false,
    reason: "ambiguous-columns",
    message: `More than one column could be the ${field === "service" ? "service" : "appointment's " + field}: ${names}.`,
  };
}

const TOTALS: ReadonlySet<string> = new Set([
  ..."all total totals subtotal sum totaux gesamt summe totale".split(" "),
  "grand total",
  "sub total",
  "report total",
  "totals:",
  "total:",
]);
