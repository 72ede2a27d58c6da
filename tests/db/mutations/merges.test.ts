import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assessRecovery } from "@/db/assess-recovery";
import { type Database, inClinic } from "@/db/client";
import { moveLine, openLine, rewriteLine } from "@/db/follow-up-line";
import { claimFollowUp } from "@/db/mutations/claims";
import { addContactPoint } from "@/db/mutations/contact-points";
import { escalatePatient } from "@/db/mutations/escalations";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import { correctPatient } from "@/db/mutations/patients";
import { clearReasons } from "@/db/mutations/reviews";
import { verifyAuditChain } from "@/db/queries/audit-chain";
import { searchPatients } from "@/db/queries/patients";
import { snoozes } from "@/db/schema/work";
import { treatmentStanding } from "@/db/treatment-time";
import { type Answers, type Level, worstLevel } from "@/lib/triage/protocol";
import {
  asApp,
  at,
  auditOf,
  call,
  callOf,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  report,
  type Treated,
  treat,
  treatAgain,
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

async function versionOf(tx: Database, patientId: string): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(
    sql`select version from patients where id = ${patientId}`,
  );
  return rows[0]?.version ?? 1;
}

async function merge(tx: Database, keptId: string, mergedId: string, now = NOW) {
  const versions = { kept: await versionOf(tx, keptId), merged: await versionOf(tx, mergedId) };
  const sent = { keptId, mergedId, versions, idempotencyKey: randomUUID() };
  const done = await mergePatients(desk.provider, sent, now, tx);
  if (!done.ok) throw new Error(`The merge was refused: ${done.reason}`);
  return done.mergeId;
}

function undo(tx: Database, mergeId: string, now = NOW) {
  return unmergePatients(desk.provider, { mergeId }, now, tx);
}

function standing(tx: Database, patientId: string, treatmentId: string) {
  return inClinic(desk, tx, (inner) =>
    treatmentStanding(inner, desk.clinicId, { patientId, treatmentId }),
  );
}

async function ownerOf(tx: Database, table: string, id: string): Promise<string | undefined> {
  const { rows } = await tx.execute<{ patient_id: string }>(
    sql`select patient_id from ${sql.identifier(table)} where id = ${id}`,
  );
  return rows[0]?.patient_id;
}

/** Two records of one person: treated on the face 60 h ago, and on the neck 20 h ago under a misspelt name. */
async function twoRecords(tx: Database): Promise<{ kept: Treated; merged: Treated }> {
  const kept = await treat(tx, desk, { name: "Ana Lopez", hoursAgo: 60 });
  const phones = ["+13125550101", "+13125550102"];
  const merged = await treat(tx, desk, { name: "Anna Lopes", phones, area: "neck", hoursAgo: 20 });
  return { kept, merged };
}

