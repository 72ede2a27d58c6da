import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { clearReasons } from "@/db/mutations/reviews";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import { findTreatmentToCorrect, previewTreatmentTime } from "@/db/queries/treatment-time";
import { treatmentStanding } from "@/db/treatment-time";
import { NotPermitted } from "@/lib/actor";
import type { Answers } from "@/lib/triage/protocol";
import {
  asApp,
  at,
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

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

type Of = Pick<Treated, "patientId"> & { treatmentId: string };
const ofRecovery = ({ patientId, recoveryId }: Treated): Of => ({
  patientId,
  treatmentId: recoveryId,
});

function correct(
  tx: Database,
  of: Of,
  endedAt: Date,
  more: { version?: number; key?: string } = {},
) {
  const { version = 1, key = randomUUID() } = more;
  const said = { endedAt, reason: "The file had the start", version, idempotencyKey: key };
  return correctTreatmentTime(desk.manager, { ...of, ...said }, NOW, tx);
}

/** An instant as a plain statement reads it in a session of UTC. */
function stamp(instant: Date): string {
  return instant.toISOString().replace("T", " ").replace(".000Z", "+00");
}

function standing(tx: Database, of: Of) {
  return inClinic(desk, tx, (inner) => treatmentStanding(inner, desk.clinicId, of));
}

describe("correcting a treatment's time", () => {
  it("judges anew, keeps every check-in and the old time with who and why", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const of = ofRecovery(await treat(tx, desk, { hoursAgo: 50 }));
      await report(tx, desk, of.patientId, { redness: 1, swelling: 0, heat: 0 }, at(-1));
      expect(await standing(tx, of)).toMatchObject({ assessment: { level: "watch" } });

      expect(await correct(tx, of, at(-40))).toMatchObject({ ok: true });

      expect(await standing(tx, of)).toMatchObject({
        assessment: { level: "expected", reasons: [], changesAt: at(8, 1) },
        line: { group: "expected" },
        leftOut: [],
      });
      const found = await findTreatmentToCorrect(desk.manager, of, NOW, tx);
      expect(found).toMatchObject({
        treatment: { endedAt: at(-40), endedAtSource: "recorded", version: 2 },
        corrections: [
          {
            by: "Sam manager",
            correction: {
              reason: "The file had the start",
              before: { endedAt: at(-50).toISOString(), endedAtSource: "recorded" },
              after: { endedAt: at(-40).toISOString(), endedAtSource: "recorded" },
            },
          },
        ],
      });
    });
  });

  it("keeps a check-in that now lies before the treatment, out of the rules and said to be", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const of = ofRecovery(await treat(tx, desk, { hoursAgo: 50 }));
      const early = await report(tx, desk, of.patientId, { pus: "yes" }, at(-49));
      await report(tx, desk, of.patientId, { redness: 0, swelling: 0, heat: 0 }, at(-1));
      await correct(tx, of, at(-30));
      const { assessment, leftOut } = await standing(tx, of);
      expect(assessment).toMatchObject({ level: "watch" });
      expect(assessment?.reasons.map(({ code }) => code)).toEqual(["DATA_BEFORE_TREATMENT"]);
      expect(leftOut).toEqual([{ id: early, observedAt: at(-49) }]);
      const kept = await tx.execute(sql`select id from check_ins where id = ${early}`);
      expect(kept.rows).toHaveLength(1);
    });
  });

  it("ends the data problem of a treatment known by its day only", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const ids = await treat(tx, desk, { hoursAgo: 20, endedAtSource: "day_only" });
      expect(await lineOf(tx, ids.patientId)).toMatchObject({ list_group: "data_problem" });
      // The same instant, now that somebody says so.
      expect(await correct(tx, ofRecovery(ids), at(-20))).toMatchObject({ ok: true });
      expect(await lineOf(tx, ids.patientId)).toMatchObject({ list_group: "expected" });
    });
  });

  it("plans anew what nobody has acted on, and keeps what a call arranged", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const silent = await treat(tx, desk, { hoursAgo: 80 });
      await correct(tx, ofRecovery(silent), at(-50));
      expect(await lineOf(tx, silent.patientId)).toMatchObject({
        level: "awaiting",
        due_at: stamp(at(22)),
      });

      const called = await treat(tx, desk, { name: "Ben Ode", hoursAgo: 80 });
      await call(tx, desk, callOf(called.patientId), NOW);
      const planned = await lineOf(tx, called.patientId);
      await correct(tx, ofRecovery(called), at(-50));
      expect(await lineOf(tx, called.patientId)).toMatchObject({
        attempts: 1,
        due_at: planned!.due_at,
        next_action: planned!.next_action,
      });
    });
  });

  it.each([
    ["in the future", at(0, 5 * 60_000 + 1), "in_future"],
    ["as it is already", at(-50), "unchanged"],
    ["of another century", new Date("1926-11-24T10:00:00Z"), "too_long_ago"],
  ])("is refused %s, and writes nothing", async (_, endedAt, reason) => {
    await rolledBack(scratch.owner, async (tx) => {
      const of = ofRecovery(await asApp(tx, () => treat(tx, desk, { hoursAgo: 50 })));
      const before = await contentOf(tx);
      expect(await asApp(tx, () => correct(tx, of, endedAt))).toEqual({ ok: false, reason });
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("is refused to somebody whose page is older than another's correction, and says what stands", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const of = ofRecovery(await treat(tx, desk, { hoursAgo: 50 }));
      expect(await correct(tx, of, at(-40))).toMatchObject({ ok: true });
      expect(await correct(tx, of, at(-30))).toEqual({
        ok: false,
        reason: "stale",
        stored: { endedAt: at(-40), endedAtSource: "recorded" },
        version: 2,
        by: "Sam manager",
      });
      expect(await correct(tx, of, at(-30), { version: 2 })).toMatchObject({ ok: true });
    });
  });

  it("doesn't take the key of another treatment's form for its own", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, recoveryId } = await treat(tx, desk, { hoursAgo: 50 });
      const second = await treatAgain(tx, desk, patientId, { area: "neck", hoursAgo: 30 });
      const key = randomUUID();
      const first = await correct(tx, { patientId, treatmentId: recoveryId }, at(-40), { key });
      expect(first).toMatchObject({ ok: true });
      expect(await correct(tx, { patientId, treatmentId: second }, at(-20), { key })).toEqual({
        ok: false,
        reason: "not_found",
      });
    });
  });
});

