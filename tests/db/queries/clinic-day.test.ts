import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findHandOver } from "@/db/queries/hand-over";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listWorklist } from "@/db/queries/worklist";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { dayOf, startOfDay } from "@/lib/dates";
import { EVERYBODY } from "@/lib/worklist/filters";
import { rowOf } from "@/lib/worklist/line";
import { call, callOf, type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const HOUR = 3_600_000;
const around = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds);

/** Somebody silent for half a day at `now` who was called then, and is to be called again at `next`. */
async function called(tx: Database, name: string, now: Date, next: Date): Promise<string> {
  const hoursAgo = (NOW.getTime() - now.getTime()) / HOUR + 60;
  const { patientId } = await treat(tx, desk, { name, hoursAgo });
  const nextContact = { dueAt: next, reason: "They asked for it" };
  await call(tx, desk, callOf(patientId, { nextContact }), now);
  return patientId;
}

it.each([
  ["America/Chicago", "2026-11-24"],
  ["a day of 23 hours: America/Chicago", "2027-03-14"],
  ["a day of 25 hours: America/Chicago", "2026-11-01"],
  ["midnight comes twice: Atlantic/Azores", "2026-10-25"],
  ["midnight comes twice: America/Havana", "2026-11-01"],
  ["no midnight at all: America/Havana", "2027-03-14"],
  ["far from London: Pacific/Auckland", "2026-11-24"],
  ["half an hour askew: Asia/Kolkata", "2026-11-24"],
])(
  "the list, its rows, the hand-over and the sheet begin and end one day, %s, %s",
  async (about, day) => {
    await rolledBack(scratch.owner, async (tx) => {
      const timeZone = about.split(": ").at(-1)!;
      await tx.execute(sql`select set_config('app.clinic_id', ${desk.clinicId}, true)`);
      await tx.execute(sql`update clinics set time_zone = ${timeZone} where id = ${desk.clinicId}`);
      const clinic = { openingHours: NINE_TO_FIVE, holidays: [], timeZone };
      // Late in the morning it is the same day under every rule about midnight.
      const { from, until } = dayOf(new Date(`${day}T11:00:00${offsetOf(timeZone)}`), timeZone);
      const yesterday = await called(tx, "Yesterday", around(from, -1), around(until, -1));
      const today = await called(tx, "Today", from, until);

      for (const now of [around(from, HOUR / 2), around(until, -1)]) {
        const list = await listWorklist(desk.manager, EVERYBODY, now, tx);
        expect(list).toMatchObject({ done: 1, dueToday: 1, nextDueAt: until });
        const done = list.lines.filter((line) => rowOf(line, now, clinic).done !== null);
        expect(done.map(({ patientId }) => patientId)).toEqual([today]);
        const sheet = await listPrintSheet(desk.manager, { filters: EVERYBODY, clinic }, now, tx);
        expect(sheet.map(({ line }) => line.patientId)).toEqual([yesterday]);
        const times = { since: from, promisedUntil: until, today: startOfDay(now, timeZone) };
        const { calls } = await findHandOver(desk.manager, times, now, tx);
        expect(calls).toEqual([{ outcome: "no_answer", count: 1 }]);
      }
      const tomorrow = await listWorklist(desk.manager, EVERYBODY, until, tx);
      expect(tomorrow).toMatchObject({ done: 0, dueToday: 2 });
    });
  },
);

/** "+13:00", far enough from any change of the clocks for a late morning. */
function offsetOf(zone: string): string {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(NOW)
    .find(({ type }) => type === "timeZoneName")!.value;
  return name.replace("GMT", "") || "+00:00";
}
