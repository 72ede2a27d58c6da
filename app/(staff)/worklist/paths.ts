import { encodeCursor, type WorklistFilters } from "@/lib/worklist/filters";

/** The address of the list with these filters; `opens` leaves room for a patient's id at its end: whose call panel is open, or whose row the cursor is on. */
export function worklistPath(filters: WorklistFilters, opens?: "call" | "row"): string {
  const query = new URLSearchParams();
  if (filters.group) query.set("group", filters.group);
  if (filters.assigned) query.set("assigned", filters.assigned);
  if (filters.after) query.set("after", encodeCursor(filters.after));
  const text = query.toString();
  if (opens) return `/worklist?${text ? `${text}&` : ""}${opens}=`;
  return text ? `/worklist?${text}` : "/worklist";
}
