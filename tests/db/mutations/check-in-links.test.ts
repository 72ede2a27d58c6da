import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addSomebody } from "@/db/fixtures";
import {
  createCheckInLink,
  revokeCheckInLink,
  verifyCheckInLink,
} from "@/db/mutations/check-in-links";
import { addressTriesOn } from "@/db/mutations/check-in-tries";
import { mergePatients } from "@/db/mutations/merges";
import {
  findCheckInLink,
  findLinkHolder,
  findLinkRecipient,
  listCheckInLinks,
} from "@/db/queries/check-in-links";
import { ADDRESS_TRIES, LINK_DAYS, MOST_WRONG_TRIES, newLinkToken } from "@/lib/check-in/link";
import { CALL_FOR } from "@/lib/follow-up/next-action";
import {
  at,
  auditOf,
  call,
  callOf,
  contentOf,
  type Desk,
  lineOf,
  NOW,
  openDesk,
  reachedCallOf,
  type Treated,
  treat,
} from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const BIRTH = "1990-05-17";
const WRONG = "1990-05-18";
let scratch: ScratchDatabase;
let desk: Desk;
let somebody: Treated;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());
beforeEach(async () => {
  desk = await openDesk(scratch.owner);
  somebody = await treat(scratch.app, desk, { hoursAgo: 3 });
});

async function link(patientId = somebody.patientId, now = NOW) {
  const token = newLinkToken();
  const asked = { patientId, token, idempotencyKey: randomUUID() };
  const made = await createCheckInLink(desk.aesthetician, asked, now, scratch.app);
  if (!made.ok) throw new Error(`No link: ${made.reason}`);
  return {
    token,
    linkId: made.linkId,
    reference: { clinicId: desk.clinicId, linkId: made.linkId },
  };
}

const tryDate = (reference: { clinicId: string; linkId: string }, birthOn: string, now = NOW) =>
  verifyCheckInLink(reference, birthOn, now, scratch.app);

describe("a link", () => {
  it("is found by its token alone, and stored only as a hash", async () => {
    const { token, reference } = await link();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await findCheckInLink(token, NOW, scratch.app)).toEqual(reference);
    const { rows } = await scratch.owner.execute<{ said: string }>(
      sql`select l::text as said from check_in_links l`,
    );
    expect(rows.some(({ said }) => said.includes(token))).toBe(false);
  });

  it("isn't found once it was changed, has ended or was revoked", async () => {
    const { token, linkId } = await link();
    const end = new Date(NOW.getTime() + LINK_DAYS * 86_400_000);
    expect(await findCheckInLink(token, new Date(end.getTime() - 1), scratch.app)).not.toBeNull();
    expect(await findCheckInLink(token, end, scratch.app)).toBeNull();
    expect(await findCheckInLink(`${token.slice(1)}A`, NOW, scratch.app)).toBeNull();
    expect(await findCheckInLink("", NOW, scratch.app)).toBeNull();
    const revoked = { patientId: somebody.patientId, linkId };
    await revokeCheckInLink(desk.provider, revoked, at(1), scratch.app);
    expect(await findCheckInLink(token, at(1), scratch.app)).toBeNull();
  });

  it("can't be found through the table without its token, whatever the transaction names", async () => {
    const { token } = await link();
    for (const setting of ["", token, "%"]) {
      await scratch.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.check_in_link', ${setting}, true)`);
        const { rows } = await tx.execute(sql`select 1 from check_in_links`);
        expect(rows).toEqual([]);
      });
    }
  });

  it("is replaced by the next one: only the newest holds", async () => {
    const first = await link();
    const second = await link(somebody.patientId, at(1));
    expect(await findCheckInLink(first.token, at(1), scratch.app)).toBeNull();
    expect(await findCheckInLink(second.token, at(1), scratch.app)).toEqual(second.reference);
    const listed = await listCheckInLinks(desk.provider, somebody.patientId, at(1), scratch.app);
    expect(listed.map(({ linkId, state }) => [linkId, state])).toEqual([
      [second.linkId, "holds"],
      [first.linkId, "revoked"],
    ]);
  });

  it("leaves one that holds when two people make one in the same instant", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => link()));
    const found = await Promise.all(
      made.map(({ token }) => findCheckInLink(token, NOW, scratch.app)),
    );
    expect(found.filter((each) => each !== null)).toHaveLength(1);
  });

  it("isn't made without a birth date, or without a treatment", async () => {
    const token = newLinkToken();
    const asked = { patientId: somebody.patientId, token, idempotencyKey: randomUUID() };
    await scratch.owner.execute(
      sql`update patients set birth_on = null where id = ${somebody.patientId}`,
    );
    const before = await contentOf(scratch.owner);
    expect(await createCheckInLink(desk.provider, asked, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "no_birth_date",
    });
    const patient = { clinicId: desk.clinicId, name: "Lee Untreated" };
    const { patientId } = await addSomebody(scratch.owner, NOW, patient);
    const untreated = { ...asked, patientId };
    expect(await createCheckInLink(desk.provider, untreated, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "no_treatment",
    });
    expect((await contentOf(scratch.owner)).check_in_links).toEqual(before.check_in_links);
  });

  it("follows a record that became part of another, with the birth date that stands there", async () => {
    const other = await treat(scratch.app, desk, { name: "A Lopez", hoursAgo: 3 });
    const { reference, token } = await link(other.patientId);
    const merged = await mergePatients(
      desk.provider,
      {
        keptId: somebody.patientId,
        mergedId: other.patientId,
        versions: { kept: 1, merged: 1 },
        idempotencyKey: randomUUID(),
      },
      NOW,
      scratch.app,
    );
    expect(merged.ok).toBe(true);
    await scratch.owner.execute(
      sql`update patients set birth_on = ${WRONG} where id = ${somebody.patientId}`,
    );
    expect(await tryDate(reference, BIRTH)).toEqual({ ok: false, reason: "wrong" });
    expect(await tryDate(reference, WRONG)).toMatchObject({ ok: true });
    await link(somebody.patientId, at(1));
    expect(await findCheckInLink(token, at(1), scratch.app)).toBeNull();
  });
});

