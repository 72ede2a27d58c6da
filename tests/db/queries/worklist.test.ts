import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listWorklist } from "@/db/queries/worklist";
import { type Actor, NotPermitted } from "@/lib/actor";
import { OUTCOME_CODES } from "@/lib/calls/outcomes";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import type { Answers } from "@/lib/triage/protocol";
import { type Cursor, EVERYBODY, encodeCursor, parseFilters } from "@/lib/worklist/filters";
import { GROUPS, type Group, groupRank } from "@/lib/worklist/groups";
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
  treatAgain,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { ALL_CLEAR } from "@/tests/support/recovery-facts";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

/** Every page of the list, as links lead through them. */
async function readAll(tx: Database, actor: Actor, group: Group | null, now: Date) {
  const lines: WorklistLine[] = [];
  let after: Cursor | null = null;
  let pages = 0;
  for (;;) {
    const list = await listWorklist(actor, { ...EVERYBODY, group, after }, now, tx);
    lines.push(...list.lines);
    pages++;
    if (list.next === null) return { lines, counts: list.counts, pages };
    // The place goes through the address, as it does on screen.
    const parsed = parseFilters({ after: encodeCursor(list.next) });
    if (!parsed.ok) throw new Error("The list made a link that it can't read.");
    after = parsed.filters.after;
  }
}

type Stored = {
  patient_id: string;
  id: string;
  list_rank: number;
  promise_rank: number;
  reason_since: Date;
  treated_at: Date;
};

/** The open lines in the order of the product's words: group, promise, oldest reason, highest hour, id. */
async function storedOrder(tx: Database): Promise<string[]> {
  const { rows } = await tx.execute<Stored>(
    sql`select * from follow_ups where clinic_id = ${desk.clinicId} and closed_at is null`,
  );
  const place = (row: Stored) => [
    row.list_rank,
    row.promise_rank,
    new Date(row.reason_since).getTime(),
    new Date(row.treated_at).getTime(),
  ];
  return rows
    .toSorted((a, b) => {
      const other = place(b);
      const difference = place(a)
        .map((value, n) => value - other[n]!)
        .find((each) => each !== 0);
      return difference ?? (a.id < b.id ? -1 : 1);
    })
    .map(({ patient_id: patientId }) => patientId);
}

type Person = {
  treatedHoursAgo: number;
  neckHoursAgo: number | null;
  phone: boolean;
  consent: boolean;
  dayOnly: boolean;
  steps: ({ hoursAgo: number } & (
    | { kind: "report"; answers: Answers }
    | { kind: "call"; outcome: (typeof OUTCOME_CODES)[number]; promisedIn: number }
  ))[];
};

const answers = fc.constantFrom<Answers>(
  ALL_CLEAR,
  { redness: 1 },
  { redness: 0, swelling: 0, heat: 0 },
  { swelling: 2 },
  { pus: "unsure" },
  { breathing: "yes" },
  { tightness: 3 },
);
const hoursAgo = fc.integer({ min: 0, max: 120 });
const person: fc.Arbitrary<Person> = fc.record({
  treatedHoursAgo: fc.integer({ min: 1, max: 120 }),
  neckHoursAgo: fc.option(fc.integer({ min: 1, max: 120 })),
  phone: fc.boolean(),
  consent: fc.boolean(),
  dayOnly: fc.boolean(),
  steps: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("report" as const), hoursAgo, answers }),
      fc.record({
        kind: fc.constant("call" as const),
        hoursAgo,
        outcome: fc.constantFrom(...OUTCOME_CODES),
        promisedIn: fc.integer({ min: 1, max: 60 }),
      }),
    ),
    { maxLength: 3 },
  ),
});

