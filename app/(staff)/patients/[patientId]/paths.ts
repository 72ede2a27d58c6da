import { uuidOrNull } from "@/lib/forms/uuid";
import { filterQuery, parseFilters, type WorklistFilters } from "@/lib/worklist/filters";
import { type Parameters, withMore } from "../../worklist/paths";

/** The list that a record was opened from, as the address carries it; null for one opened otherwise. */
export function listPlace(from: unknown): WorklistFilters | null {
  if (typeof from !== "string" || from === "" || from.length > 2000) return null;
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

/** The page of one photo, at the hours of one recovery. `from`: the list that leads on, as its query. */
export function photoPath({
  patientId,
  photoId,
  recovery,
  from,
}: {
  patientId: string;
  photoId: string;
  recovery: string | null;
  from: string;
}): string {
  const more: [string, string][] = [];
  if (recovery) more.push(["recovery", recovery]);
  if (from) more.push(["from", from]);
  return withMore(`/patients/${patientId}/photos/${photoId}`, more);
}

/**
 * The record that an action was bound to, as an address of ours that still leads back to its list, with
 * parameters added. Null for anything else.
 */
export function recordAddress(back: unknown, more: Parameters): string | null {
  if (typeof back !== "string" || !back.startsWith("/patients/")) return null;
  const [path = "", query = ""] = back.split("?", 2);
  const patientId = uuidOrNull(path.slice("/patients/".length));
  if (patientId === null) return null;
  const asked = new URLSearchParams(query);
  const place = { recovery: uuidOrNull(asked.get("recovery")), list: listPlace(asked.get("from")) };
  return withMore(recordPath({ patientId, ...place }), more);
}
