import { DATE_ORDERS } from "./date-text";
import type { ImportDecisions } from "./decisions";
import { FIELDS, type Mapping } from "./fields";
import { STATUS_MEANINGS, type StatusMeaning } from "./status-word";

/** The columns and the date order that a form was sent with: `column.<field>`, `dateOrder`. */
export function readColumnsForm(form: FormData): ImportDecisions {
  const mapping: Mapping = {};
  for (const { field } of FIELDS) {
    const heading = form.get(`column.${field}`);
    if (isStorable(heading) && heading !== "") mapping[field] = heading;
  }
  const dateOrder = DATE_ORDERS.find((order) => order === form.get("dateOrder"));
  return dateOrder ? { mapping, dateOrder } : { mapping };
}

/** What each status word means, by key: `status.<key>`. */
export function readStatusForm(form: FormData): NonNullable<ImportDecisions["statusWords"]> {
  const words: [string, StatusMeaning][] = [];
  for (const [name, value] of form) {
    const meaning = STATUS_MEANINGS.find((each) => each === value);
    if (name.startsWith("status.") && isStorable(name) && meaning)
      words.push([name.slice(7), meaning]);
  }
  return Object.fromEntries(words);
}

/** Every service that was shown (`shown`), by key, and whether it was ticked (`service`). */
export function readServicesForm(form: FormData): NonNullable<ImportDecisions["serviceDecisions"]> {
  const ticked = new Set(form.getAll("service"));
  const shown = form.getAll("shown").filter(isStorable);
  return Object.fromEntries(shown.map((key) => [key, ticked.has(key)]));
}

/** No heading or service of a file that could be read holds anything else. */
function isStorable(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && !value.includes("\0");
}
