import { HOUR, MINUTE } from "./desk-time";
import type { DemoPerson } from "./people";
import type { Plot } from "./plot";

/** For so many hours back the desk has written by itself. */
const SENT_FOR_HOURS = 96;

/** The desk's rounds of messages of the last days, the last one just now. */
export function sendLately({ add, time }: Plot): void {
  for (let hours = SENT_FOR_HOURS; hours > 0; hours--) add({ kind: "send", at: time.ago(hours) });
  add({ kind: "send", at: time.now });
}

/** Somebody who couldn't be reached is asked to ring, so many hours ago. */
export function askedToRing({ add, time }: Plot, person: DemoPerson, hoursAgo: number): void {
  add({ kind: "write", at: time.ago(hoursAgo), person, by: "ana", template: "please_ring" });
}

/** Nothing that is written to somebody arrives. */
export function unreachedByText({ add }: Plot, person: DemoPerson, from: Date): void {
  add({ kind: "refuse", at: from, person });
}

/** Somebody writes a text, so many hours ago; with STOP nobody is asked about it. */
export function wrote({ add, time }: Plot, person: DemoPerson, hoursAgo: number, body: string) {
  const asks = body === "STOP" ? body : null;
  add({ kind: "text", at: time.ago(hoursAgo), person, body, asks });
  // Whoever wrote is answered at once.
  add({ kind: "send", at: new Date(time.now.getTime() - hoursAgo * HOUR + MINUTE) });
}
