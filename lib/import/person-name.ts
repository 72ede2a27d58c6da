import { nameKey } from "@/lib/patients/search-terms";
import { cleanText } from "./clean-text";

export type PersonName = { full: string; given: string; family: string };

/**
 * A patient's name from one column or two. Both parts filled win; else the full name; else the part
 * there is. "Last, First" is turned round; "Jo Bell, RN" and "Al Dow, Jr." are not. Null when the
 * cells are empty or hold what a system writes for nobody.
 */
export function readPersonName(full: string, first: string, last: string): PersonName | null {
  const [whole, given, family] = [cleanText(full), cleanText(first), cleanText(last)];
  if (given !== "" && family !== "")
    return notNobody({ full: `${given} ${family}`, given, family });
  if (whole !== "") return notNobody(fromOneColumn(whole));
  if (given === "" && family === "") return null;
  return notNobody({ full: given || family, given, family });
}

function fromOneColumn(text: string): PersonName {
  const parts = text.split(",").map((part) => part.trim());
  const [family = "", given = "", suffix = ""] = parts;
  if (parts.length === 2 && family !== "" && given !== "" && !isSuffix(given, family)) {
    return { full: `${given} ${family}`, given, family };
  }
  if (
    parts.length === 3 &&
    family !== "" &&
    given !== "" &&
    isSuffix(suffix, text) &&
    !isSuffix(given, family)
  ) {
    return { full: `${given} ${family} ${suffix}`, given, family: `${family} ${suffix}` };
  }
  const name = parts.length === 2 && given === "" ? family : text;
  const space = name.indexOf(" ");
  if (space < 0) return { full: name, given: name, family: "" };
  return { full: name, given: name.slice(0, space), family: name.slice(space + 1) };
}

// "Ruiz, Do" is a given name; "Dana Ruiz, DO" has one already, so a licence follows.
function isSuffix(text: string, before: string): boolean {
  const word = text.toLowerCase().replaceAll(".", "");
  return GENERATIONS.has(word) || (LICENCES.has(word) && before.includes(" "));
}

function notNobody(name: PersonName): PersonName | null {
  return NOBODY.has(nameKey(name.full)) || !/[\p{L}\p{N}]/u.test(name.full) ? null : name;
}

const GENERATIONS: ReadonlySet<string> = new Set("jr sr ii iii iv esq".split(" "));
const LICENCES: ReadonlySet<string> = new Set(
  "rn lpn bsn msn np fnp aprn dnp crna pa pa-c md do phd dds dmd le lme ce lmt cma ma".split(" "),
);

const NOBODY: ReadonlySet<string> = new Set([
  "change client name",
  "walk in",
  "walkin",
  "walk in client",
  "walk in customer",
  "no name",
  "no client",
  "unknown",
  "unknown client",
  "n a",
  "na",
  "none",
  "null",
  "tbd",
  "client",
  "guest",
  "anonymous",
]);
