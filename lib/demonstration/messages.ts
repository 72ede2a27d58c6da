import { MINUTE } from "./desk-time";
import type { DemoPerson } from "./people";
import type { Plot } from "./plot";

/** For so many hours back the desk has written by itself. */
const SENT_FOR_HOURS = 96;

/** The desk's rounds of messages of the last days, the last one just now. */
export function sendLately(plot: Plot): void {
  const { time } = plot;
  for (let hours = SENT_FOR_HOURS; hours > 0; hours--) {
    plot.add({ kind: "send", at: time.ago(hours) });
  }
  plot.add({ kind: "send", at: time.now });
}

/** Somebody who couldn't be reached is asked to ring, so many hours ago. */
export function askedToRing(plot: Plot, person: DemoPerson, hoursAgo: number): void {
  const at = plot.time.ago(hoursAgo);
  plot.add({ kind: "write", at, person, by: "ana", template: "please_ring" });
}

/** Nothing that is written to somebody arrives. */
export function unreachedByText(plot: Plot, person: DemoPerson, from: Date): void {
  plot.add({ kind: "refuse", at: from, person });
}

/** Somebody writes a text, so many hours ago; with STOP nobody is asked about it. */
export function wrote(plot: Plot, person: DemoPerson, hoursAgo: number, body: string): void {
  const at = plot.time.ago(hoursAgo);
  plot.add({ kind: "text", at, person, body, asks: body === "STOP" ? body : null });
  // Whoever wrote is answered at once.
  plot.add({ kind: "send", at: new Date(at.getTime() + MINUTE) });
}