/** Lets a person's story happen, each step at its hour; a step before the treatment is left out. */
async function live(tx: Database, story: Person, name: string): Promise<string> {
  const hours = story.treatedHoursAgo;
  const { patientId } = await treat(tx, desk, {
    name,
    hoursAgo: hours,
    phones: story.phone ? ["+13125550101"] : [],
    consent: story.consent,
    endedAtSource: story.dayOnly ? "day_only" : "recorded",
  });
  const neck = story.neckHoursAgo === null ? null : Math.min(story.neckHoursAgo, hours);
  if (neck !== null) await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: neck });
  const from = neck ?? hours;
  const steps = story.steps.filter((step) => step.hoursAgo < from);
  for (const step of steps.toSorted((a, b) => b.hoursAgo - a.hoursAgo)) {
    const now = at(-step.hoursAgo);
    if (step.kind === "report") await report(tx, desk, patientId, step.answers, now);
    else if (step.outcome === "reached") {
      await call(tx, desk, reachedCallOf(patientId, { redness: 1 }), now);
    } else {
      const promisedAt =
        step.outcome === "reached_call_back_later" ? at(step.promisedIn - step.hoursAgo) : null;
      await call(tx, desk, callOf(patientId, { outcome: step.outcome, promisedAt }), now);
    }
  }
  return patientId;
}

/** What staff read of a line's place and of what to do next. */
function seen(line: WorklistLine, now: Date) {
  const clinic = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
  const { patientId, group, level, nextAction, due } = rowOf(line, now, clinic);
  return { patientId, group, level, nextAction, due: due?.absolute };
}

describe("any clinic", () => {
  it("lists everybody with an open recovery once, in one group, at every instant", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 80 }),
        async (people, hoursLater) => {
          await rolledBack(scratch.app, async (tx) => {
            const patients: string[] = [];
            for (const [n, story] of people.entries()) {
              patients.push(await live(tx, story, `Person ${n}`));
            }
            for (const now of [NOW, at(hoursLater, 1)]) {
              const { lines, counts } = await readAll(tx, desk.aesthetician, null, now);
              expect(lines.map(({ patientId }) => patientId).toSorted()).toEqual(
                patients.toSorted(),
              );
              for (const { group } of GROUPS) {
                const inGroup = await readAll(tx, desk.aesthetician, group, now);
                const expected = lines.filter((line) => line.group === group);
                expect(inGroup.lines).toEqual(expected);
                expect(counts[group]).toBe(expected.length);
              }
              const ranks = lines.map(({ group }) => groupRank(group));
              expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
            }
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it("is listed, before the job has come, as the job then writes it down", async () => {
    const ways = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 80 }),
        async (people, hoursLater) => {
          await rolledBack(scratch.app, async (tx) => {
            for (const [n, story] of people.entries()) await live(tx, story, `Person ${n}`);
            const now = at(hoursLater, 1);
            const foreseen = await readAll(tx, desk.aesthetician, null, now);
            const turned = await turnRecoveries(desk.job, now, tx);
            const written = await readAll(tx, desk.aesthetician, null, now);
            expect(written.lines.map((line) => seen(line, now))).toEqual(
              foreseen.lines.map((line) => seen(line, now)),
            );
            expect(written.counts).toEqual(foreseen.counts);
            expect(await turnRecoveries(desk.job, now, tx)).toBe(0);
            expect(written.lines.map(({ patientId }) => patientId)).toEqual(await storedOrder(tx));
            if (turned > 0) for (const line of written.lines) ways.add(line.group);
          });
        },
      ),
      {
        numRuns: 25,
        examples: [
          [
            [
              {
                treatedHoursAgo: 49,
                neckHoursAgo: 5,
                phone: false,
                consent: false,
                dayOnly: false,
                steps: [
                  { kind: "call", hoursAgo: 0, outcome: "reached_call_back_later", promisedIn: 1 },
                ],
              },
              {
                treatedHoursAgo: 1,
                neckHoursAgo: null,
                phone: false,
                consent: false,
                dayOnly: false,
                steps: [],
              },
            ],
            43,
          ],
        ],
      },
    );
    expect([...ways]).toEqual(expect.arrayContaining(["awaiting", "data_problem"]));
  });
});