describe("a preview", () => {
  it("stores nothing, whatever it shows", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const of = ofRecovery(await asApp(tx, () => treat(tx, desk, { hoursAgo: 60 })));
      await asApp(tx, () => report(tx, desk, of.patientId, { redness: 1 }, at(-58)));
      const before = await contentOf(tx);
      const shown = await asApp(tx, () =>
        previewTreatmentTime(desk.manager, { ...of, endedAt: at(-40) }, NOW, tx),
      );
      expect(shown).toMatchObject({
        before: { assessment: { level: "awaiting" }, leftOut: [] },
        after: { assessment: { level: "watch" }, leftOut: [{ observedAt: at(-58) }] },
      });
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("shows a silence that nobody has written down yet as it is now, not as an effect", async () => {
    await rolledBack(scratch.app, async (tx) => {
      // Known since hour 1; nothing has been written at 48 h.
      const of = ofRecovery(await treat(tx, desk, { hoursAgo: 60 }));
      const shown = await previewTreatmentTime(desk.manager, { ...of, endedAt: at(-59) }, NOW, tx);
      expect(shown).toMatchObject({
        before: { assessment: { level: "awaiting" }, line: { group: "awaiting" } },
        after: { assessment: { level: "awaiting" }, line: { group: "awaiting" } },
      });
    });
  });

  it("is for those who may correct, of their own clinic's treatments", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const elsewhere = await openDesk(scratch.owner);
      const theirs = ofRecovery(await treat(scratch.app, elsewhere, { hoursAgo: 50 }));
      const look = (actor: Desk["manager"]) =>
        previewTreatmentTime(actor, { ...theirs, endedAt: at(-40) }, NOW, tx);
      expect(await look(desk.manager)).toBeNull();
      expect(await findTreatmentToCorrect(desk.manager, theirs, NOW, tx)).toBeNull();
      await expect(look(elsewhere.admin)).rejects.toThrow(NotPermitted);
      const mixed = { ...theirs, patientId: (await treat(tx, desk)).patientId };
      expect(
        await previewTreatmentTime(desk.manager, { ...mixed, endedAt: at(-40) }, NOW, tx),
      ).toBeNull();
    });
  });
});

