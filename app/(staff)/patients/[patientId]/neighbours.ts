import { listWorklist } from "@/db/queries/worklist";
import type { StaffActor } from "@/lib/actor";
import type { WorklistFilters } from "@/lib/worklist/filters";
import type { RecordPlace } from "./paths";

type Neighbour = RecordPlace & { name: string };

/** Who stands before and after somebody on the list, and where they stand: "2 of 18". */
export type Neighbours = {
  place: string | null;
  previous: Neighbour | null;
  next: Neighbour | null;
};

/** Reads them in the sitting and page that the record was opened from; null for somebody who isn't on it. */
export async function neighboursOf(
  actor: StaffActor,
  list: WorklistFilters,
  patientId: string,
  now: Date,
): Promise<Neighbours | null> {
  const page = await listWorklist(actor, list, now);
  const at = page.lines.findIndex((line) => line.patientId === patientId);
  if (at < 0) return null;
  const [before, after] = [page.lines[at - 1], page.lines[at + 1]];
  const counts = Object.entries(page.counts).map(([group, count]) =>
    list.group === null || list.group === group ? count : 0,
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    place: list.after === null ? `${at + 1} of ${total}` : null,
    previous: before ? { patientId: before.patientId, name: before.name, list } : null,
    next: after
      ? { patientId: after.patientId, name: after.name, list }
      : page.next && (await firstOf(actor, { ...list, after: page.next }, now)),
  };
}

async function firstOf(
  actor: StaffActor,
  list: WorklistFilters,
  now: Date,
): Promise<Neighbour | null> {
  const [first] = (await listWorklist(actor, list, now)).lines;
  return first ? { patientId: first.patientId, name: first.name, list } : null;
}
