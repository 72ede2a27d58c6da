import { sortedIds } from "./ratio";
import type { Report } from "./report";
import type { Study } from "./study";

/** Calls and reviews by who did them, on which day of the clinic: what was done, never how well. */
export function work({ contacts, reviews, local }: Study): Report["work"] {
  const done = [
    ...contacts.flatMap(({ call, reached }) => {
      const of = { day: dayOf(call.by, local(call.startedAt).date), id: call.id };
      return [
        ...(call.direction === "outbound" ? [{ ...of, kind: "attempts" as const }] : []),
        ...(reached ? [{ ...of, kind: "reached" as const }] : []),
      ];
    }),
    ...reviews.map(({ id, at, by }) => {
      return { day: dayOf(by, local(at).date), id, kind: "reviews" as const };
    }),
  ];
  const days = Map.groupBy(done, ({ day }) => day);
  return Object.fromEntries(
    [...days.keys()].toSorted().map((day) => {
      const ids = (kind: (typeof done)[number]["kind"]) =>
        sortedIds(days.get(day)!.flatMap((each) => (each.kind === kind ? [each.id] : [])));
      return [day, { attempts: ids("attempts"), reached: ids("reached"), reviews: ids("reviews") }];
    }),
  );
}

function dayOf(by: string, date: string): string {
  return `${by}|${date}`;
}