const HOURS = [0.5, 1, 20, 23.9, 24.1, 47.9, 48.1, 60, 71.9, 72.1, 100, 340];
const severity = fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3);
const certainty = fc.constantFrom<"no" | "unsure" | "yes">("no", "unsure", "yes");
const answers: fc.Arbitrary<Answers> = fc
  .record(
    {
      redness: severity,
      swelling: severity,
      heat: severity,
      pain: fc.constantFrom(0, 4, 6, 8),
      pus: certainty,
      breathing: certainty,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((given) => Object.keys(given).length > 0);
const story = fc.record({
  treated: fc.constantFrom(...HOURS),
  dayOnly: fc.boolean(),
  other: fc.option(fc.constantFrom(...HOURS)),
  reports: fc.array(fc.record({ hoursAgo: fc.constantFrom(...HOURS), answers }), { maxLength: 4 }),
  reviewed: fc.boolean(),
  called: fc.boolean(),
  to: fc.constantFrom(...HOURS),
});

type Story = typeof story extends fc.Arbitrary<infer Told> ? Told : never;

describe("any preview", () => {
  it("is exactly what the correction then stores", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async (told, written) => {
        await rolledBack(scratch.app, async (tx) => {
          const of = await live(tx, told);
          const asked = { ...of, endedAt: at(-told.to) };
          const shown = await previewTreatmentTime(desk.manager, asked, NOW, tx);
          if (written) {
            // As a job does within seconds: what time has changed is no effect of the correction.
            await inClinic(desk, tx, (inner) =>
              rewriteLine(inner, desk.clinicId, of.patientId, { news: false, idle: true }, NOW),
            );
            expect(await standing(tx, of)).toEqual(shown!.before);
          }
          const done = await correct(tx, of, asked.endedAt);
          if (done.ok) expect(await standing(tx, of)).toEqual(shown!.after);
          else expect(done.reason).toBe("unchanged");
        });
      }),
      { numRuns: 25 },
    );
  });
});

async function live(tx: Database, told: Story): Promise<Of> {
  const ids = await treat(tx, desk, {
    hoursAgo: told.treated,
    endedAtSource: told.dayOnly ? "day_only" : "recorded",
  });
  if (told.other !== null) {
    await treatAgain(tx, desk, ids.patientId, { area: "neck", hoursAgo: told.other });
  }
  const earliest = Math.max(told.treated, told.other ?? 0);
  const oldestFirst = told.reports.toSorted((a, b) => b.hoursAgo - a.hoursAgo);
  for (const { hoursAgo, answers: given } of oldestFirst) {
    if (hoursAgo <= earliest) await report(tx, desk, ids.patientId, given, at(-hoursAgo));
  }
  if (told.reviewed) {
    const { assessment } = await standing(tx, ofRecovery(ids));
    const clears = (assessment?.reasons ?? [])
      .map(({ code }) => code)
      .filter((code) => code === "PUS" || code === "SWELLING_SEVERE");
    if (clears.length > 0) {
      const review = { ...ids, clears, note: "Seen", idempotencyKey: randomUUID() };
      await clearReasons(desk.provider, review, at(0, -1000), tx);
    }
  }
  if (told.called) await call(tx, desk, callOf(ids.patientId), at(0, -500));
  return ofRecovery(ids);
}
