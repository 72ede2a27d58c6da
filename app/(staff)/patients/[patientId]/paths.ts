import { filterQuery, parseFilters, type WorklistFilters } from "@/lib/worklist/filters";

/** The list that a record was opened from, as the address carries it; null for one opened otherwise. */
export function listPlace(from: unknown): WorklistFilters | null {
  if (typeof from !== "string" || from.length > 2000) return null;
  const parsed = parseFilters(Object.fromEntries(new URLSearchParams(from)));
  return parsed.ok ? parsed.filters : null;
}

export type RecordPlace = {
  patientId: string;
  recovery?: string | null;
  /** The list that leads on from here. */
  list?: WorklistFilters | null;
  /** What was just saved, and when: no two saves lead to the same address, or a form would stay as it was. */
  saved?: { what: string; at: Date };
};

/** The address of a record, keeping the list that it was opened from. */
export function recordPath({ patientId, recovery, list, saved }: RecordPlace): string {
  const query = new URLSearchParams();
  if (recovery) query.set("recovery", recovery);
  if (list) query.set("from", filterQuery(list).toString());
  if (saved) {
    query.set("saved", saved.what);
    query.set("n", saved.at.getTime().toString(36));
  }
  const text = query.toString();
  return text ? `/patients/${patientId}?${text}` : `/patients/${patientId}`;
}
