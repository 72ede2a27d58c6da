import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "@/db/client";
import { recordCall } from "@/db/mutations/calls";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { closeRecovery } from "@/db/mutations/closures";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import { clearReasons } from "@/db/mutations/reviews";
import { snoozeFollowUps, wakeFollowUp } from "@/db/mutations/snoozes";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { OUTCOME_CODES } from "@/lib/calls/outcomes";
import { type Answers, NOT_CLEARABLE, type ReasonCode } from "@/lib/triage/protocol";
import { callOf, checkInOf, type Desk, NOW, reachedCallOf, treat, treatAgain } from "./care";
import { ALL_CLEAR } from "./recovery-facts";

/** Somebody as the clinic's days begin. */
export type Newcomer = {
  hoursAgo: number;
  neckHoursAgo: number | null;
  phones: string[];
  consent: boolean;
  dayOnly: boolean;
};

/** What somebody at the desk does; `who` counts people of the clinic round and round. */
export type Happening = { minutes: number } & (
  | { kind: "report"; who: number; answers: Answers }
  | { kind: "call"; who: number; outcome: (typeof OUTCOME_CODES)[number]; promisedInHours: number }
  | { kind: "treat"; who: number; area: "face" | "neck" }
  | { kind: "snooze"; who: number; hours: number }
  | { kind: "wake"; who: number }
  | { kind: "correct"; who: number; which: number; byHours: number }
  | { kind: "review"; who: number }
  | { kind: "close"; who: number }
  | { kind: "merge"; who: number; into: number }
  | { kind: "unmerge"; which: number }
  | { kind: "job" }
);

/** People of one clinic, and what happens to them from NOW on, one thing after the other. */
export type ClinicLife = { people: Newcomer[]; happenings: Happening[] };

const newcomer: fc.Arbitrary<Newcomer> = fc.record({
  hoursAgo: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 300, max: 400 })),
  neckHoursAgo: fc.option(fc.integer({ min: 1, max: 120 })),
  phones: fc.uniqueArray(fc.constantFrom("+13125550101", "+13125550102", "+13125550103"), {
    maxLength: 2,
  }),
  consent: fc.boolean(),
  dayOnly: fc.boolean(),
});

