import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCheckInLink, verifyCheckInLink } from "@/db/mutations/check-in-links";
import {
  beginOwnReport,
  keepLeftDrafts,
  keepOwnAnswer,
  sendOwnReport,
} from "@/db/mutations/own-check-ins";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { type Actor, NotPermitted, type PatientActor, ROLES } from "@/lib/actor";
import type { OwnAnswer } from "@/lib/check-in/patient-answer";
import {
  asApp,
  at,
  auditOf,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  type Treated,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let somebody: Treated;
let patient: PatientActor;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());
beforeEach(async () => {
  desk = await openDesk(scratch.owner);
  somebody = await treat(scratch.app, desk, { hoursAgo: 30 });
  patient = await holder(somebody.patientId);
});

async function holder(patientId: string, whose = desk): Promise<PatientActor> {
  const link = { patientId, token: randomUUID(), idempotencyKey: randomUUID() };
  const made = await createCheckInLink(whose.provider, link, at(-1), scratch.app);
  if (!made.ok) throw new Error(made.reason);
  const reference = { clinicId: whose.clinicId, linkId: made.linkId };
  const verified = await verifyCheckInLink(reference, "1990-05-17", at(-1), scratch.app);
  if (!verified.ok) throw new Error(verified.reason);
  return verified.actor;
}

async function begin(now = NOW, recoveryId: string | null = null): Promise<string> {
  const asked = { recoveryId, reportId: randomUUID() };
  const begun = await beginOwnReport(patient, asked, now, scratch.app);
  if (!begun.ok) throw new Error(begun.reason);
  return begun.reportId;
}

const answer = (reportId: string, given: OwnAnswer, now = NOW) =>
  keepOwnAnswer(patient, { reportId, ...given }, now, scratch.app);

async function send(reportId: string, now = NOW, key?: string) {
  const idempotencyKey = key ?? (await page()).draft!.idempotencyKey;
  return sendOwnReport(patient, { reportId, idempotencyKey }, now, scratch.app);
}

async function page(actor: Actor = patient) {
  const found = await findOwnRecovery(actor, scratch.app);
  if (found === null) throw new Error("The record is gone.");
  return found;
}

async function checkIns() {
  const { rows } = await scratch.owner.execute<{
    answers: unknown;
    source: string;
    identity_verified: boolean;
    recovery_id: string | null;
    observed_at: Date;
  }>(
    sql`select * from check_ins where patient_id = ${somebody.patientId} order by recorded_at, id`,
  );
  return rows;
}

