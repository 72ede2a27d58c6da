import { SHORT_LISTS, WORKLIST_ORDERS, type WorklistFilters } from "./filters";
import { GROUPS } from "./groups";

/** The filters in words: "Urgent + Late + Mine"; empty when everybody is let through. */
export function filterWords(filters: WorklistFilters): string {
  const group = GROUPS.find((each) => each.group === filters.group)?.label;
  const owner = { mine: "Mine", nobody: "Unassigned" }[filters.assigned ?? "mine"];
  const list = SHORT_LISTS.find((each) => each.list === filters.list)?.label;
  return [group, list, filters.assigned ? owner : null].filter(Boolean).join(" + ");
}

/** "Most urgent first" */
export function orderWords(filters: WorklistFilters): string {
  return WORKLIST_ORDERS.find((each) => each.order === filters.order)!.label;
}