describe("where a link is sent by hand", () => {
  const recipient = () => findLinkRecipient(desk.provider, somebody.patientId, NOW, scratch.app);

  it("is the patient's own numbers that can be used, in their language", async () => {
    expect(await recipient()).toEqual({
      language: "en",
      contacts: [{ kind: "phone", value: "+13125550101" }],
    });
    for (const change of [sql`usable = false`, sql`usable = true, reaches = 'alternate'`]) {
      await scratch.owner.execute(
        sql`update contact_points set ${change} where patient_id = ${somebody.patientId}`,
      );
      expect((await recipient()).contacts).toEqual([]);
    }
  });

  it.each([sql`consent_to_contact = false`, sql`do_not_contact_until = ${at(1).toISOString()}`])(
    "is nowhere while they don't want to be contacted",
    async (wish) => {
      await scratch.owner.execute(
        sql`update patients set ${wish} where id = ${somebody.patientId}`,
      );
      expect((await recipient()).contacts).toEqual([]);
    },
  );
});

describe("the birth date", () => {
  it("lets the patient in, as an actor of exactly this clinic and record, and says so once", async () => {
    const { reference, linkId } = await link();
    const { clinicId } = desk;
    expect(await tryDate(reference, BIRTH)).toEqual({
      ok: true,
      actor: { kind: "patient", clinicId, patientId: somebody.patientId, linkId },
    });
    const said = (await auditOf(scratch.owner, somebody.patientId)).slice(-1);
    expect(said).toEqual([{ action: "link.open", actorId: linkId, subjectId: linkId }]);
  });

  it("locks the link when it was wrong too often, and right ones are no use then", async () => {
    const { reference } = await link();
    for (let n = 1; n < MOST_WRONG_TRIES; n++) {
      expect(await tryDate(reference, WRONG)).toEqual({ ok: false, reason: "wrong" });
    }
    expect(await tryDate(reference, WRONG)).toEqual({ ok: false, reason: "locked" });
    expect(await tryDate(reference, BIRTH)).toEqual({ ok: false, reason: "locked" });
    expect(await findLinkHolder(reference, scratch.app)).toMatchObject({ locked: true });
    const said = await auditOf(scratch.owner, somebody.patientId);
    expect(said.slice(-MOST_WRONG_TRIES).map(({ action }) => action)).toEqual([
      ...Array.from({ length: MOST_WRONG_TRIES - 1 }, () => "link.refuse"),
      "link.lock",
    ]);
  });

  it("begins to count anew after a right one", async () => {
    const { reference } = await link();
    for (let round = 0; round < 2; round++) {
      for (let n = 1; n < MOST_WRONG_TRIES; n++) await tryDate(reference, WRONG);
      expect(await tryDate(reference, BIRTH)).toMatchObject({ ok: true });
    }
  });

  it("isn't guessed by many at once: as many are compared as one after the other", async () => {
    const { reference } = await link();
    const all = await Promise.all(Array.from({ length: 12 }, () => tryDate(reference, WRONG)));
    const wrong = all.filter((each) => !each.ok && each.reason === "wrong");
    expect(wrong).toHaveLength(MOST_WRONG_TRIES - 1);
    expect(await tryDate(reference, BIRTH)).toEqual({ ok: false, reason: "locked" });
  });

  it("never fits when it was taken off the record", async () => {
    const { reference } = await link();
    await scratch.owner.execute(
      sql`update patients set birth_on = null where id = ${somebody.patientId}`,
    );
    for (const text of ["", "null", BIRTH]) {
      expect(await tryDate(reference, text)).toEqual({ ok: false, reason: "wrong" });
    }
  });

  it("isn't looked at for a link that ended, was revoked or is another clinic's", async () => {
    const { reference, linkId } = await link();
    const gone = { ok: false, reason: "gone" };
    expect(await tryDate(reference, BIRTH, at(24 * LINK_DAYS))).toEqual(gone);
    const elsewhere = await openDesk(scratch.owner);
    expect(await tryDate({ ...reference, clinicId: elsewhere.clinicId }, BIRTH)).toEqual(gone);
    await revokeCheckInLink(
      desk.provider,
      { patientId: somebody.patientId, linkId },
      NOW,
      scratch.app,
    );
    expect(await tryDate(reference, BIRTH)).toEqual(gone);
  });
});

