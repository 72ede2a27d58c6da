import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listPrintSheet } from "@/db/queries/print-sheet";
import { listWorklist } from "@/db/queries/worklist";
import { type Actor, NotPermitted } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { type Answers, type Level, worstLevel } from "@/lib/triage/protocol";
import {
  type Cursor,
  EVERYBODY,
  encodeCursor,
  lateAmong,
  parseFilters,
  type WorklistFilters,
} from "@/lib/worklist/filters";
import { type DataProblem, GROUPS, groupOf, groupRank } from "@/lib/worklist/groups";
import { isLate, rowOf, type WorklistLine } from "@/lib/worklist/line";
import {
  at,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  report,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { type ClinicLife, clinicLife, type Done, liveThrough } from "@/tests/support/clinic-life";
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
async function readAll(tx: Database, actor: Actor, filters: WorklistFilters, now: Date) {
  const lines: WorklistLine[] = [];
  let after: Cursor | null = null;
  let pages = 0;
  for (;;) {
    const list = await listWorklist(actor, { ...filters, after }, now, tx);
    lines.push(...list.lines);
    pages++;
    if (list.next === null) return { ...list, lines, pages };
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

/** A promised call-back that comes due while another recovery of the patient falls silent. */
const PROMISE_AND_SILENCE: ClinicLife = {
  people: [
    { hoursAgo: 49, neckHoursAgo: 5, phones: [], consent: false, dayOnly: false },
    { hoursAgo: 1, neckHoursAgo: null, phones: [], consent: false, dayOnly: false },
  ],
  happenings: [
    { kind: "call", who: 0, outcome: "reached_call_back_later", promisedInHours: 1, minutes: 0 },
  ],
};

const CLINIC = { openingHours: NINE_TO_FIVE, holidays: [], timeZone: "America/Chicago" };
const ON_PAPER = { filters: EVERYBODY, clinic: CLINIC };

/** Somebody falls silent while snoozed, and no job comes by. */
const SILENT_WHILE_SNOOZED: ClinicLife = {
  people: [{ hoursAgo: 40, neckHoursAgo: null, phones: [], consent: true, dayOnly: false }],
  happenings: [{ kind: "snooze", who: 0, hours: 48, minutes: 0 }],
};

/** Of two who wait alike, the one who waits longer is put off. */
const FIRST_OF_TWO_SNOOZED: ClinicLife = {
  people: [
    { hoursAgo: 62, neckHoursAgo: null, phones: ["+13125550101"], consent: true, dayOnly: false },
    { hoursAgo: 60, neckHoursAgo: null, phones: ["+13125550102"], consent: true, dayOnly: false },
  ],
  happenings: [{ kind: "snooze", who: 0, hours: 4, minutes: 0 }],
};

/** A snooze before and after a merge, a corrected time in between, and two records again. */
const MERGED_AND_PARTED: ClinicLife = {
  people: [
    { hoursAgo: 60, neckHoursAgo: null, phones: ["+13125550101"], consent: true, dayOnly: false },
    { hoursAgo: 20, neckHoursAgo: 5, phones: ["+13125550101"], consent: true, dayOnly: true },
    { hoursAgo: 400, neckHoursAgo: null, phones: [], consent: true, dayOnly: false },
  ],
  happenings: [
    { kind: "snooze", who: 0, hours: 4, minutes: 5 },
    { kind: "merge", who: 0, into: 1, minutes: 5 },
    { kind: "correct", who: 1, which: 2, byHours: 1, minutes: 30 },
    { kind: "snooze", who: 1, hours: 20, minutes: 5 },
    { kind: "report", who: 2, answers: ALL_CLEAR, minutes: 5 },
    { kind: "close", who: 2, minutes: 5 },
    { kind: "unmerge", which: 0, minutes: 600 },
  ],
};

/** What staff read of a line's place and of what to do next. */
function seen(line: WorklistLine, now: Date) {
  const { patientId, group, level, nextAction, due } = rowOf(line, now, CLINIC);
  return { patientId, group, level, nextAction, due: due?.absolute };
}

type Known = {
  patient_id: string;
  levels: (Level | null)[];
  /** When the treatments of the worst level ended, by level. */
  ends: { level: Level | null; at: string }[];
  number: boolean;
  consent: boolean;
  day_only: boolean;
  link_locked: boolean;
};

/**
 * Everybody with an open recovery, under the record that they have now, with what is known of them at an
 * instant: read from the care given, not from the lines.
 */
async function followed(tx: Database, now: Date): Promise<Known[]> {
  const level = sql`case when a.changes_at <= ${now.toISOString()} then a.changes_to else a.level end`;
  const { rows } = await tx.execute<Known>(sql`
    select r.patient_id, json_agg(${level}) as levels,
      json_agg(json_build_object('level', ${level}, 'at', t.ended_at)) as ends,
      bool_or(t.ended_at_source = 'day_only') as day_only, bool_and(p.consent_to_contact) as consent,
      exists (select from contact_points c where c.patient_id = r.patient_id
        and c.kind = 'phone' and c.usable and c.reaches <> 'emergency') as number,
      exists (select from check_in_links l where l.patient_id = r.patient_id
        and l.locked_at is not null and l.revoked_at is null) as link_locked
    from recoveries r
    join patients p on p.id = r.patient_id
    join treatments t on t.id = r.id
    join assessments a on a.id = r.assessment_id
    where r.clinic_id = ${desk.clinicId} and r.open
    group by r.patient_id order by r.patient_id`);
  return rows;
}

/** Where somebody must stand, by what is known of them. */
function expectedPlace(known: Known, { promisedAt }: WorklistLine, now: Date) {
  const failed = known.levels.includes(null);
  const level = failed ? null : worstLevel(known.levels.filter((each) => each !== null));
  const problems = {
    no_usable_number: !known.number,
    no_consent: !known.consent,
    no_treatment_time: known.day_only,
    link_locked: known.link_locked,
  };
  const dataProblems = (Object.keys(problems) as DataProblem[]).filter((each) => problems[each]);
  return { level, dataProblems, group: groupOf({ level, dataProblems, promisedAt }, now) };
}

function expectPlaces(
  lines: readonly WorklistLine[],
  everybody: readonly Known[],
  now: Date,
): void {
  const ids = lines.map(({ patientId }) => patientId).toSorted();
  expect(ids).toEqual(everybody.map((known) => known.patient_id));
  for (const line of lines) {
    const known = everybody.find((each) => each.patient_id === line.patientId)!;
    expect(line).toMatchObject(expectedPlace(known, line, now));
    const ends = known.ends.filter(({ level }) => level === line.level);
    // Which of several treatments fell silent is written down by the job.
    if (line.turnedSilent) continue;
    expect(ends.map(({ at: end }) => new Date(end))).toContainEqual(line.treatedAt);
  }
  // Promises that are due come first in their group, who is snoozed comes last.
  const ranks = lines.map((line) => {
    const due = line.promisedAt !== null && line.promisedAt <= now;
    const asleep = rowOf(line, now, CLINIC).snoozedUntil !== null;
    return 10 * groupRank(line.group) + (due ? 0 : asleep ? 2 : 1);
  });
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
}

describe("any clinic, whatever is called, snoozed, corrected, merged and parted in it", () => {
  it("lists everybody with an open recovery once, in one group, at every instant", async () => {
    const done: Done = {};
    await fc.assert(
      fc.asyncProperty(clinicLife, fc.integer({ min: 0, max: 80 }), async (life, hoursLater) => {
        await rolledBack(scratch.app, async (tx) => {
          let last = NOW;
          const look = async (now: Date) => {
            last = now;
            const list = await readAll(tx, desk.aesthetician, EVERYBODY, now);
            const { lines, counts } = list;
            expectPlaces(lines, await followed(tx, now), now);
            expect(list.everybody).toBe(lines.length);
            const late = await readAll(tx, desk.aesthetician, lateAmong(EVERYBODY), now);
            expect(late.lines.map(({ patientId }) => patientId)).toEqual(
              lines.filter((line) => isLate(line, now, CLINIC)).map(({ patientId }) => patientId),
            );
            expect(list.late).toBe(late.lines.length);
            expect(list.done).toBe(lines.filter((line) => rowOf(line, now, CLINIC).done).length);
            const sheet = await listPrintSheet(desk.aesthetician, ON_PAPER, now, tx);
            expect(list.dueToday).toBe(
              sheet.filter(({ line }) => line.group !== "expected").length,
            );
            for (const { group } of GROUPS) {
              const inGroup = await readAll(tx, desk.aesthetician, { ...EVERYBODY, group }, now);
              const expected = lines.filter((line) => line.group === group);
              expect(inGroup.lines).toEqual(expected);
              expect(counts[group]).toBe(expected.length);
            }
          };
          await liveThrough(tx, desk, life, done, look);
          await look(new Date(last.getTime() + hoursLater * 3_600_000 + 1));
        });
      }),
      {
        numRuns: 30,
        examples: [
          [MERGED_AND_PARTED, 30],
          [SILENT_WHILE_SNOOZED, 40],
          [FIRST_OF_TWO_SNOOZED, 1],
        ],
      },
    );
    expect(Object.keys(done)).toEqual(
      expect.arrayContaining(["snooze", "correct", "merge", "unmerge", "close"]),
    );
  }, 180_000);

  it("is listed, before the job has come, as the job then writes it down", async () => {
    const ways = new Set<string>();
    await fc.assert(
      fc.asyncProperty(clinicLife, fc.integer({ min: 0, max: 80 }), async (life, hoursLater) => {
        await rolledBack(scratch.app, async (tx) => {
          let last = NOW;
          await liveThrough(tx, desk, life, {}, async (now) => {
            last = now;
          });
          const now = new Date(last.getTime() + hoursLater * 3_600_000 + 1);
          const foreseen = await readAll(tx, desk.aesthetician, EVERYBODY, now);
          const turned = await turnRecoveries(desk.job, now, tx);
          const written = await readAll(tx, desk.aesthetician, EVERYBODY, now);
          expect(written.lines.map((line) => seen(line, now))).toEqual(
            foreseen.lines.map((line) => seen(line, now)),
          );
          expect(written.counts).toEqual(foreseen.counts);
          expect(await turnRecoveries(desk.job, now, tx)).toBe(0);
          expect(written.lines.map(({ patientId }) => patientId)).toEqual(await storedOrder(tx));
          if (turned > 0) for (const line of written.lines) ways.add(line.group);
        });
      }),
      {
        numRuns: 30,
        examples: [
          [PROMISE_AND_SILENCE, 43],
          [MERGED_AND_PARTED, 30],
        ],
      },
    );
    expect([...ways]).toEqual(expect.arrayContaining(["awaiting", "data_problem"]));
  }, 180_000);
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
        const { lines, pages, counts } = await readAll(tx, desk.manager, EVERYBODY, now);
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

  it("names each place that is healing once, and the newest report since the first of them", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 50, area: "neck" });
      const shown = async () => {
        const { lines } = await listWorklist(desk.provider, EVERYBODY, NOW, tx);
        const { areas, reportedAt } = lines.find((line) => line.patientId === patientId)!;
        return { areas, reportedAt };
      };
      expect(await shown()).toEqual({ areas: "neck", reportedAt: null });
      await report(tx, desk, patientId, { redness: 1 }, at(-20));
      await treatAgain(tx, desk, patientId, { hoursAgo: 3, area: "face" });
      expect(await shown()).toEqual({ areas: "face, neck", reportedAt: at(-20) });
      // A place that is treated anew heals anew.
      await treatAgain(tx, desk, patientId, { hoursAgo: 2, area: "neck" });
      await treatAgain(tx, desk, patientId, { hoursAgo: 1, area: null });
      expect(await shown()).toEqual({ areas: "face, neck", reportedAt: null });
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
      expect(list).toMatchObject({ done: 1, late: 0, everybody: 2 });
      expect((await listWorklist(desk.aesthetician, EVERYBODY, at(15), tx)).late).toBe(2);
    });
  });

  it("isn't for jobs", async () => {
    await expect(listWorklist(desk.job, EVERYBODY, NOW, scratch.app)).rejects.toThrow(NotPermitted);
  });
});