describe("merging two records", () => {
  it("moves everything, and the list holds one row at the worse level", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const checkInId = await report(tx, desk, merged.patientId, { pus: "yes" }, at(-2));
      const callId = await call(tx, desk, callOf(merged.patientId), at(-1));
      const urgent = await lineOf(tx, merged.patientId);
      await merge(tx, kept.patientId, merged.patientId);
      for (const [table, id] of [
        ["treatments", merged.recoveryId],
        ["recoveries", merged.recoveryId],
        ["check_ins", checkInId],
        ["calls", callId],
        ["contact_points", merged.phoneIds[1]!],
      ] as const) {
        expect(await ownerOf(tx, table, id), table).toBe(kept.patientId);
      }
      expect(await lineOf(tx, merged.patientId)).toBeNull();
      expect(await lineOf(tx, kept.patientId)).toMatchObject({
        level: "urgent",
        list_group: "urgent",
        lead_recovery_id: merged.recoveryId,
        next_action: urgent!.next_action,
        due_at: urgent!.due_at,
        attempts: 1,
      });
    });
  });

  it("leaves a number that both have with the merged record, and forbids what either forbids", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      await tx.execute(
        sql`update contact_points set voicemail_allowed = false where id = ${merged.phoneIds[0]}`,
      );
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      expect(await ownerOf(tx, "contact_points", merged.phoneIds[0]!)).toBe(merged.patientId);
      const voicemail = async () => {
        const { rows } = await tx.execute(
          sql`select voicemail_allowed from contact_points where id = ${kept.phoneIds[0]}`,
        );
        return rows[0]?.voicemail_allowed;
      };
      expect(await voicemail()).toBe(false);
      await undo(tx, mergeId);
      expect(await voicemail()).toBeNull();
    });
  });

  it("is found by the old name and numbers, once, and by each again after an undo", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const found = async (text: string) =>
        (await searchPatients(desk.provider, text, NOW, tx)).map(({ patientId }) => patientId);
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      for (const text of ["anna lopes", "lopes", "ana lopez", "0102", "0101"]) {
        expect(await found(text), text).toEqual([kept.patientId]);
      }
      const [only] = await searchPatients(desk.provider, "0101", NOW, tx);
      expect(only).toMatchObject({ shared: false });
      await undo(tx, mergeId);
      expect(await found("lopes")).toEqual([merged.patientId]);
      expect(await found("0102")).toEqual([merged.patientId]);
      expect(await found("0101")).toHaveLength(2);
    });
  });

  it("keeps being found by the merged name after the kept record's is corrected", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      await merge(tx, kept.patientId, merged.patientId);
      const identity = {
        name: "Ana López-Ruiz",
        birthOn: "1990-05-17",
        language: "en",
        risks: [],
        consentToContact: true,
        doNotContactUntil: null,
      } as const;
      const version = await versionOf(tx, kept.patientId);
      const sent = { patientId: kept.patientId, identity, why: "Married", version };
      expect(await correctPatient(desk.provider, sent, NOW, tx)).toEqual({ ok: true });
      const [found] = await searchPatients(desk.provider, "lopes", NOW, tx);
      expect(found).toMatchObject({ patientId: kept.patientId, name: "Ana López-Ruiz" });
    });
  });

  it("lowers no level: what one record was told is no answer about the other's treatments", async () => {
    await rolledBack(scratch.app, async (tx) => {
      // Two treatments each, so that their check-ins name no area.
      const kept = await treat(tx, desk, { hoursAgo: 60 });
      await treatAgain(tx, desk, kept.patientId, { area: "arms", hoursAgo: 59 });
      const merged = await treat(tx, desk, { name: "Ana Lopes", area: "neck", hoursAgo: 55 });
      await report(tx, desk, kept.patientId, ALL_CLEAR, at(-1));
      const silent = await standing(tx, merged.patientId, merged.recoveryId);
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      const again = () =>
        inClinic(desk, tx, (inner) =>
          assessRecovery(inner, desk.clinicId, merged.recoveryId, "correction", NOW),
        );
      expect(silent.assessment).toMatchObject({ level: "expected", changesTo: "awaiting" });
      expect(await again()).toMatchObject({ level: "awaiting" });
      expect((await standing(tx, kept.patientId, merged.recoveryId)).leftOut).toEqual([]);

      // From now on a check-in without an area speaks of all that are open.
      await report(tx, desk, kept.patientId, ALL_CLEAR, NOW);
      expect(await again()).toMatchObject({ level: "expected" });
      // Also after they are two again: nobody can know whose skin was meant.
      await report(tx, desk, kept.patientId, { pus: "yes" }, NOW);
      await undo(tx, mergeId, at(1));
      expect(await again()).toMatchObject({ level: "urgent" });
      expect(await lineOf(tx, merged.patientId)).toMatchObject({ level: "urgent" });
      expect(await lineOf(tx, kept.patientId)).toMatchObject({ level: "urgent" });
    });
  });

  it("takes over what is stricter of the person, and gives it back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const until = at(100);
      await tx.execute(sql`update patients set risks = '{isotretinoin}', consent_to_contact = false,
        do_not_contact_until = ${until.toISOString()} where id = ${merged.patientId}`);
      await tx.execute(sql`update patients set birth_on = null, risks = '{keloid}'
        where id = ${kept.patientId}`);
      const read = async () => {
        const { rows } = await tx.execute(
          sql`select birth_on, risks, consent_to_contact, do_not_contact_until
            from patients where id = ${kept.patientId}`,
        );
        return rows[0];
      };
      const before = await read();
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      expect(await read()).toMatchObject({
        birth_on: "1990-05-17",
        risks: ["keloid", "isotretinoin"],
        consent_to_contact: false,
      });
      expect(await lineOf(tx, kept.patientId)).toMatchObject({ data_problems: ["no_consent"] });
      await undo(tx, mergeId);
      expect(await read()).toEqual(before);
    });
  });

  it("ends a call that somebody had begun with the merged record", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const mine = { patientId: merged.patientId, takeOver: false };
      await claimFollowUp(desk.aesthetician, mine, NOW, tx);
      await merge(tx, kept.patientId, merged.patientId);
      const { rows } = await tx.execute(
        sql`select released_by from claims where patient_id = ${merged.patientId}`,
      );
      expect(rows).toEqual([{ released_by: "merged" }]);
      expect(await claimFollowUp(desk.aesthetician, mine, NOW, tx)).toEqual({
        ok: false,
        reason: "not_found",
      });
    });
  });

  it("takes what somebody was writing about the merged record to the kept one", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      await merge(tx, kept.patientId, merged.patientId);
      const checkInId = await report(tx, desk, merged.patientId, { pus: "yes" }, NOW, {
        recoveryId: merged.recoveryId,
      });
      expect(await ownerOf(tx, "check_ins", checkInId)).toBe(kept.patientId);
      expect(await lineOf(tx, kept.patientId)).toMatchObject({ level: "urgent" });
    });
  });

  it.each([
    ["with itself", "same_record"],
    ["that is part of another already", "already_merged"],
    ["that changed since it was compared", "changed"],
  ] as const)("is refused for a record %s, and writes nothing", async (_, reason) => {
    await rolledBack(scratch.owner, async (tx) => {
      const { kept, merged } = await asApp(tx, () => twoRecords(tx));
      const third = await asApp(tx, () => treat(tx, desk, { name: "Ana L" }));
      if (reason === "already_merged") {
        await asApp(tx, () => merge(tx, third.patientId, merged.patientId));
      }
      const versions = {
        kept: await versionOf(tx, kept.patientId),
        merged: (await versionOf(tx, merged.patientId)) + (reason === "changed" ? 1 : 0),
      };
      const mergedId = reason === "same_record" ? kept.patientId : merged.patientId;
      const sent = { keptId: kept.patientId, mergedId, versions, idempotencyKey: randomUUID() };
      const before = await contentOf(tx);
      const done = await asApp(tx, () => mergePatients(desk.provider, sent, NOW, tx));
      expect(done).toEqual({ ok: false, reason });
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("leaves the audit's chain whole, with a row of its own each", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      await report(tx, desk, merged.patientId, { redness: 1 }, at(-2));
      const theirs = await inClinic(desk, tx, (inner) => auditOf(inner, merged.patientId));
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      await undo(tx, mergeId);
      await inClinic(desk, tx, async (inner) => {
        expect(await auditOf(inner, merged.patientId)).toEqual(theirs);
        expect(await auditOf(inner, kept.patientId)).toMatchObject([
          { action: "patient.merge", subjectId: mergeId },
          { action: "patient.unmerge", subjectId: mergeId },
        ]);
      });
      expect(await verifyAuditChain(desk.admin, NOW, tx)).toMatchObject({ whole: true });
    });
  });
});