describe("a link that locked itself", () => {
  async function locked() {
    const made = await link();
    for (let n = 0; n < MOST_WRONG_TRIES; n++) await tryDate(made.reference, WRONG);
    return made;
  }

  it("is a call on the worklist: said beside the row, and due", async () => {
    expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({
      list_group: "expected",
    });
    await locked();
    const line = await lineOf(scratch.owner, somebody.patientId);
    expect(line).toMatchObject({
      list_group: "data_problem",
      data_problems: ["link_locked"],
      next_action: CALL_FOR.locked_out.action,
      level: "expected",
    });
    // Tuesday 10 AM: four clinic hours later is the same afternoon.
    expect(new Date(line!.due_at)).toEqual(at(4));
    expect(new Date(line!.promised_at!)).toEqual(at(4));
  });

  it("stays one until somebody makes a new link; the promised call ends with a call", async () => {
    await locked();
    await call(scratch.app, desk, callOf(somebody.patientId), at(1));
    expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({
      data_problems: ["link_locked"],
    });
    await call(scratch.app, desk, reachedCallOf(somebody.patientId, { redness: 0 }), at(2));
    await link(somebody.patientId, at(2.1));
    expect(await lineOf(scratch.owner, somebody.patientId)).toMatchObject({
      list_group: "expected",
      data_problems: [],
      promised_at: null,
    });
  });

  it("never hides a sign, and keeps what is due sooner", async () => {
    const { reference } = await link();
    await call(scratch.app, desk, reachedCallOf(somebody.patientId, { pus: "yes" }), at(-0.5));
    const before = await lineOf(scratch.owner, somebody.patientId);
    for (let n = 0; n < MOST_WRONG_TRIES; n++) await tryDate(reference, WRONG);
    const after = await lineOf(scratch.owner, somebody.patientId);
    expect(after).toMatchObject({ list_group: "urgent", data_problems: ["link_locked"] });
    expect([after!.due_at, after!.next_action]).toEqual([before!.due_at, before!.next_action]);
  });
});

it("one neighbourhood can't try dates without end, over all links, and right ones cost nothing", async () => {
  const tries = addressTriesOn(scratch.pool);
  for (let n = 0; n < ADDRESS_TRIES.points; n++) {
    expect(await tries.take("203.0.113.9")).toEqual({ ok: true });
    if (n === 0) await tries.giveBack("203.0.113.9");
  }
  expect(await tries.take("203.0.113.77")).toEqual({ ok: true });
  expect(await tries.take("203.0.113.200")).toMatchObject({ ok: false, reason: "refused" });
  expect(await tries.take("198.51.100.1")).toEqual({ ok: true });
});
