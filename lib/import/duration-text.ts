import { plainText } from "./clean-text";

/**
 * Minutes a duration cell says: "60", "90 min", "1:30" (hours and minutes), "1h 10min", "PT1H30M".
 * A bare number is minutes unless the heading says hours. Null for nothing, zero, or over a day.
 */
export function readDuration(cell: string, heading = ""): number | null {
  const text = plainText(cell);
  const minutes = readMinutes(text, /hour|\(h\)|heures|horas|stunden/.test(plainText(heading)));
  return minutes !== null && minutes > 0 && minutes <= 24 * 60 ? Math.round(minutes) : null;
}

function readMinutes(text: string, inHours: boolean): number | null {
  const number = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text);
  if (number) {
    const value = Number(`${number[1]}.${number[2] ?? "0"}`);
    return inHours ? value * 60 : value;
  }
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?(?:h|hrs?|hours?))?$/.exec(text);
  if (clock) return Number(clock[2]) > 59 ? null : Number(clock[1]) * 60 + Number(clock[2]);
  const words =
    /^(?:pt)?(?:(\d{1,2})(?:[.,](\d{1,2}))?\s?(?:hours?|hrs?|h|heures?|horas?|std|stunden?|ore?)\.?,?)?\s?(?:(?:and|et|y|und)\s)?(?:(\d{1,4})\s?(?:minutes?|mins?|minuti|minutos?|minuten|m)?\.?)?$/.exec(
      text,
    );
  if (!words || (words[1] === undefined && words[3] === undefined)) return null;
  return Number(`${words[1] ?? "0"}.${words[2] ?? "0"}`) * 60 + Number(words[3] ?? "0");
}