describe("a report of the patient", () => {
  it("is kept answer by answer, becomes one check-in, and moves the line", async () => {
    const reportId = await begin();
    expect(await answer(reportId, { sign: "breathing", value: "no" })).toEqual({
      ok: true,
      alarm: null,
    });
    await answer(reportId, { sign: "swelling", value: 2 });
    await answer(reportId, { sign: "redness", value: 1 });
    await answer(reportId, { sign: "redness", value: null });
    expect(await checkIns()).toEqual([]);
    expect((await page()).draft!.answers).toEqual({ breathing: "no", swelling: 2 });

    expect(await send(reportId, at(0.1))).toMatchObject({ ok: true });
    const [kept, ...others] = await checkIns();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      answers: { breathing: "no", swelling: 2 },
      source: "patient",
      identity_verified: true,
      recovery_id: somebody.recoveryId,
    });
    expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({ list_group: "watch" });
    expect((await page()).draft).toBeNull();
    const said = (await auditOf(scratch.owner, somebody.patientId)).slice(-1);
    expect(said).toMatchObject([{ action: "check_in.record", actorId: patient.linkId }]);
  });

  it("is sent once, however often and however many at once the button is pressed", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "heat", value: 1 });
    const key = (await page()).draft!.idempotencyKey;
    const all = await Promise.all(Array.from({ length: 12 }, () => send(reportId, NOW, key)));
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(all[0]).toMatchObject({ ok: true });
    expect(await send(reportId, at(1), key)).toEqual(all[0]);
    expect(await checkIns()).toHaveLength(1);
  });

  it("can be followed by another one on the same day", async () => {
    for (const now of [NOW, at(3)]) {
      const reportId = await begin(now);
      await answer(reportId, { sign: "heat", value: 1 }, now);
      expect(await send(reportId, now)).toMatchObject({ ok: true });
    }
    expect((await page()).checkIns).toHaveLength(2);
  });

  it("isn't sent without an answer; a trend alone is none", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "swellingTrend", value: "less" });
    expect(await send(reportId)).toEqual({ ok: false, reason: "nothing" });
    expect(await checkIns()).toEqual([]);
  });

  it("is kept by the desk when nobody comes back within two hours, as of its own time, and once", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "redness", value: 2 }, at(0.1));
    const keep = (now: Date) => keepLeftDrafts(desk.job, now, scratch.app);
    expect(await keep(at(2.09))).toBe(0);
    const kept = await Promise.all([keep(at(2.1)), keep(at(2.1))]);
    expect(kept.toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(await keep(at(9))).toBe(0);
    const [report, ...more] = await checkIns();
    expect(report).toMatchObject({ answers: { redness: 2 }, source: "patient" });
    expect(new Date(report!.observed_at)).toEqual(at(0.1));
    expect(more).toEqual([]);
    expect(await lineOf(scratch.owner, somebody.patientId)).not.toBeNull();
    expect(await auditOf(scratch.owner, somebody.patientId)).toContainEqual(
      expect.objectContaining({ action: "check_in.record", actorId: desk.job.job }),
    );
  });

  it("leaves nothing behind when nothing was answered", async () => {
    await begin();
    expect(await keepLeftDrafts(desk.job, at(3), scratch.app)).toBe(0);
    expect((await page()).draft).toBeNull();
    expect(await checkIns()).toEqual([]);
  });

  it("goes on where it was left, and after two hours is kept as of its own time", async () => {
    const first = await begin();
    await answer(first, { sign: "pain", value: 5 });
    expect(await begin(at(1.9))).toBe(first);
    const second = await begin(at(2));
    expect(second).not.toBe(first);
    const [kept, ...others] = await checkIns();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ answers: { pain: 5 } });
    expect(new Date(kept!.observed_at)).toEqual(NOW);
    expect(await answer(first, { sign: "pain", value: 1 }, at(2))).toEqual({
      ok: false,
      reason: "gone",
    });
  });

  it("names one area, or counts for all that heal", async () => {
    const neck = await treatAgain(scratch.app, desk, somebody.patientId, {
      area: "neck",
      hoursAgo: 20,
    });
    expect((await page()).recoveries.map(({ area }) => area)).toEqual(["neck", "face"]);
    const all = await begin();
    await answer(all, { sign: "heat", value: 1 });
    await send(all);
    const one = await begin(at(1), neck);
    await answer(one, { sign: "heat", value: 0 }, at(1));
    await send(one, at(1));
    expect((await checkIns()).map((each) => each.recovery_id)).toEqual([null, neck]);
    const foreign = { recoveryId: randomUUID(), reportId: randomUUID() };
    expect(await beginOwnReport(patient, foreign, at(9), scratch.app)).toEqual({
      ok: false,
      reason: "not_found",
    });
  });
});