const who = fc.nat({ max: 4 });
const answers = fc.constantFrom<Answers>(
  ALL_CLEAR,
  { redness: 1 },
  { redness: 0, swelling: 0, heat: 0 },
  { swelling: 2 },
  { pus: "unsure" },
  { breathing: "yes" },
  { tightness: 3 },
);
const when = <K extends string>(kind: K) => fc.constant(kind);
/** Reports are what everything else is about, and what is parted must have been merged before. */
const kinds = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: when("report"), who, answers }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: when("call"),
      who,
      outcome: fc.constantFrom(...OUTCOME_CODES),
      promisedInHours: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: when("merge"), who, into: who }) },
  { weight: 2, arbitrary: fc.record({ kind: when("unmerge"), which: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: when("treat"),
      who,
      area: fc.constantFrom("face" as const, "neck" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: when("snooze"), who, hours: fc.integer({ min: 1, max: 48 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: when("wake"), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: when("correct"),
      who,
      which: fc.nat({ max: 2 }),
      byHours: fc.integer({ min: -90, max: 90 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: when("review"), who }) },
  { weight: 1, arbitrary: fc.record({ kind: when("close"), who }) },
  { weight: 1, arbitrary: fc.record({ kind: when("job") }) },
);
const happening: fc.Arbitrary<Happening> = fc
  .tuple(kinds, fc.oneof(fc.nat({ max: 90 }), fc.integer({ min: 90, max: 2_000 })))
  .map(([what, minutes]) => ({ ...what, minutes }));

export const clinicLife: fc.Arbitrary<ClinicLife> = fc.record({
  people: fc.array(newcomer, { minLength: 1, maxLength: 5 }),
  happenings: fc.array(happening, { maxLength: 10 }),
});

/** How often each kind of thing could be done: what the desk refuses isn't counted. */
export type Done = Partial<Record<Happening["kind"], number>>;

/**
 * Lets a clinic's life happen through the mutations that people use, and looks at it after each thing.
 * What can't be done is refused and leaves everything as it was.
 */
export async function liveThrough(
  tx: Database,
  desk: Desk,
  { people, happenings }: ClinicLife,
  done: Done,
  look: (now: Date) => Promise<void>,
): Promise<void> {
  const ids: string[] = [];
  for (const [n, person] of people.entries()) ids.push(await arrive(tx, desk, person, n));
  await look(NOW);
  const mergeIds: string[] = [];
  let now = NOW;
  for (const what of happenings) {
    now = new Date(now.getTime() + what.minutes * 60_000);
    const result = await happen(tx, desk, { ids, mergeIds }, what, now);
    if (result.ok) done[what.kind] = (done[what.kind] ?? 0) + 1;
    if (result.mergeId) mergeIds.push(result.mergeId);
    await look(now);
  }
}

async function arrive(tx: Database, desk: Desk, person: Newcomer, n: number): Promise<string> {
  const { hoursAgo, neckHoursAgo, phones, consent, dayOnly } = person;
  const { patientId } = await treat(tx, desk, {
    name: `Person ${n}`,
    hoursAgo,
    phones,
    consent,
    endedAtSource: dayOnly ? "day_only" : "recorded",
  });
  if (neckHoursAgo !== null) {
    await treatAgain(tx, desk, patientId, {
      area: "neck",
      hoursAgo: Math.min(neckHoursAgo, hoursAgo),
    });
  }
  return patientId;
}

type Known = { ids: string[]; mergeIds: string[] };
type Result = { ok: boolean; mergeId?: string };

async function happen(
  tx: Database,
  desk: Desk,
  { ids, mergeIds }: Known,
  what: Happening,
  now: Date,
): Promise<Result> {
  if (what.kind === "job") return { ok: (await turnRecoveries(desk.job, now, tx)) > 0 };
  if (what.kind === "unmerge") {
    const mergeId = mergeIds[what.which % Math.max(1, mergeIds.length)];
    return mergeId === undefined
      ? { ok: false }
      : unmergePatients(desk.provider, { mergeId }, now, tx);
  }
  const patientId = ids[what.who % ids.length]!;
  const idempotencyKey = randomUUID();
  switch (what.kind) {
    case "report": {
      const entry = checkInOf(patientId, { answers: what.answers, observedAt: now });
      return recordCheckIn(desk.aesthetician, entry, now, tx);
    }
    case "call": {
      const { outcome, promisedInHours } = what;
      const promisedAt =
        outcome === "reached_call_back_later"
          ? new Date(now.getTime() + promisedInHours * 3_600_000)
          : null;
      const call =
        outcome === "reached"
          ? reachedCallOf(patientId, { redness: 1 })
          : callOf(patientId, { outcome, promisedAt });
      return recordCall(desk.aesthetician, call, now, tx);
    }
    case "treat": {
      const standing = await keptRecordOf(tx, patientId);
      const hoursAgo = (NOW.getTime() - now.getTime()) / 3_600_000;
      await treatAgain(tx, desk, standing, { area: what.area, hoursAgo }, now);
      return { ok: true };
    }
    case "snooze": {
      const until = new Date(now.getTime() + what.hours * 3_600_000);
      const asked = { patientIds: [patientId], until, reason: "Away", idempotencyKey };
      return snoozeFollowUps(desk.aesthetician, asked, now, tx);
    }
    case "wake":
      return wakeFollowUp(desk.aesthetician, { patientId }, now, tx);
    case "correct": {
      const all = await treatmentsOf(tx, patientId);
      const treatment = all[what.which % Math.max(1, all.length)];
      if (!treatment) return { ok: false };
      const { id: treatmentId, version } = treatment;
      const endedAt = new Date(new Date(treatment.ended_at).getTime() + what.byHours * 3_600_000);
      const correction = { patientId, treatmentId, endedAt, version, idempotencyKey };
      const reason = "The file had the start";
      return correctTreatmentTime(desk.manager, { ...correction, reason }, now, tx);
    }
    case "review":
    case "close": {
      const [open] = (await treatmentsOf(tx, patientId)).filter((each) => each.open);
      if (!open) return { ok: false };
      const of = { patientId, recoveryId: open.id, note: null, idempotencyKey };
      if (what.kind === "close") {
        return closeRecovery(desk.provider, { ...of, outcome: "healed" }, now, tx);
      }
      const clears = open.reasons
        .map(({ code }) => code)
        .filter((code) => !NOT_CLEARABLE.has(code));
      if (clears.length === 0) return { ok: false };
      return clearReasons(desk.provider, { ...of, note: "Seen", clears }, now, tx);
    }
    case "merge": {
      const keptId = ids[what.into % ids.length]!;
      const versions = {
        kept: await versionOf(tx, keptId),
        merged: await versionOf(tx, patientId),
      };
      const merge = { keptId, mergedId: patientId, versions, idempotencyKey };
      return mergePatients(desk.provider, merge, now, tx);
    }
  }
}

type StoredTreatment = {
  id: string;
  ended_at: string;
  version: number;
  open: boolean;
  reasons: { code: ReasonCode }[];
};

async function treatmentsOf(tx: Database, patientId: string): Promise<StoredTreatment[]> {
  const { rows } = await tx.execute<StoredTreatment>(sql`
    select t.id, t.ended_at, t.version, r.open, a.reasons
    from treatments t
    join recoveries r on r.id = t.id
    join assessments a on a.id = r.assessment_id
    where t.patient_id = ${patientId} order by t.ended_at, t.id`);
  return rows;
}

async function versionOf(tx: Database, patientId: string): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(
    sql`select version from patients where id = ${patientId}`,
  );
  return rows[0]!.version;
}

/** The record that an id stands for, through merges. */
async function keptRecordOf(tx: Database, patientId: string): Promise<string> {
  const { rows } = await tx.execute<{ into: string | null }>(
    sql`select merged_into as into from patients where id = ${patientId}`,
  );
  const into = rows[0]?.into;
  return into ? keptRecordOf(tx, into) : patientId;
}
