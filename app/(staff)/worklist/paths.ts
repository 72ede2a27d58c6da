import { filterQuery, parseFilters, type WorklistFilters } from "@/lib/worklist/filters";
import { packIds } from "@/lib/worklist/selection";

/** What can be open over the list, by the address. */
export const LIST_DIALOGS = ["assign", "snooze", "more", "views"] as const;
export type ListDialog = (typeof LIST_DIALOGS)[number];

/**
 * The address of the list with these filters; `opens` leaves room for a patient's id at its end:
 * whose call panel or dialog is open, or whose row the cursor is on.
 */
export function worklistPath(
  filters: WorklistFilters,
  opens?: "call" | "row" | Exclude<ListDialog, "views">,
): string {
  const text = filterQuery(filters).toString();
  const start = `/worklist?${text ? `${text}&` : ""}`;
  if (opens === "call" || opens === "row") return `${start}${opens}=`;
  if (opens) return `${start}open=${opens}&who=`;
  return text ? `/worklist?${text}` : "/worklist";
}

/** The address of the list with its views open. */
export function viewsPath(filters: WorklistFilters): string {
  return withMore(worklistPath(filters), [["open", "views"]]);
}

/** The address of the list with these patients selected. */
export function selectionPath(filters: WorklistFilters, patientIds: readonly string[]): string {
  return withMore(worklistPath(filters), [["selected", packIds(patientIds)]]);
}

/**
 * The list that an action was bound to, as an address of ours: whatever else was bound leads to the
 * whole list. `more` are parameters to add.
 */
export function listAddress(back: unknown, more: Parameters): string {
  const start = "/worklist?";
  const query = typeof back === "string" && back.startsWith(start) ? back.slice(start.length) : "";
  const parsed = parseFilters(Object.fromEntries(new URLSearchParams(query)));
  return withMore(parsed.ok ? worklistPath(parsed.filters) : "/worklist", more);
}

export type Parameters = readonly [string, string][];

/** An address of ours with parameters added. */
export function withMore(path: string, more: Parameters): string {
  const added = new URLSearchParams([...more]).toString();
  if (added === "") return path;
  return `${path}${path.includes("?") ? "&" : "?"}${added}`;
}

/** The day's sheet with the same filters: all of it, as it stands when it is printed. */
export function printPath(filters: WorklistFilters): string {
  const text = filterQuery({ ...filters, sitting: null, after: null }).toString();
  return text ? `/worklist/print?${text}` : "/worklist/print";
}
