import { z } from "zod";
import { freeText } from "@/lib/forms/free-text";
import { filterQuery, parseFilters, type WorklistFilters } from "./filters";

/** A named set of filters. `query` is what stands in the address behind the question mark. */
export type View = { name: string; query: string };

/** Views that every clinic has. */
export const BUILT_IN_VIEWS: readonly View[] = [
  { name: "Overdue", query: "list=late" },
  { name: "Mine", query: "assigned=mine" },
  { name: "Silent 48 h", query: "group=awaiting" },
  { name: "Stalled", query: "list=stalled" },
];

/** How many views one person can keep: all of them stand in the navigation. */
export const MOST_VIEWS = 20;

/**
 * What of the filters a view keeps: groups, owner, list and order. Never a place in the list or an
 * instant, so no id of a patient; searching isn't a filter. Empty when nothing is filtered.
 */
export function viewQuery(filters: WorklistFilters): string {
  return filterQuery({ ...filters, sitting: null, after: null }).toString();
}

/** A view's text as it may be stored, written the one way; null when it isn't a set of filters. */
export function parseViewQuery(text: string): string | null {
  const sent = new URLSearchParams(text);
  const names = [...sent.keys()];
  if (new Set(names).size !== names.length) return null;
  const parsed = parseFilters(Object.fromEntries(sent));
  if (!parsed.ok) return null;
  const query = viewQuery(parsed.filters);
  return query === "" ? null : query;
}

/** A view's name: something to read in one line of the navigation. */
export const viewName = freeText(40)
  .refine((name) => name !== null, "Give the view a name")
  .transform((name) => (name ?? "").replaceAll(/\s+/g, " "))
  .refine(
    (name) => !BUILT_IN_VIEWS.some((view) => view.name.toLowerCase() === name.toLowerCase()),
    "There is a view of this name already",
  );

const text = z.string();

/** Fields of the form that saves a view: name, query, shared, and the id it gets. */
export const newViewForm = z.object({
  id: z.uuid(),
  name: text.pipe(viewName),
  query: text.max(400).transform((query, context) => {
    const kept = parseViewQuery(query);
    if (kept === null) context.addIssue({ code: "custom", message: "Choose a filter first" });
    return kept ?? z.NEVER;
  }),
  shared: text.optional().transform((value) => value === "yes"),
});

/** Fields of the form that renames a view, or shares it: with the version that was on the screen. */
export const changedViewForm = z.object({
  viewId: z.uuid(),
  name: text.pipe(viewName),
  shared: text.optional().transform((value) => value === "yes"),
  version: z.coerce.number().int().min(1),
});
