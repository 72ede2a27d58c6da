import { filterQuery, type WorklistFilters } from "@/lib/worklist/filters";

/**
 * The address of the list with these filters; `opens` leaves room for a patient's id at its end:
 * whose call panel is open, or whose row the cursor is on.
 */
export function worklistPath(filters: WorklistFilters, opens?: "call" | "row"): string {
  const text = filterQuery(filters).toString();
  if (opens) return `/worklist?${text ? `${text}&` : ""}${opens}=`;
  return text ? `/worklist?${text}` : "/worklist";
}
