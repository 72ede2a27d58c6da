import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { undoCall } from "@/db/mutations/call-undo";
import { closeRecovery } from "@/db/mutations/closures";
import { addContactPoint, saveContactPoint } from "@/db/mutations/contact-points";
import { mergePatients } from "@/db/mutations/merges";
import { correctPatient } from "@/db/mutations/patients";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import {
  at,
  call,
  callOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  type Treated,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { clinicLife, type Done, liveThrough } from "@/tests/support/clinic-life";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const HOUR = 3_600_000;
const hour = (text: string | null) =>
  text === null ? null : (new Date(text).getTime() - NOW.getTime()) / HOUR;

/** What a number or address of somebody was, as [hours before NOW, usable, consent]. */
async function statesOf(tx: Database, patientId: string, value = "+13125550101") {
  const { rows } = await tx.execute<{ at: string; usable: boolean; consent: boolean }>(sql`
    select s.at, s.usable, s.consent from contact_point_states s
    join contact_points p on p.id = s.contact_point_id
    where p.patient_id = ${patientId} and p.value = ${value} order by s.at`);
  return rows.map((row) => [hour(row.at), row.usable, row.consent]);
}

/** When somebody was to be left alone, in hours before and after NOW. */
async function wishesOf(tx: Database, patientId: string) {
  const { rows } = await tx.execute<{ from_at: string; until_at: string | null }>(sql`
    select from_at, until_at from do_not_contact_periods
    where patient_id = ${patientId} order by from_at`);
  return rows.map((row) => [hour(row.from_at), hour(row.until_at)]);
}

/** The checks of a recovery, in hours before and after NOW: [due, cancelled]. */
async function checksOf(tx: Database, recoveryId: string) {
  const { rows } = await tx.execute<{ due_at: string; cancelled_at: string | null }>(sql`
    select due_at, cancelled_at from due_checks
    where recovery_id = ${recoveryId} order by due_at, cancelled_at`);
  return rows.map((row) => [hour(row.due_at), hour(row.cancelled_at)]);
}

async function reopeningsOf(tx: Database, recoveryId: string) {
  const { rows } = await tx.execute<{ at: string; voided_at: string | null }>(sql`
    select at, voided_at from reopenings where recovery_id = ${recoveryId} order by at`);
  return rows.map((row) => [hour(row.at), hour(row.voided_at)]);
}

async function identityOf(tx: Database, patientId: string) {
  const { rows } = await tx.execute<{ name: string; version: number }>(
    sql`select name, version from patients where id = ${patientId}`,
  );
  return rows[0]!;
}

async function correct(
  tx: Database,
  patientId: string,
  wish: { consentToContact?: boolean; doNotContactUntil?: Date | null },
  now: Date,
) {
  const { name, version } = await identityOf(tx, patientId);
  const identity = {
    name,
    birthOn: "1990-05-17",
    language: "en",
    risks: [],
    consentToContact: true,
    doNotContactUntil: null,
    ...wish,
  } as const;
  const correction = { patientId, identity, why: "Told so", version };
  expect(await correctPatient(desk.manager, correction, now, tx)).toEqual({ ok: true });
}

describe("what a number was when", () => {
  it("begins with the number, and ends with the call that struck it, until that is taken back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await treat(tx, desk, { hoursAgo: 5 });
      expect(await statesOf(tx, patientId)).toEqual([[-5, true, true]]);
      const wrong = callOf(patientId, { outcome: "wrong_number", contactPointId: phoneIds[0]! });
      const callId = await call(tx, desk, wrong, NOW);
      const later = at(0, 60_000);
      expect(await undoCall(desk.aesthetician, { callId }, later, tx)).toMatchObject({ ok: true });
      expect(await statesOf(tx, patientId)).toEqual([
        [-5, true, true],
        [0, false, true],
        [hour(later.toISOString()), true, true],
      ]);
    });
  });

  it("is kept for a number that was added, and one that was changed by hand", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 5, phones: [] });
      const facts = { reaches: "patient", owner: null, voicemailAllowed: null } as const;
      const added = await addContactPoint(
        desk.manager,
        { ...facts, usable: true, patientId, kind: "email", value: "ana@example.org" },
        at(-2),
        tx,
      );
      if (!added.ok) throw new Error(added.reason);
      const { contactPointId } = added;
      const change = { ...facts, usable: false };
      const save = (owner: string | null, now: Date, version: number) =>
        saveContactPoint(
          desk.manager,
          { patientId, contactPointId, facts: { ...change, owner }, version },
          now,
          tx,
        );
      expect(await save(null, at(-1), 1)).toEqual({ ok: true });
      // Whose it is says nothing of whether it can be used.
      expect(await save("mother", NOW, 2)).toEqual({ ok: true });
      expect(await statesOf(tx, patientId, "ana@example.org")).toEqual([
        [-2, true, true],
        [-1, false, true],
      ]);
    });
  });

  it("follows the consent of the patient, also into another record", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const kept = await treat(tx, desk, { hoursAgo: 5, phones: ["+13125550109"] });
      const { patientId } = await treat(tx, desk, { hoursAgo: 5 });
      await correct(tx, kept.patientId, { consentToContact: false }, at(-1));
      expect(await statesOf(tx, kept.patientId, "+13125550109")).toEqual([
        [-5, true, true],
        [-1, true, false],
      ]);
      const versions = {
        kept: (await identityOf(tx, kept.patientId)).version,
        merged: (await identityOf(tx, patientId)).version,
      };
      const merge = { keptId: kept.patientId, mergedId: patientId, versions };
      const idempotencyKey = randomUUID();
      expect(
        await mergePatients(desk.provider, { ...merge, idempotencyKey }, NOW, tx),
      ).toMatchObject({ ok: true });
      expect(await statesOf(tx, kept.patientId)).toEqual([
        [-5, true, true],
        [0, true, false],
      ]);
    });
  });
});

