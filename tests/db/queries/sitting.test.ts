import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { assignFollowUps } from "@/db/mutations/assignments";
import { closeRecovery } from "@/db/mutations/closures";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listWorklist } from "@/db/queries/worklist";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import type { Answers } from "@/lib/triage/protocol";
import {
  type Cursor,
  EVERYBODY,
  encodeCursor,
  filterQuery,
  lateAmong,
  parseFilters,
  SHORT_LISTS,
  WORKLIST_ORDERS,
  type WorklistFilters,
} from "@/lib/worklist/filters";
import { GROUPS } from "@/lib/worklist/groups";
import { rowOf, type WorklistLine } from "@/lib/worklist/line";
import {
  at,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { ALL_CLEAR } from "@/tests/support/recovery-facts";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

/** Every page of a list read at `now`, each reached through the address of the one before. */
async function readAll(tx: Database, filters: WorklistFilters, now: Date) {
  const lines: WorklistLine[] = [];
  let after: Cursor | null = null;
  for (;;) {
    const list = await listWorklist(desk.aesthetician, { ...filters, after }, now, tx);
    lines.push(...list.lines);
    if (list.next === null) return { ...list, lines };
    const address = filterQuery({ ...filters, after: list.next });
    const parsed = parseFilters(Object.fromEntries(address));
    if (!parsed.ok) throw new Error(`No address: ${encodeCursor(list.next)}`);
    after = parsed.filters.after;
  }
}

const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };

const namesOf = ({ lines }: { lines: readonly WorklistLine[] }) => lines.map(({ name }) => name);

type Step =
  | { kind: "report"; who: number; answers: Answers }
  | { kind: "call"; who: number; outcome: "no_answer" | "left_voicemail" | "reached" }
  | { kind: "promise"; who: number; inMinutes: number }
  | { kind: "close"; who: number }
  | { kind: "newcomer"; urgent: boolean }
  | { kind: "job" };