describe("undoing a merge", () => {
  it("leaves with the kept record what was added since, but not what names a treatment that goes back", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const mergeId = await merge(tx, kept.patientId, merged.patientId);
      const named = await report(tx, desk, kept.patientId, { pus: "yes" }, NOW, {
        recoveryId: merged.recoveryId,
      });
      const unnamed = await report(tx, desk, kept.patientId, { redness: 1 }, NOW);
      const callId = await call(tx, desk, callOf(kept.patientId), at(1));
      const added = await addContactPoint(
        desk.provider,
        {
          patientId: kept.patientId,
          kind: "phone",
          value: "+13125550199",
          reaches: "patient",
          owner: null,
          voicemailAllowed: null,
          usable: true,
        },
        at(1),
        tx,
      );
      expect(await undo(tx, mergeId, at(2))).toEqual({ ok: true, mergedId: merged.patientId });
      expect(await ownerOf(tx, "check_ins", named)).toBe(merged.patientId);
      expect(await ownerOf(tx, "check_ins", unnamed)).toBe(kept.patientId);
      expect(await ownerOf(tx, "calls", callId)).toBe(kept.patientId);
      expect(await ownerOf(tx, "contact_points", added.ok ? added.contactPointId : "")).toBe(
        kept.patientId,
      );
      expect(await lineOf(tx, merged.patientId)).toMatchObject({ level: "urgent", attempts: 0 });
      expect(await lineOf(tx, kept.patientId)).toMatchObject({ last_call_id: callId });
    });
  });

  it("happens in the order in which was merged, and twice is once", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const third = await treat(tx, desk, { name: "A Lopez", phones: ["+13125550102"] });
      const first = await merge(tx, kept.patientId, merged.patientId);
      const second = await merge(tx, kept.patientId, third.patientId);
      expect(await undo(tx, first)).toEqual({ ok: false, reason: "merged_on_top" });
      expect(await undo(tx, second)).toEqual({ ok: true, mergedId: third.patientId });
      expect(await undo(tx, first)).toEqual({ ok: true, mergedId: merged.patientId });
      expect(await undo(tx, first)).toEqual({ ok: true, mergedId: merged.patientId });

      const inner = await merge(tx, kept.patientId, merged.patientId);
      await merge(tx, third.patientId, kept.patientId);
      expect(await undo(tx, inner)).toEqual({ ok: false, reason: "merged_on_top" });
      const [found] = await searchPatients(desk.provider, "lopes", NOW, tx);
      expect(found).toMatchObject({ patientId: third.patientId });
    });
  });

  it("puts a line back where there was one, and takes away one that came over", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { kept, merged } = await twoRecords(tx);
      const untreated = await treat(tx, desk, { name: "Ana L", hoursAgo: 400 });
      await tx.execute(sql`update recoveries set open = false where id = ${untreated.recoveryId}`);
      await inClinic(desk, tx, (inner) =>
        rewriteLine(
          inner,
          desk.clinicId,
          untreated.patientId,
          { news: false, idle: true },
          at(-390),
        ),
      );
      expect(await lineOf(tx, untreated.patientId)).toBeNull();
      const line = await lineOf(tx, merged.patientId);
      const mergeId = await merge(tx, untreated.patientId, merged.patientId);
      expect(await lineOf(tx, untreated.patientId)).toMatchObject({
        lead_recovery_id: merged.recoveryId,
      });
      await undo(tx, mergeId);
      expect(await lineOf(tx, untreated.patientId)).toBeNull();
      expect(await lineOf(tx, merged.patientId)).toMatchObject({
        next_action: line!.next_action,
        due_at: line!.due_at,
      });
      expect(await lineOf(tx, kept.patientId)).not.toBeNull();
    });
  });
});