describe("an answer that can't wait", () => {
  it.each([
    [{ sign: "breathing", value: "yes" }, "emergency"],
    [{ sign: "eye", value: "unsure" }, "emergency"],
    [{ sign: "pus", value: "unsure" }, "urgent"],
    [{ sign: "pain", value: 7 }, "urgent"],
    [{ sign: "itching", value: 3 }, "urgent"],
    [{ sign: "temperatureC", value: 38 }, "urgent"],
  ] as const)(
    "%j is reported when it is given, with what was answered before",
    async (given, alarm) => {
      const reportId = await begin();
      await answer(reportId, { sign: "bumps", value: "no" });
      expect(await answer(reportId, given)).toEqual({ ok: true, alarm });
      expect(await checkIns()).toMatchObject([
        { answers: { bumps: "no", [given.sign]: given.value }, source: "patient" },
      ]);
      expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({ list_group: alarm });
    },
  );

  it("is reported once: again, and at the end, nothing is doubled", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "pus", value: "yes" });
    expect(await answer(reportId, { sign: "pus", value: "yes" }, at(0.01))).toEqual({
      ok: true,
      alarm: "urgent",
    });
    await answer(reportId, { sign: "heat", value: 1 }, at(0.01));
    expect(await send(reportId, at(0.02))).toMatchObject({ ok: true });
    expect((await checkIns()).map(({ answers }) => answers)).toEqual([{ pus: "yes" }, { heat: 1 }]);
  });

  it("is a whole report when nothing follows it", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "breathing", value: "yes" });
    expect(await send(reportId)).toMatchObject({ ok: true });
    expect(await checkIns()).toHaveLength(1);
  });

  it("isn't wiped out by thinking better of it", async () => {
    const reportId = await begin();
    await answer(reportId, { sign: "pus", value: "yes" });
    await answer(reportId, { sign: "pus", value: "no" }, at(0.01));
    await send(reportId, at(0.02));
    expect((await checkIns()).map(({ answers }) => answers)).toEqual([
      { pus: "yes" },
      { pus: "no" },
    ]);
    expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({ list_group: "urgent" });
  });

  it("still alarms when it can't be stored, and stays in the draft", async () => {
    const reportId = await begin();
    await scratch.owner.execute(
      sql`update treatments set ended_at = ${at(5).toISOString()} where id = ${somebody.recoveryId}`,
    );
    expect(await answer(reportId, { sign: "breathing", value: "yes" })).toEqual({
      ok: false,
      reason: "observed_before_treatment",
      alarm: "emergency",
    });
    expect((await page()).draft!.answers).toEqual({ breathing: "yes" });
    expect(await checkIns()).toEqual([]);
  });
});

describe("nobody but the patient", () => {
  const acts: readonly [string, (actor: Actor) => Promise<unknown>][] = [
    ["sees the page", (actor) => findOwnRecovery(actor, scratch.app)],
    [
      "begins a report",
      (actor) =>
        beginOwnReport(actor, { recoveryId: null, reportId: randomUUID() }, NOW, scratch.app),
    ],
    [
      "answers",
      (actor) =>
        keepOwnAnswer(actor, { reportId: randomUUID(), sign: "pain", value: 1 }, NOW, scratch.app),
    ],
    [
      "sends",
      (actor) =>
        sendOwnReport(
          actor,
          { reportId: randomUUID(), idempotencyKey: randomUUID() },
          NOW,
          scratch.app,
        ),
    ],
  ];

  it.each(acts)("%s", async (_, act) => {
    const before = await contentOf(scratch.owner);
    for (const actor of [...ROLES.map((role) => desk[role]), desk.job]) {
      await expect(act(actor)).rejects.toThrow(NotPermitted);
    }
    expect(await contentOf(scratch.owner)).toEqual(before);
  });

  it("sees or writes anything under another clinic, or of another patient", async () => {
    const elsewhere = await openDesk(scratch.owner);
    const other = await treat(scratch.app, desk, { name: "Ben Ode", hoursAgo: 30 });
    const reportId = await begin();
    await answer(reportId, { sign: "heat", value: 1 });
    const key = (await page()).draft!.idempotencyKey;
    const before = await contentOf(scratch.owner);
    const foreign: PatientActor = { ...patient, clinicId: elsewhere.clinicId };
    expect(await findOwnRecovery(foreign, scratch.app)).toBeNull();
    const neighbour: PatientActor = { ...patient, patientId: other.patientId };
    for (const actor of [foreign, neighbour]) {
      const given = { reportId, sign: "pain", value: 1 } as const;
      expect(await keepOwnAnswer(actor, given, NOW, scratch.app)).toMatchObject({ ok: false });
      const sent = { reportId, idempotencyKey: key };
      expect(await sendOwnReport(actor, sent, NOW, scratch.app)).toMatchObject({ ok: false });
    }
    expect(await contentOf(scratch.owner)).toEqual(before);
  });
});

it("a report is undone when the audit can't be written", async () => {
  const reportId = await begin();
  await answer(reportId, { sign: "heat", value: 1 });
  const key = (await page()).draft!.idempotencyKey;
  await rolledBack(scratch.owner, async (tx) => {
    await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
    const before = await contentOf(tx);
    const sent = { reportId, idempotencyKey: key };
    await asApp(tx, () => expect(sendOwnReport(patient, sent, NOW, tx)).rejects.toThrow());
    const red = { reportId, sign: "pus", value: "yes" } as const;
    await asApp(tx, () => expect(keepOwnAnswer(patient, red, NOW, tx)).rejects.toThrow());
    expect(await contentOf(tx)).toEqual(before);
  });
});
