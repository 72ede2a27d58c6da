import { compareHeader, headingKey } from "./columns";
import type { ImportDecisions } from "./decisions";
import { FIELDS, type Mapping } from "./fields";

/** How a clinic read a file before: its headings and what was decided. */
export type SavedMapping = { header: readonly string[]; decisions: ImportDecisions };

/** Saved decisions with the columns as this file spells them; the headings are the same set. */
export function fitDecisions(
  { mapping, ...others }: ImportDecisions,
  header: readonly string[],
): ImportDecisions {
  if (mapping === undefined) return others;
  const fitted: Mapping = {};
  for (const { field } of FIELDS) {
    const saved = mapping[field];
    const heading = saved && header.find((each) => headingKey(each) === headingKey(saved));
    if (heading) fitted[field] = heading;
  }
  return { ...others, mapping: fitted };
}

/**
 * What changed since the most similar file, when more than half of the headings are the same.
 * Such a file is shown beside the difference, never read as the old one was.
 */
export function changesSince(
  saved: readonly SavedMapping[],
  header: readonly string[],
): { added: string[]; removed: string[] } | null {
  let nearest: { added: string[]; removed: string[] } | null = null;
  for (const each of saved) {
    const { same, added, removed } = compareHeader(each.header, header);
    const shared = header.length - added.length;
    if (same || shared * 2 <= Math.max(header.length, each.header.length)) continue;
    const changes = added.length + removed.length;
    if (nearest === null || changes < nearest.added.length + nearest.removed.length) {
      nearest = { added, removed };
    }
  }
  return nearest;
}
