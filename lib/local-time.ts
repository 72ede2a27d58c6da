import { Temporal } from "temporal-polyfill";

/** What a form's local date and time means in a zone. On the night of a clock change it may be two instants, or none. */
export type LocalTime =
  | { kind: "once"; at: Date }
  | { kind: "twice"; earlier: Date; later: Date }
  | { kind: "skipped" }
  | { kind: "unreadable" };

/** Reads "2026-11-24T09:10" as the wall clock of an IANA zone. Seconds may follow; anything else is unreadable. */
export function readLocalTime(text: string, zone: string): LocalTime {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return { kind: "unreadable" };
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    return { kind: "unreadable" };
  }
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  if (!earlier!.toPlainDateTime().equals(wall)) return { kind: "skipped" };
  const at = new Date(earlier!.epochMilliseconds);
  if (earlier!.epochMilliseconds === later!.epochMilliseconds) return { kind: "once", at };
  return { kind: "twice", earlier: at, later: new Date(later!.epochMilliseconds) };
}

/** "1:30 AM CDT": a clock time with the name of the time that was kept then, which tells the two apart. */
export function clockWithZone(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toLocaleString("en-US", { hour: "numeric", minute: "2-digit", timeZoneName: "short" })
    .replaceAll("\u202f", " ");
}