describe("a wish to be left alone", () => {
  it("is a period, ended when it is changed or taken back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { hoursAgo: 5 });
      await correct(tx, patientId, { doNotContactUntil: at(10) }, at(-4));
      await correct(tx, patientId, { doNotContactUntil: at(20) }, at(-3));
      await correct(tx, patientId, { doNotContactUntil: null }, at(-1));
      expect(await wishesOf(tx, patientId)).toEqual([
        [-4, -3],
        [-3, -1],
      ]);
    });
  });
});

describe("due checks", () => {
  it("are planned with the recovery", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { recoveryId } = await treat(tx, desk, { hoursAgo: 30 }, at(-5));
      expect(await checksOf(tx, recoveryId)).toEqual([
        [18, null],
        [42, null],
        [138, null],
        [306, null],
      ]);
    });
  });

  it("are cancelled when it is closed, but for what was asked already, and planned when it opens again", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const treated = await treat(tx, desk, { hoursAgo: 340 });
      const { recoveryId, patientId } = treated;
      await close(tx, treated, at(-3.9));
      expect((await checksOf(tx, recoveryId)).at(-1)).toEqual([-4, null]);
      await report(tx, desk, patientId, { pus: "yes" }, at(-1));
      expect(await reopeningsOf(tx, recoveryId)).toEqual([[-1, null]]);
      expect(await checksOf(tx, recoveryId)).toHaveLength(5);
    });
    await rolledBack(scratch.app, async (tx) => {
      // A superseded recovery is closed early: its later checks are nobody's work any more.
      const treated = await treat(tx, desk, { hoursAgo: 60 });
      await treatAgain(tx, desk, treated.patientId, { area: "face", hoursAgo: 1 });
      expect(await checksOf(tx, treated.recoveryId)).toEqual([
        [-36, null],
        [-12, null],
        [12, -1],
        [108, -1],
        [276, -1],
      ]);
    });
  });

  it("that are ahead follow a corrected treatment time", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 30 });
      const correction = {
        patientId,
        treatmentId: recoveryId,
        endedAt: at(-28),
        reason: "The file had the start",
        version: 1,
        idempotencyKey: randomUUID(),
      };
      expect(await correctTreatmentTime(desk.manager, correction, NOW, tx)).toMatchObject({
        ok: true,
      });
      const standing = (await checksOf(tx, recoveryId)).filter(([, gone]) => gone === null);
      expect(standing).toEqual([
        [-6, null],
        [20, null],
        [44, null],
        [140, null],
        [308, null],
      ]);
      expect(await checksOf(tx, recoveryId)).toHaveLength(9);
    });
  });
});