describe("pages", () => {
  it("lead through every line once, in the written order, also past lines that time has moved", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const reports: Answers[] = [{ pus: "yes" }, { swelling: 2 }, { redness: 1 }];
      for (let n = 0; n < 130; n++) {
        const { patientId } = await treat(tx, desk, { name: `Pat ${n}`, hoursAgo: 10 + (n % 37) });
        const answer = reports[n % 5];
        if (answer) await report(tx, desk, patientId, answer, at(-(n % 7)));
      }
      for (const now of [NOW, at(20), at(60)]) {
        const { lines, pages, counts } = await readAll(tx, desk.manager, null, now);
        expect(pages).toBe(3);
        expect(new Set(lines.map(({ patientId }) => patientId)).size).toBe(130);
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(130);
        if (now === NOW) {
          expect(lines.map(({ patientId }) => patientId)).toEqual(await storedOrder(tx));
        }
        const ranks = lines.map(({ group }) => groupRank(group));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }
    });
  });
});

describe("the list", () => {
  it("is of one's own clinic alone", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await treat(tx, elsewhere, { name: "Elsewhere" });
      const { patientId } = await treat(tx, desk);
      const list = await listWorklist(desk.aesthetician, EVERYBODY, NOW, tx);
      expect(list.lines.map((line) => line.patientId)).toEqual([patientId]);
      expect(list.everybody).toBe(1);
    });
  });

  it("keeps the time of a promise that lies before the limit of a silence just begun", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 47 });
      const outcome = "reached_call_back_later" as const;
      await call(tx, desk, callOf(patientId, { outcome, promisedAt: at(5) }));
      const now = at(2);
      const foreseen = (await listWorklist(desk.aesthetician, EVERYBODY, now, tx)).lines[0]!;
      expect(seen(foreseen, now)).toMatchObject({
        group: "awaiting",
        due: "Tue 24 Nov 2026, 3:00 PM",
      });
      await turnRecoveries(desk.job, now, tx);
      const written = (await listWorklist(desk.aesthetician, EVERYBODY, now, tx)).lines[0]!;
      expect(seen(written, now)).toEqual(seen(foreseen, now));
    });
  });

  it("puts an overdue promise before an older reason of its group", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const older = await treat(tx, desk, { name: "Older", hoursAgo: 40 });
      const promised = await treat(tx, desk, { name: "Promised", hoursAgo: 30 });
      await report(tx, desk, older.patientId, { pus: "yes" }, at(-20));
      await report(tx, desk, promised.patientId, { pus: "yes" }, at(-10));
      const outcome = "reached_call_back_later" as const;
      const promise = callOf(promised.patientId, { outcome, promisedAt: at(2) });
      await call(tx, desk, promise, at(-9));
      const names = async (now: Date) =>
        (await listWorklist(desk.aesthetician, EVERYBODY, now, tx)).lines.map(({ name }) => name);
      expect(await names(at(2, -1))).toEqual(["Older", "Promised"]);
      expect(await names(at(2))).toEqual(["Promised", "Older"]);
    });
  });

  it("counts who was called on the clinic's day, and what is late", async () => {
    await rolledBack(scratch.app, async (tx) => {
      // 10 AM in Chicago: midnight there was ten hours ago.
      const yesterday = await treat(tx, desk, { name: "Yesterday", hoursAgo: 60 });
      const today = await treat(tx, desk, { name: "Today", hoursAgo: 60 });
      await turnRecoveries(desk.job, at(-11), tx);
      await call(tx, desk, callOf(yesterday.patientId), at(-10, -1));
      await call(tx, desk, callOf(today.patientId), at(-10));
      const list = await listWorklist(desk.aesthetician, EVERYBODY, NOW, tx);
      expect(list).toMatchObject({ calledToday: 1, late: 0, everybody: 2 });
      expect((await listWorklist(desk.aesthetician, EVERYBODY, at(15), tx)).late).toBe(2);
    });
  });

  it("isn't for jobs", async () => {
    await expect(listWorklist(desk.job, EVERYBODY, NOW, scratch.app)).rejects.toThrow(NotPermitted);
  });
});
