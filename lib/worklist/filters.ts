import { z } from "zod";
import { GROUPS, type Group } from "./groups";

/** What the list can be sorted by; `priority` is the written order of the groups. */
export const WORKLIST_ORDERS = [
  { order: "priority", label: "Most urgent first" },
  { order: "due", label: "Due first" },
  { order: "hour", label: "Longest recovery first" },
  { order: "name", label: "By name" },
] as const;
export type WorklistOrder = (typeof WORKLIST_ORDERS)[number]["order"];

/** Lists that cut across the groups: past their due time; called once and then not for days. */
export const SHORT_LISTS = [
  { list: "late", label: "Late" },
  { list: "stalled", label: "Stalled" },
] as const;
export type ShortList = (typeof SHORT_LISTS)[number]["list"];

/** The place after which a page begins: the values of the order's columns, then the line's id. */
export type Cursor = { key: readonly string[]; id: string };

export type WorklistFilters = {
  group: Group | null;
  assigned: "mine" | "nobody" | null;
  list: ShortList | null;
  order: WorklistOrder;
  /** The instant at which this sitting began; null begins one now. */
  sitting: Date | null;
  after: Cursor | null;
};

/** Everybody, most urgent first, in a sitting that begins now. */
export const EVERYBODY: WorklistFilters = {
  group: null,
  assigned: null,
  list: null,
  order: "priority",
  sitting: null,
  after: null,
};

/** Whoever is late of those with the same owner: what "3 late" counts, and where it leads. */
export function lateAmong({ assigned }: Pick<WorklistFilters, "assigned">): WorklistFilters {
  return { ...EVERYBODY, assigned, list: "late" };
}

const GROUP_NAMES = GROUPS.map(({ group }) => group) as [Group, ...Group[]];
const ORDER_NAMES = WORKLIST_ORDERS.map(({ order }) => order);
const LIST_NAMES = SHORT_LISTS.map(({ list }) => list);

/** An instant that the database can compare: it knows no year 0. */
const instant = z.iso.datetime().refine((text) => !text.startsWith("0000"));
const place = (most: number) =>
  z.string().refine((text) => /^\d{1,2}$/.test(text) && Number(text) <= most);

/** What each order's cursor holds, in the order of its columns. */
const CURSOR_KEYS = {
  priority: z.tuple([place(99), place(2), instant, instant]),
  due: z.tuple([instant]),
  hour: z.tuple([instant]),
  // No name stands in an address: the database looks it up by the id.
  name: z.tuple([]),
} as const satisfies Record<WorklistOrder, z.ZodType>;

const parameters = z.object({
  group: z.enum(GROUP_NAMES).optional(),
  assigned: z.enum(["mine", "nobody"]).optional(),
  list: z.enum(LIST_NAMES).optional(),
  order: z.enum(ORDER_NAMES).default("priority"),
  at: instant.optional(),
  after: z.string().max(1000).optional(),
});

/** The filters a URL asks for; `ok: false` when it names a group, owner or page that doesn't exist. */
export function parseFilters(
  query: Record<string, string | string[] | undefined>,
): { ok: true; filters: WorklistFilters } | { ok: false } {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return { ok: false };
  const { group, assigned, list, order, at } = parsed.data;
  const after = parsed.data.after === undefined ? null : decodeCursor(parsed.data.after, order);
  if (parsed.data.after !== undefined && after === null) return { ok: false };
  return {
    ok: true,
    filters: {
      group: group ?? null,
      assigned: assigned ?? null,
      list: list ?? null,
      order,
      sitting: at === undefined ? null : new Date(at),
      after,
    },
  };
}

/** The filters as parameters of a URL, without those that are as usual. */
export function filterQuery(filters: WorklistFilters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.group) query.set("group", filters.group);
  if (filters.assigned) query.set("assigned", filters.assigned);
  if (filters.list) query.set("list", filters.list);
  if (filters.order !== "priority") query.set("order", filters.order);
  if (filters.sitting) query.set("at", filters.sitting.toISOString());
  if (filters.after) query.set("after", encodeCursor(filters.after));
  return query;
}

/** A cursor as it stands in a URL. It holds a row's place and id, nothing about health. */
export function encodeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([...key, id])).toString("base64url");
}

function decodeCursor(text: string, order: WorklistOrder): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(parts)) return null;
    const key = CURSOR_KEYS[order].safeParse(parts.slice(0, -1));
    const id = z.uuid().safeParse(parts.at(-1));
    return key.success && id.success ? { key: key.data, id: id.data } : null;
  } catch {
    return null;
  }
}