const who = fc.integer({ min: 0, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("report" as const),
    who,
    answers: fc.constantFrom<Answers>(
      ALL_CLEAR,
      { redness: 1 },
      { pus: "yes" },
      { breathing: "yes" },
    ),
  }),
  fc.record({
    kind: fc.constant("call" as const),
    who,
    outcome: fc.constantFrom("no_answer", "left_voicemail", "reached"),
  }),
  fc.record({
    kind: fc.constant("promise" as const),
    who,
    inMinutes: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({ kind: fc.constant("close" as const), who }),
  fc.record({ kind: fc.constant("newcomer" as const), urgent: fc.boolean() }),
  fc.record({ kind: fc.constant("job" as const) }),
);

async function happen(tx: Database, what: Step, people: readonly Person[], now: Date, n: number) {
  if (what.kind === "job") return turnRecoveries(desk.job, now, tx);
  if (what.kind === "newcomer") {
    const hoursAgo = 1 - (now.getTime() - NOW.getTime()) / 3_600_000;
    const { patientId } = await treat(tx, desk, { name: `New ${n}`, hoursAgo }, now);
    if (what.urgent) await report(tx, desk, patientId, { pus: "yes" }, now);
    return undefined;
  }
  const { patientId, recoveryId } = people[what.who % people.length]!;
  switch (what.kind) {
    case "report":
      return report(tx, desk, patientId, what.answers, now);
    case "call":
      return what.outcome === "reached"
        ? call(tx, desk, reachedCallOf(patientId, { redness: 0 }), now)
        : call(tx, desk, callOf(patientId, { outcome: what.outcome }), now);
    case "promise": {
      const promisedAt = new Date(now.getTime() + what.inMinutes * 60_000);
      return call(
        tx,
        desk,
        callOf(patientId, { outcome: "reached_call_back_later", promisedAt }),
        now,
      );
    }
    case "close":
      return closeRecovery(
        desk.provider,
        {
          patientId,
          recoveryId,
          outcome: "healed",
          note: null,
          idempotencyKey: crypto.randomUUID(),
        },
        now,
        tx,
      );
  }
}

type Person = { patientId: string; recoveryId: string };

describe("a sitting", () => {
  it("keeps its order, groups and counts, whatever happens and however time goes on", async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 2, max: 400 }), { minLength: 2, maxLength: 6 }),
        fc.array(fc.tuple(step, fc.integer({ min: 1, max: 200 })), { maxLength: 8 }),
        fc.constantFrom(...WORKLIST_ORDERS.map(({ order }) => order)),
        async (hours, steps, order) => {
          await rolledBack(scratch.app, async (tx) => {
            const people: Person[] = [];
            for (const [n, hoursAgo] of hours.entries()) {
              people.push(await treat(tx, desk, { name: `Person ${n}`, hoursAgo }));
            }
            // The job may be late: some silences aren't written down when the sitting begins.
            if (hours[0]! % 2 === 0) await turnRecoveries(desk.job, NOW, tx);
            const filters = { ...EVERYBODY, order, sitting: NOW };
            const opened = await readAll(tx, filters, NOW);
            const placesOf = (lines: readonly WorklistLine[]) =>
              lines.map(({ patientId, group }) => ({ patientId, group }));
            let now = NOW;
            for (const [n, [what, minutes]] of steps.entries()) {
              now = new Date(now.getTime() + minutes * 60_000);
              await happen(tx, what, people, now, n);
              const later = await readAll(tx, filters, now);
              expect(placesOf(later.lines)).toEqual(placesOf(opened.lines));
              expect(later.counts).toEqual(opened.counts);
              expect(later.everybody).toBe(hours.length);
              // "7 of 6 done" is nothing that anybody can read.
              expect(later.done).toBe(
                later.lines.filter((line) => rowOf(line, now, CLINIC).done !== null).length,
              );
            }
            for (const { group } of GROUPS) {
              const inGroup = await readAll(tx, { ...filters, group }, now);
              expect(placesOf(inGroup.lines)).toEqual(
                placesOf(opened.lines).filter((line) => line.group === group),
              );
              expect(inGroup.counts[group]).toBe(inGroup.lines.length);
            }
            const fresh = await readAll(tx, { ...EVERYBODY, order }, now);
            if (namesOf(fresh).join() !== namesOf(opened).join()) moved++;
            // Who is new, or stands in a more pressing group than then, is announced; nobody else.
            const then = new Map(opened.lines.map(({ patientId, group }) => [patientId, group]));
            const place = (group: string | undefined) =>
              group === undefined ? 99 : GROUPS.findIndex((each) => each.group === group);
            const up = fresh.lines.filter(
              ({ patientId, group }) => place(group) < place(then.get(patientId)),
            );
            const later = await readAll(tx, filters, now);
            expect(later.news).toEqual({
              all: up.length,
              urgent: up.filter(({ group }) => place(group) <= place("urgent")).length,
            });
            expect(fresh.news).toEqual({ all: 0, urgent: 0 });
            // With one group on the screen, its link shows those who came up into it.
            for (const { group } of GROUPS) {
              const { news } = await readAll(tx, { ...filters, group }, now);
              expect(news.all).toBe(up.filter((line) => line.group === group).length);
            }
          });
        },
      ),
      { numRuns: 35 },
    );
    expect(moved).toBeGreaterThan(8);
  }, 180_000);

  it("shows in its rows what is true now", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 30 });
      const filters = { ...EVERYBODY, sitting: NOW };
      await report(tx, desk, patientId, { pus: "yes" }, at(1));
      const [line] = (await listWorklist(desk.provider, filters, at(1), tx)).lines;
      expect(line).toMatchObject({ group: "expected", level: "urgent", reportedAt: at(1) });
      expect(line!.reasons.map(({ code }) => code)).toEqual(["PUS"]);
    });
  });

  it("keeps somebody whose follow-up was closed meanwhile, as closed", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const person = await treat(tx, desk, { hoursAgo: 400 });
      await report(tx, desk, person.patientId, ALL_CLEAR);
      await happen(tx, { kind: "close", who: 0 }, [person], at(1), 0);
      const during = await listWorklist(
        desk.provider,
        { ...EVERYBODY, sitting: at(0, 1) },
        at(1),
        tx,
      );
      expect(during.lines).toMatchObject([{ patientId: person.patientId, closedAt: at(1) }]);
      expect((await listWorklist(desk.provider, EVERYBODY, at(1), tx)).lines).toEqual([]);
    });
  });

  it("isn't continued after a day, nor begun in the future", async () => {
    await rolledBack(scratch.app, async (tx) => {
      for (const [sitting, expected] of [
        [at(-24), NOW],
        [at(-24, 1), at(-24, 1)],
        [at(0, 1), NOW],
        [NOW, NOW],
        [null, NOW],
      ] as const) {
        const list = await listWorklist(desk.provider, { ...EVERYBODY, sitting }, NOW, tx);
        expect(list.sitting).toEqual(expected);
      }
    });
  });
});

