/** A time of day, 24 hours. */
export type ClockTime = { hour: number; minute: number; second: number };

/** One time or a span of two, from text that `plainText` has prepared; null if it is neither. */
export function readTimes(text: string): { time: ClockTime; endTime: ClockTime | null } | null {
  const single = readTime(text);
  if (single !== null) return { time: single, endTime: null };
  const span = /^(\d.*?)\s*(?:-|–|—|\bto\b|\bbis\b|\btot\b|→)\s*(\d.*)$/.exec(text);
  if (span === null) return null;
  const [, from = "", to = ""] = span;
  const endTime = readTime(to);
  if (endTime === null) return null;
  const time = readTime(from) ?? inheritMeridiem(from, to, endTime);
  const bothPlain = inheritMeridiem(from, to, endTime);
  const start = bothPlain ?? time;
  return start === null ? null : { time: start, endTime };
}

/** "2:30 PM", "14:30", "14h30", "9am", "09:00:00", "2.30 p.m."; null for anything else or impossible. */
export function readTime(text: string): ClockTime | null {
  const match =
    /^(\d{1,2})(?:(?:[:.]|\s?h\s?)(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?:\s?(?:uhr|h))?|(\s?h|\s?uhr))?\s*(a\.?\s?m\.?|p\.?\s?m\.?|a|p)?$/.exec(
      text,
    );
  if (match === null) return null;
  const [, hours = "", minutes, seconds = "0", wholeHour, half] = match;
  if (minutes === undefined && wholeHour === undefined && half === undefined) return null;
  const [hour, minute, second] = [Number(hours), Number(minutes ?? "0"), Number(seconds)];
  if (minute > 59 || second > 59) return null;
  if (half === undefined) return hour > 23 ? null : { hour, minute, second };
  if (hour > 12 || (hour === 0 && half.startsWith("p"))) return null;
  return { hour: (hour % 12) + (half.startsWith("p") ? 12 : 0), minute, second };
}

// "9:00 - 10:00 AM": the first half follows the second unless that would put it after the end.
function inheritMeridiem(from: string, to: string, end: ClockTime): ClockTime | null {
  const half = /[ap](?:\.?\s?m\.?)?$/.exec(to)?.[0];
  if (half === undefined || /[a-z]/.test(from)) return null;
  const same = readTime(`${from.trim()} ${half}`);
  if (same !== null && minutesOf(same) <= minutesOf(end)) return same;
  return readTime(`${from.trim()} am`);
}

/** Minutes since midnight. */
function minutesOf(time: ClockTime): number {
  return time.hour * 60 + time.minute;
}
