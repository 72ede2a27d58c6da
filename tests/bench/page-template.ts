import { weekdayAndTime } from "@/components/moment-text";
import type { WorklistRow } from "@/lib/worklist/row";

type Slot = { row: number; path: string[] };

/**
 * A page's HTML as a plain template over its rows, made of one answer of the page itself: each word
 * of a row that stands in the row's part of the HTML becomes a place to fill. The frame, and what
 * follows the rows, stay as they were sent.
 */
export function templateOf(
  html: string,
  rows: WorklistRow[],
): { fill(rows: WorklistRow[]): string; slots: number } {
  const parts: (string | Slot)[] = [];
  let done = 0;
  let slots = 0;
  for (const [row, shown] of rows.entries()) {
    const start = html.indexOf(`data-row="${shown.patientId}"`);
    const following = rows[row + 1];
    const end = following
      ? html.indexOf(`data-row="${following.patientId}"`)
      : html.indexOf("</tbody>", start);
    if (start < done || end < start)
      throw new Error("The page's rows aren't where they should be.");
    parts.push(html.slice(done, start));
    const cut = cutOut(html.slice(start, end), wordsOf(shown), row);
    slots += cut.filter((part) => typeof part !== "string").length;
    parts.push(...cut);
    done = end;
  }
  const tail = html.slice(done);
  return {
    slots,
    fill(fresh) {
      let text = "";
      for (const part of parts) {
        text += typeof part === "string" ? part : escaped(wordAt(fresh[part.row], part.path));
      }
      return text + tail;
    },
  };
}

/** Every word of a row with the way to it, the longest first. */
function wordsOf(row: WorklistRow): { word: string; path: string[] }[] {
  const words: { word: string; path: string[] }[] = [];
  const walk = (value: unknown, path: string[]) => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    } else if (typeof value === "string") {
      words.push({ word: escaped(value), path });
      if (path.at(-1) === "absolute") {
        words.push({ word: weekdayAndTime(value), path: [...path, "short"] });
      }
    }
  };
  walk(row, []);
  return words
    .filter(({ word }) => word.length > 4)
    .toSorted((a, b) => b.word.length - a.word.length);
}

function cutOut(html: string, words: ReturnType<typeof wordsOf>, row: number): (string | Slot)[] {
  let parts: (string | Slot)[] = [html];
  for (const { word, path } of words) {
    parts = parts.flatMap((part) => {
      if (typeof part !== "string") return [part];
      return part
        .split(word)
        .flatMap((piece, at): (string | Slot)[] => (at === 0 ? [piece] : [{ row, path }, piece]));
    });
  }
  return parts;
}

function wordAt(row: WorklistRow | undefined, path: string[]): string {
  let value: unknown = row;
  for (const key of path) {
    if (key === "short") return weekdayAndTime(String(value));
    if (typeof value !== "object" || value === null) return "";
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : "";
}

const MEANINGFUL = /[&<>"']/g;
const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

function escaped(text: string): string {
  return text.replace(MEANINGFUL, (character) => ENTITIES[character] ?? character);
}