const HOURS = [1, 20, 30, 47, 50, 60, 80, 100, 340];
const severity = fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3);
const someAnswers: fc.Arbitrary<Answers> = fc
  .record(
    {
      redness: severity,
      swelling: severity,
      heat: severity,
      pus: fc.constantFrom<"no" | "unsure" | "yes">("no", "unsure", "yes"),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((given) => Object.keys(given).length > 0);
const person = fc.record({
  treated: fc.array(fc.constantFrom(...HOURS), { minLength: 1, maxLength: 2 }),
  phones: fc.uniqueArray(fc.constantFrom("+13125550101", "+13125550102", "+13125550103"), {
    maxLength: 3,
  }),
  consent: fc.boolean(),
  reports: fc.array(fc.record({ hoursAgo: fc.constantFrom(...HOURS), answers: someAnswers }), {
    maxLength: 2,
  }),
  called: fc.boolean(),
  reviewed: fc.boolean(),
  escalated: fc.boolean(),
  promised: fc.boolean(),
  assigned: fc.boolean(),
  snoozed: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer Told> ? Told : never;

/** Of these, what says only that something was moved, or when: not what is known. */
const NOT_COMPARED =
  /^(audit_|patient_merges$|follow_up_places$|contact_point_states$|do_not_contact_periods$)/;

/** Every row of every table, without versions and since when a line stands where it stands. */
async function everything(tx: Database): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await tx.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables.filter((table) => !NOT_COMPARED.test(table.name))) {
    const { rows } = await tx.execute<{ row: unknown }>(
      sql`select to_jsonb(t) - 'version' - 'placed_at' as row from ${sql.identifier(name)} t
        order by t::text`,
    );
    all[name] = rows.map(({ row }) => JSON.stringify(row)).toSorted();
  }
  return all;
}

async function live(tx: Database, told: Person, name: string): Promise<Treated> {
  const [first, ...more] = told.treated.toSorted((a, b) => b - a);
  const ids = await treat(tx, desk, {
    name,
    phones: told.phones,
    consent: told.consent,
    hoursAgo: first,
  });
  for (const hoursAgo of more) {
    await treatAgain(tx, desk, ids.patientId, { area: "neck", hoursAgo });
  }
  for (const { hoursAgo, answers } of told.reports.toSorted((a, b) => b.hoursAgo - a.hoursAgo)) {
    if (hoursAgo <= first!) await report(tx, desk, ids.patientId, answers, at(-hoursAgo));
  }
  if (told.called) await call(tx, desk, callOf(ids.patientId), at(0, -3000));
  if (told.promised) {
    const promise = { outcome: "reached_call_back_later", promisedAt: at(5) } as const;
    await call(tx, desk, callOf(ids.patientId, promise), at(0, -2500));
  }
  if (told.reviewed) {
    const review = { ...ids, clears: ["PUS" as const], note: "Seen", idempotencyKey: randomUUID() };
    await clearReasons(desk.provider, review, at(0, -2000), tx);
  }
  if (told.escalated) {
    const asked = { ...ids, toStaffId: desk.provider.staffId, summary: "Look" };
    const sent = { ...asked, idempotencyKey: randomUUID() };
    await escalatePatient(desk.aesthetician, sent, at(0, -1000), tx);
  }
  if (told.assigned || told.snoozed) await settle(tx, ids.patientId, told);
  return ids;
}

/** Somebody has the line, or has put it behind its group for a day. */
async function settle(tx: Database, patientId: string, told: Person): Promise<void> {
  await inClinic(desk, tx, async (inner) => {
    const line = await openLine(inner, desk.clinicId, patientId);
    if (!line) return;
    const snoozedUntil = told.snoozed ? at(24) : null;
    const assigneeId = told.assigned ? desk.aesthetician.staffId : null;
    await moveLine(inner, line, { snoozedUntil, assigneeId }, at(0, -500));
    if (!snoozedUntil) return;
    await inner.insert(snoozes).values({
      clinicId: desk.clinicId,
      followUpId: line.id,
      snoozedBy: desk.aesthetician.staffId,
      at: at(0, -500),
      until: snoozedUntil,
      reason: "Asked for it",
      idempotencyKey: randomUUID(),
    });
  });
}

describe("any merge, undone", () => {
  it("gives back exactly the same rows", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(person, person, async (one, other) => {
        await rolledBack(scratch.owner, async (tx) => {
          const [kept, merged] = await asApp(tx, async () => [
            await live(tx, one, "Ana Lopez"),
            await live(tx, other, "Ana Lopes"),
          ]);
          // Whatever time has changed is written down, as a job does.
          await asApp(tx, async () => {
            for (const { patientId } of [kept, merged]) {
              await inClinic(desk, tx, (inner) =>
                rewriteLine(inner, desk.clinicId, patientId, { news: false, idle: true }, NOW),
              );
            }
          });
          const before = await everything(tx);
          const mergeId = await asApp(tx, () => merge(tx, kept.patientId, merged.patientId));
          const between = await everything(tx);
          expect(between).not.toEqual(before);
          expect(await asApp(tx, () => undo(tx, mergeId))).toMatchObject({ ok: true });
          expect(await everything(tx)).toEqual(before);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("never lowers what the list shows of the two", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(person, person, async (one, other) => {
        await rolledBack(scratch.app, async (tx) => {
          const kept = await live(tx, one, "Ana Lopez");
          const merged = await live(tx, other, "Ana Lopes");
          const levels: Level[] = [];
          for (const { patientId } of [kept, merged]) {
            await inClinic(desk, tx, (inner) =>
              rewriteLine(inner, desk.clinicId, patientId, { news: false, idle: true }, NOW),
            );
            levels.push((await lineOf(tx, patientId))!.level as Level);
          }
          await merge(tx, kept.patientId, merged.patientId);
          const line = await lineOf(tx, kept.patientId);
          expect(line!.level).toBe(worstLevel(levels));
        });
      }),
      { numRuns: 15 },
    );
  });
});
