import { z } from "zod";
import { GROUPS, type Group } from "./groups";

/** The place in the written order after which a page begins. Instants in ISO 8601. */
export type Cursor = { rank: number; promise: number; since: string; treated: string; id: string };

export type WorklistFilters = {
  group: Group | null;
  assigned: "mine" | "nobody" | null;
  after: Cursor | null;
};

const GROUP_NAMES = GROUPS.map(({ group }) => group) as [Group, ...Group[]];

/** An instant that the database can compare: it knows no year 0. */
const instant = z.iso.datetime().refine((text) => !text.startsWith("0000"));

const cursor = z.object({
  rank: z.number().int().min(0).max(99),
  promise: z.number().int().min(0).max(1),
  since: instant,
  treated: instant,
  id: z.uuid(),
});

const parameters = z.object({
  group: z.enum(GROUP_NAMES).optional(),
  assigned: z.enum(["mine", "nobody"]).optional(),
  after: z.string().max(400).optional(),
});

/** The filters a URL asks for; `ok: false` when it names a group, owner or page that doesn't exist. */
export function parseFilters(
  query: Record<string, string | string[] | undefined>,
): { ok: true; filters: WorklistFilters } | { ok: false } {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return { ok: false };
  const after = parsed.data.after === undefined ? null : decodeCursor(parsed.data.after);
  if (parsed.data.after !== undefined && after === null) return { ok: false };
  return {
    ok: true,
    filters: { group: parsed.data.group ?? null, assigned: parsed.data.assigned ?? null, after },
  };
}

/** A cursor as it stands in a URL. It holds a row's place and id, nothing about health. */
export function encodeCursor(place: Cursor): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function decodeCursor(text: string): Cursor | null {
  try {
    const parsed = cursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
