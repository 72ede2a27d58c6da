/** Milliseconds in an hour. */
export const HOUR = 3_600_000;

/** An hour as staff read it: "61 h", "48 h 12 min", "just after 48 h"; down to whole minutes. */
export function hourWords(hour: number): string {
  const sign = hour < 0 ? "−" : "";
  const milliseconds = Math.round(Math.abs(hour) * HOUR);
  const whole = Math.floor(milliseconds / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / 60_000);
  if (minutes > 0) return `${sign}${whole} h ${minutes} min`;
  return milliseconds % HOUR > 0 && whole > 0
    ? `just after ${sign}${whole} h`
    : `${sign}${whole} h`;
}

/** The instant as a Date, or the fallback where it is no instant that a Date can hold. */
export function dateOr(milliseconds: number, fallback: Date): Date {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? fallback : date;
}
