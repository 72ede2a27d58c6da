import { headingTiers } from "./aliases";
import { cleanText } from "./clean-text";
import { FIELDS, type Field, type Mapping, missingFrom, type Required } from "./fields";
import { OTHER_HEADINGS } from "./other-headings";
import { type BookingSystem, SYSTEMS } from "./systems";

/** Two or more columns of the file claim one field with equal right; a person chooses. */
export type AmbiguousField = { field: Field; columns: string[] };

export type RecognisedColumns = {
  mapping: Mapping;
  system: BookingSystem | null;
  missing: Required[];
  ambiguous: AmbiguousField[];
  unused: string[];
};

/** A heading for comparing: NFC, lower case, one space, dots and underscores as spaces. */
export function headingKey(heading: string): string {
  return cleanText(heading)
    .toLowerCase()
    .replace(/[_.]+/g, " ")
    .replace(/[:*]+$/, "")
    .replace(/\s+/g, " ")
    .replace(/\s+\)/g, ")")
    .trim();
}

/**
 * Guesses what each column is, from headings alone: first the system whose signature is there, then
 * whole-heading aliases, best tier first; never "contains". `missing` and `ambiguous` are to be asked.
 */
export function recogniseColumns(header: readonly string[]): RecognisedColumns {
  const keys = header.map(headingKey);
  const system =
    SYSTEMS.find((known) => known.signature.every((key) => keys.includes(key))) ?? null;
  const mapping: Mapping = {};
  const ambiguous: AmbiguousField[] = [];
  const taken = new Set<number>();
  keys.forEach((key, index) => {
    if (system?.never?.includes(key)) taken.add(index);
  });
  const claim = (field: Field, indexes: number[]) => {
    const [first] = indexes;
    if (first === undefined) return false;
    mapping[field] = header[first] ?? "";
    for (const index of indexes) taken.add(index);
    if (indexes.length > 1) {
      ambiguous.push({ field, columns: indexes.map((index) => header[index] ?? "") });
    }
    return true;
  };
  for (const { field } of FIELDS) {
    const own = system?.columns[field];
    if (own !== undefined) claim(field, columnsNamed(keys, [own], taken));
  }
  for (const { field } of FIELDS) {
    if (mapping[field] !== undefined) continue;
    for (const tier of TIERS.get(field) ?? []) {
      if (claim(field, columnsNamed(keys, tier, taken))) break;
    }
  }
  settle(mapping);
  const used = new Set(Object.values(mapping));
  return {
    mapping,
    system,
    missing: missingFrom(mapping),
    ambiguous,
    unused: header.filter((heading) => heading !== "" && !used.has(heading)),
  };
}

/** How many different fields and known headings a line names; the header line has the most. */
export function countKnownHeadings(cells: readonly string[]): number {
  const found = new Set<string>();
  for (const cell of cells) {
    if (cell.length > 60) continue;
    const key = headingKey(cell);
    if (KNOWN.has(key)) found.add(key);
  }
  return found.size;
}

/** The key a saved mapping is kept under: the headings as a set, whatever their order. */
export function headerSignature(header: readonly string[]): string {
  return JSON.stringify(
    [...new Set(header.map(headingKey).filter((key) => key !== ""))].toSorted(),
  );
}

/** What changed since a mapping was saved; `same` only when neither list has anything. */
export function compareHeader(
  saved: readonly string[],
  header: readonly string[],
): { same: boolean; added: string[]; removed: string[] } {
  const before = new Set(saved.map(headingKey));
  const after = new Set(header.map(headingKey));
  const added = header.filter((heading) => heading !== "" && !before.has(headingKey(heading)));
  const removed = saved.filter((heading) => heading !== "" && !after.has(headingKey(heading)));
  return { same: added.length === 0 && removed.length === 0, added, removed };
}

function columnsNamed(
  keys: string[],
  names: readonly string[],
  taken: ReadonlySet<number>,
): number[] {
  const found: number[] = [];
  keys.forEach((key, index) => {
    if (!taken.has(index) && names.includes(baseHeading(key))) found.push(index);
  });
  return found;
}

// readTable numbers a heading that occurs twice; both still claim the field.
function baseHeading(key: string): string {
  return key.replace(/ \(\d\)$/, "");
}

// A "Start Time" without any date column holds the date too; one lone "Nom" is the whole name.
function settle(mapping: Mapping): void {
  if (!mapping.start && !mapping.date && mapping.time) {
    mapping.start = mapping.time;
    delete mapping.time;
  }
  if (mapping.patientName) return;
  if (mapping.lastName && !mapping.firstName && headingKey(mapping.lastName) === "nom") {
    mapping.patientName = mapping.lastName;
    delete mapping.lastName;
  }
  if (
    mapping.firstName &&
    !mapping.lastName &&
    LONE_NAMES.includes(headingKey(mapping.firstName))
  ) {
    mapping.patientName = mapping.firstName;
    delete mapping.firstName;
  }
}

const LONE_NAMES: readonly string[] = ["nombre", "nome"];

const TIERS: ReadonlyMap<Field, string[][]> = new Map(
  FIELDS.map(({ field }) => [field, headingTiers(field).map((tier) => tier.map(headingKey))]),
);

const KNOWN: ReadonlySet<string> = new Set([
  ...[...TIERS.values()].flat(2),
  ...OTHER_HEADINGS.map(headingKey),
  ...SYSTEMS.flatMap((system) => [...system.signature, ...Object.values(system.columns)]),
]);
