import { readFile } from "node:fs/promises";
import { Temporal } from "temporal-polyfill";

/** The day on which the sample exports were made; their newest treatments end just before it. */
const MADE_ON = Temporal.PlainDate.from("2026-11-16");

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/**
 * A sample export as if it had been made today: every date in it moved by the same number of days,
 * written as it was. The file's encoding and everything else stay.
 */
export async function shiftedExport(path: string, today: Temporal.PlainDate): Promise<Buffer> {
  const days = MADE_ON.until(today, { largestUnit: "days" }).days;
  const dayFirst = path.includes("pabau");
  const text = (await readFile(path)).toString("latin1");
  const moved = text
    .replaceAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g, (whole, year, month, day) =>
      shift(whole, days, +year, +month, +day, (date) => date.toString()),
    )
    .replaceAll(/\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g, (whole, first, second, year) => {
      const [day, month] = dayFirst ? [+first, +second] : [+second, +first];
      const full = year.length === 2 ? 2000 + +year : +year;
      return shift(whole, days, full, month, day, (date) => {
        const [a, b] = dayFirst ? [date.day, date.month] : [date.month, date.day];
        const wide = first.length === 2 && second.length === 2 && first.startsWith("0");
        const two = (part: number) => String(part).padStart(dayFirst || wide ? 2 : 1, "0");
        return `${two(a)}/${two(b)}/${year.length === 2 ? String(date.year).slice(2) : date.year}`;
      });
    })
    .replaceAll(/\b([A-Z][a-z]+) (\d{1,2}), (\d{4})\b/g, (whole, name, day, year) => {
      const month = MONTHS.indexOf(name) + 1;
      if (month === 0) return whole;
      return shift(
        whole,
        days,
        +year,
        month,
        +day,
        (date) => `${MONTHS[date.month - 1]} ${date.day}, ${date.year}`,
      );
    });
  return Buffer.from(moved, "latin1");
}

/** A date that doesn't exist stays as it stands: it is there to be refused. */
function shift(
  whole: string,
  days: number,
  year: number,
  month: number,
  day: number,
  write: (date: Temporal.PlainDate) => string,
): string {
  try {
    return write(
      Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).add({ days }),
    );
  } catch {
    return whole;
  }
}