describe("a reopening", () => {
  it("is void once the report that caused it is taken back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const treated = await treat(tx, desk, { hoursAgo: 340 });
      const { patientId, recoveryId } = treated;
      await close(tx, treated, at(-3));
      const callId = await call(tx, desk, reachedCallOf(patientId, { tightness: 1 }), NOW);
      expect(await reopeningsOf(tx, recoveryId)).toEqual([[0, null]]);
      const later = at(0.1);
      expect(await undoCall(desk.aesthetician, { callId }, later, tx)).toMatchObject({ ok: true });
      expect(await reopeningsOf(tx, recoveryId)).toEqual([[0, 0.1]]);
    });
  });
});

it("a call whose answers raise a flag was still going on when they did", async () => {
  await rolledBack(scratch.app, async (tx) => {
    const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 20 });
    await call(tx, desk, callOf(patientId), at(-1));
    await call(tx, desk, reachedCallOf(patientId, { pus: "yes" }), NOW);
    const { rows } = await tx.execute<{ over: number; under_way: boolean }>(sql`
      select extract(epoch from c.ended_at - c.logged_at)::float8 * 1000 as over,
        c.ended_at > a.at as under_way
      from calls c join assessments a on a.recovery_id = ${recoveryId} and a.level = 'urgent'
      where c.patient_id = ${patientId} order by c.logged_at`);
    expect(rows).toEqual([
      { over: 0, under_way: false },
      { over: 1, under_way: true },
    ]);
  });
});

it("says of whatever happened in a clinic what stands now", { timeout: 180_000 }, async () => {
  const done: Done = {};
  await fc.assert(
    fc.asyncProperty(clinicLife, async (life) => {
      await rolledBack(scratch.app, async (tx) => {
        await liveThrough(tx, desk, life, done, async (now) => {
          expect(await inClinic(desk, tx, (inner) => contradictions(inner, now))).toEqual([]);
        });
      });
    }),
    { numRuns: 60 },
  );
  expect(done.report).toBeGreaterThan(0);
});

/** Where the history ends with something else than what the desk goes by. */
async function contradictions(tx: Database, now: Date): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`
    select 'number' as about, p.id from contact_points p
    join patients w on w.clinic_id = p.clinic_id and w.id = p.patient_id
    left join lateral (select * from contact_point_states s where s.clinic_id = p.clinic_id
      and s.contact_point_id = p.id order by s.at desc limit 1) s on true
    where p.clinic_id = ${desk.clinicId}
      and (s.usable, s.consent) is distinct from (p.usable, w.consent_to_contact)
    union all
    select 'open', r.id from recoveries r
    left join lateral (
      select turn from (
        select at, 'closing' as turn, 0 as later from closures c
          where c.clinic_id = r.clinic_id and c.recovery_id = r.id
        union all select at, 'reopening', 1 from reopenings o
          where o.clinic_id = r.clinic_id and o.recovery_id = r.id and voided_at is null
      ) turns order by at desc, later desc limit 1) last on true
    where r.clinic_id = ${desk.clinicId} and r.open <> (last.turn is distinct from 'closing')
    union all
    select 'check ahead of a closed recovery', d.id from due_checks d
    join recoveries r on r.clinic_id = d.clinic_id and r.id = d.recovery_id
    where d.clinic_id = ${desk.clinicId} and not r.open and d.cancelled_at is null
      and d.due_at > ${now.toISOString()}
    union all
    select 'windows that overlap', d.id from due_checks d
    join due_checks e on e.clinic_id = d.clinic_id and e.recovery_id = d.recovery_id and e.id <> d.id
    where d.clinic_id = ${desk.clinicId} and d.cancelled_at is null and e.cancelled_at is null
      and d.opens_at < e.closes_at and e.opens_at < d.closes_at`);
  return rows;
}

async function close(tx: Database, { patientId, recoveryId }: Treated, now: Date): Promise<void> {
  const note = null;
  const closing = { patientId, recoveryId, outcome: "healed", note, idempotencyKey: randomUUID() };
  const done = await closeRecovery(desk.provider, { ...closing, outcome: "healed" }, now, tx);
  expect(done).toEqual({ ok: true });
}