describe("short lists", () => {
  it("are late: past the due time, neither snoozed nor healing as expected", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const late = await treat(tx, desk, { name: "Late", hoursAgo: 30 });
      await report(tx, desk, late.patientId, { pus: "yes" }, at(-2));
      const soon = await treat(tx, desk, { name: "Soon", hoursAgo: 30 });
      await report(tx, desk, soon.patientId, { pus: "yes" }, at(-1, 1));
      await treat(tx, desk, { name: "Expected", hoursAgo: 3 });
      const filters = { ...EVERYBODY, list: "late" as const };
      expect(namesOf(await readAll(tx, filters, NOW))).toEqual(["Late"]);
      expect(namesOf(await readAll(tx, filters, at(0, 2)))).toEqual(["Late", "Soon"]);
    });
  });

  it("are stalled: called once and then not for three days", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const stalled = await treat(tx, desk, { name: "Stalled", hoursAgo: 200 });
      const called = await treat(tx, desk, { name: "Called", hoursAgo: 200 });
      await treat(tx, desk, { name: "Never called", hoursAgo: 200 });
      await turnRecoveries(desk.job, at(-100), tx);
      await call(tx, desk, callOf(stalled.patientId), at(-72, -1));
      await call(tx, desk, callOf(called.patientId), at(-72));
      const filters = { ...EVERYBODY, list: "stalled" as const };
      expect(namesOf(await readAll(tx, filters, NOW))).toEqual(["Stalled"]);
      // Called within the sitting: stays in it, and is gone from the next.
      await call(tx, desk, callOf(stalled.patientId), at(1));
      expect(namesOf(await readAll(tx, { ...filters, sitting: NOW }, at(1)))).toEqual(["Stalled"]);
      expect(namesOf(await readAll(tx, filters, at(1)))).toEqual(["Called"]);
    });
  });

  it("count what they list, and say how many they hide", async () => {
    await rolledBack(scratch.app, async (tx) => {
      for (let n = 0; n < 60; n++) {
        const { patientId } = await treat(tx, desk, { name: `Pat ${n}`, hoursAgo: 60 + n });
        if (n % 3 === 0) await report(tx, desk, patientId, { pus: "yes" }, at(-n));
        if (n % 4 === 0) await call(tx, desk, callOf(patientId), at(-n));
        const mine = { patientIds: [patientId], assigneeId: desk.aesthetician.staffId };
        if (n % 5 === 0) await assignFollowUps(desk.manager, mine, at(-n), tx);
      }
      for (const { list } of [...SHORT_LISTS, { list: null }]) {
        for (const assigned of [null, "mine", "nobody"] as const) {
          const filters = { ...EVERYBODY, list, assigned };
          const all = await readAll(tx, filters, NOW);
          const late = await readAll(tx, lateAmong(filters), NOW);
          expect(all.late).toBe(late.lines.length);
          expect(all.late).toBeGreaterThan(0);
          const counted = Object.values(all.counts).reduce((sum, count) => sum + count);
          expect(counted).toBe(all.lines.length);
          expect(all.everybody).toBe(60);
        }
      }
    });
  });
});

describe("an order", () => {
  it.each(WORKLIST_ORDERS)("$order leads through every line once", async ({ order }) => {
    await rolledBack(scratch.app, async (tx) => {
      for (let n = 0; n < 120; n++) {
        const { patientId } = await treat(tx, desk, {
          name: `${"BACFED"[n % 6]} ${n}`,
          hoursAgo: 10 + (n % 50),
        });
        if (n % 5 === 0) await report(tx, desk, patientId, { pus: "yes" }, at(-(n % 7)));
      }
      for (const now of [NOW, at(20)]) {
        const { lines } = await readAll(tx, { ...EVERYBODY, order, sitting: now }, now);
        expect(new Set(lines.map(({ patientId }) => patientId)).size).toBe(120);
        const keys = lines.map((line) => {
          if (order === "hour") return line.treatedAt.toISOString();
          return order === "name" ? line.name.toLowerCase() : "";
        });
        expect(keys).toEqual(keys.toSorted());
      }
    });
  });
});
