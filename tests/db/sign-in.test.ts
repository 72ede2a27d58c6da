import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "@/db/client";
import { addClinic, addStaff } from "@/db/fixtures";
import { signIn } from "@/db/mutations/sign-in";
import { type TryCounters, tryCountersOn } from "@/db/mutations/sign-in-tries";
import { auditEvents } from "@/db/schema/clinic";
import { hashPassword } from "@/lib/sign-in/password";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const NOW = new Date("2026-11-24T15:00:00Z");
const PASSWORD = "correct horse battery";

let scratch: ScratchDatabase;
let counters: TryCounters;
let clinicId: string;
let passwordHash: string;
let people = 0;

beforeAll(async () => {
  scratch = await scratchDatabase();
  counters = tryCountersOn(scratch.pool);
  clinicId = await addClinic(scratch.owner, NOW);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => scratch.drop());

async function somebody(given: { clinicId?: string; email?: string; disabledAt?: Date } = {}) {
  const email = given.email ?? `person${++people}@westside.example`;
  return addStaff(scratch.owner, NOW, { clinicId, passwordHash, ...given, email });
}

function attempt(
  email: string,
  { password = PASSWORD, address = "198.51.100.7", knownDevice = false } = {},
) {
  const entry = { email, password, address, knownDevice };
  return signIn(entry, NOW, scratch.app, counters);
}

/** Each password check of a known account leaves exactly one refusal or one session. */
async function refusalsOf(staffId: string) {
  const rows = await scratch.owner
    .select({ details: auditEvents.details })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, staffId));
  return rows.map(({ details }) => details.reason);
}

describe("signing in", () => {
  it("lets the right password in, however often", async () => {
    const { email, id } = await somebody();
    for (let round = 0; round < 12; round++) {
      expect(await attempt(email)).toMatchObject({ ok: true, actor: { staffId: id } });
    }
  });

  it("gives a wrong password and an unknown address the same answer, and notes only the former", async () => {
    const { email, id } = await somebody();
    const known = await attempt(email, { password: "wrong" });
    const unknown = await attempt("nobody@westside.example", { password: "wrong" });
    expect(known).toEqual({ ok: false, reason: "wrong" });
    expect(unknown).toEqual(known);
    expect(await refusalsOf(id)).toEqual(["password"]);
  });

  it("refuses a disabled person with the same answer", async () => {
    const { email, id } = await somebody({ disabledAt: NOW });
    expect(await attempt(email)).toEqual({ ok: false, reason: "wrong" });
    expect(await refusalsOf(id)).toEqual(["disabled"]);
  });

  it("finds the clinic whose password fits when the address works in several", async () => {
    const first = await somebody();
    const otherClinic = await addClinic(scratch.owner, NOW, { name: "Other" });
    const second = await addStaff(scratch.owner, new Date(NOW.getTime() + 1000), {
      clinicId: otherClinic,
      email: first.email,
      passwordHash: await hashPassword("another one"),
    });
    const result = await attempt(first.email, { password: "another one" });
    expect(result).toMatchObject({
      ok: true,
      actor: { staffId: second.id, clinicId: otherClinic },
    });
    expect(await attempt(first.email)).toMatchObject({ ok: true, actor: { staffId: first.id } });
  });
});

describe("500 parallel tries", () => {
  it("check at most 10 passwords, from however many addresses, and the owner still gets in", async () => {
    const { email, id } = await somebody();
    const tries = Array.from({ length: 500 }, (_, n) =>
      attempt(email, { password: `guess ${n}`, address: `203.0.${n % 250}.9` }),
    );
    const answers = await Promise.all(tries);
    const checked = await refusalsOf(id);
    expect(checked.length).toBe(
      answers.filter((answer) => !answer.ok && answer.reason === "wrong").length,
    );
    expect(checked.length).toBeGreaterThan(0);
    expect(checked.length).toBeLessThanOrEqual(10);
    expect(await attempt(email, { knownDevice: true })).toMatchObject({ ok: true });
    const stranger = await attempt(email, { address: "192.0.2.1" });
    expect(stranger).toMatchObject({ ok: false, reason: "too_many", minutes: 15 });
  });

  it("from one address leave the owner a try from elsewhere, on a device nobody knows", async () => {
    const { email, id } = await somebody();
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        attempt(email, { password: `guess ${n}`, address: `203.0.113.${n % 250}` }),
      ),
    );
    expect((await refusalsOf(id)).length).toBe(4);
    expect(await attempt(email, { address: "192.0.2.1" })).toMatchObject({ ok: true });
  });

  it("from a known device are limited too: 10 for the account in all", async () => {
    const { email, id } = await somebody();
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        attempt(email, {
          password: `guess ${n}`,
          address: `203.0.${n % 250}.9`,
          knownDevice: n % 2 === 0,
        }),
      ),
    );
    expect((await refusalsOf(id)).length).toBe(10);
  });

  it("of one password on many accounts stop at the address", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        attempt(`spray${n}@westside.example`, { address: "100.64.0.1" }),
      ),
    );
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong").length).toBe(60);
  });
});

describe("when tries can't be counted", () => {
  it("nobody gets in, and no password is checked", async () => {
    const { email, id } = await somebody();
    const nowhere = openPool("postgres://nobody@127.0.0.1:1/none");
    const down = tryCountersOn(nowhere);
    const entry = { email, password: PASSWORD, address: "192.0.2.1", knownDevice: true };
    expect(await signIn(entry, NOW, scratch.app, down)).toEqual({
      ok: false,
      reason: "unavailable",
    });
    expect(await refusalsOf(id)).toEqual([]);
    await nowhere.end();
  });
});
