import { describe, expect, it } from "vitest";
import { type CheckStanding, decide, type MessageFacts, type Wanted } from "@/lib/messaging/decide";
import { nextMessage } from "@/lib/messaging/next-message";

/** A Tuesday, 10 AM in Chicago. */
const NOW = new Date("2026-11-24T16:00:00Z");
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

const CHECK: CheckStanding = {
  closesAt: at(12),
  cancelled: false,
  answered: false,
  recoveryOpen: true,
};
const INVITATION: Wanted = { template: "check_in", asked: false, check: CHECK };
const PHONE = {
  kind: "phone" as const,
  value: "+13125550101",
  stopped: false,
  failed: false,
};
const MAIL = { ...PHONE, kind: "email" as const, value: "ana@example.com" };

const point = (more: object = {}) => ({ ...PHONE, writtenAt: [] as Date[], ...more });
const mail = (more: object = {}) => ({ ...MAIL, writtenAt: [] as Date[], ...more });

function facts(more: Partial<MessageFacts> = {}, clinic: Partial<MessageFacts["clinic"]> = {}) {
  return {
    consentToContact: true,
    doNotContactUntil: null,
    treated: true,
    birthDateKnown: true,
    linkLocked: false,
    timeZone: "America/Chicago",
    wanted: null,
    points: [point()],
    writtenAt: [],
    ...more,
    clinic: {
      checkInMessages: true,
      quiet: { from: "20:00", until: "09:00" },
      channels: ["sms", "email"] as const,
      ...clinic,
    },
  } satisfies MessageFacts;
}

describe("a message that is due", () => {
  it("leaves as a text to the patient's own number", () => {
    expect(decide(INVITATION, facts(), NOW)).toEqual({
      send: true,
      channel: "sms",
      to: "+13125550101",
    });
  });

  it.each([
    [
      "a number that is only written to, before one that is rung too",
      [point(), point({ kind: "sms", value: "+1555" })],
      "+1555",
    ],
    ["a mail where there is no number", [mail()], "ana@example.com"],
    ["a mail where the number said STOP", [point({ stopped: true }), mail()], "ana@example.com"],
    [
      "a mail where the last text didn't arrive",
      [point({ failed: true }), mail()],
      "ana@example.com",
    ],
  ])("goes to %s", (_, points, to) => {
    expect(decide(INVITATION, facts({ points }), NOW)).toMatchObject({ send: true, to });
  });

  it("goes by what the desk has", () => {
    const points = [point(), mail()];
    expect(decide(INVITATION, facts({ points }, { channels: ["email"] }), NOW)).toMatchObject({
      channel: "email",
    });
  });

  const never = (reason: string) => ({ send: false, reason, until: null });
  it.each<
    [string, Partial<CheckStanding>, Partial<MessageFacts>, Partial<MessageFacts["clinic"]>, string]
  >([
    ["answered already", { answered: true }, {}, {}, "answered"],
    ["of a closed recovery", { recoveryOpen: false }, {}, {}, "closed"],
    ["of a check that was cancelled", { cancelled: true }, {}, {}, "not_due"],
    ["whose window is over", { closesAt: NOW }, {}, {}, "window_over"],
    ["of a clinic that switched them off", {}, {}, { checkInMessages: false }, "clinic_off"],
    ["without consent", {}, { consentToContact: false }, {}, "no_consent"],
    ["without a birth date", {}, { birthDateKnown: false }, {}, "no_birth_date"],
    ["of somebody never treated", {}, { treated: false }, {}, "no_treatment"],
    [
      "while somebody wants to be left alone until after it",
      {},
      { doNotContactUntil: at(12) },
      {},
      "do_not_contact",
    ],
  ])("never leaves when it is %s", (_, check, patient, clinic, reason) => {
    const wanted = { ...INVITATION, check: { ...CHECK, ...check } };
    expect(decide(wanted, facts(patient, clinic), NOW)).toEqual(never(reason));
  });

  it("still leaves in the last second of its window", () => {
    const check = { ...CHECK, closesAt: new Date(NOW.getTime() + 1) };
    expect(decide({ ...INVITATION, check }, facts(), NOW)).toMatchObject({ send: true });
  });

  it.each<[string, Partial<MessageFacts>, Partial<MessageFacts["clinic"]>, string]>([
    ["no provider is set up", {}, { channels: [] }, "no_provider"],
    ["no number is known", { points: [] }, {}, "no_way"],
    ["everything said STOP", { points: [point({ stopped: true })] }, {}, "stopped"],
    [
      "the last text failed and there is no address",
      { points: [point({ failed: true })] },
      {},
      "failed_before",
    ],
    ["the link has locked itself", { linkLocked: true }, {}, "link_locked"],
  ])("waits an hour and asks again while %s", (_, patient, clinic, reason) => {
    const held = decide(INVITATION, facts(patient, clinic), NOW);
    expect(held).toEqual({ send: false, reason, until: at(1) });
    const last = { ...INVITATION, check: { ...CHECK, closesAt: at(1) } };
    expect(decide(last, facts(patient, clinic), NOW)).toEqual(never(reason));
  });

  it("waits for the end of a wish to be left alone that lies inside its window", () => {
    expect(decide(INVITATION, facts({ doNotContactUntil: at(2) }), NOW)).toEqual({
      send: false,
      reason: "do_not_contact",
      until: at(2),
    });
    expect(decide(INVITATION, facts({ doNotContactUntil: NOW }), NOW)).toMatchObject({
      send: true,
    });
  });

  it("waits for the morning where the patient lives, or never leaves if the window is over by then", () => {
    const night = at(11);
    const late = { ...INVITATION, check: { ...CHECK, closesAt: at(30) } };
    expect(decide(late, facts(), night)).toEqual({
      send: false,
      reason: "quiet_hours",
      until: at(23),
    });
    const over = { ...INVITATION, check: { ...CHECK, closesAt: at(23) } };
    expect(decide(over, facts(), night)).toEqual(never("quiet_hours"));
    const inHonolulu = facts({ timeZone: "Pacific/Honolulu" });
    expect(decide(late, inHonolulu, night)).toMatchObject({ send: true });
    expect(decide(late, inHonolulu, NOW)).toMatchObject({ reason: "quiet_hours", until: at(3) });
  });

  it("leaves six hours after another, and as the third within a day only when one is a day old", () => {
    const late = { ...INVITATION, check: { ...CHECK, closesAt: at(48) } };
    const written = (...hours: number[]) => facts({ writtenAt: hours.map(at) });
    expect(decide(late, written(-5), NOW)).toEqual({
      send: false,
      reason: "just_written",
      until: at(1),
    });
    expect(decide(late, written(-6), NOW)).toMatchObject({ send: true });
    expect(decide(late, written(-7, -20), NOW)).toEqual({
      send: false,
      reason: "daily_cap",
      until: at(4),
    });
    expect(decide(late, written(-7, -24), NOW)).toMatchObject({ send: true });
  });

  it("counts what a household's phone got, whoever it was for", () => {
    const late = { ...INVITATION, check: { ...CHECK, closesAt: at(48) } };
    const six = [-1, -2, -3, -4, -5, -23].map(at);
    expect(decide(late, facts({ points: [point({ writtenAt: six })] }), NOW)).toEqual({
      send: false,
      reason: "daily_cap",
      until: at(1),
    });
  });
});

describe("a message that a person asks for", () => {
  const asked: Wanted = { template: "check_in", asked: true, check: null };

  it("leaves although another one has, and although the last one failed", () => {
    const busy = facts({ writtenAt: [at(-1), at(-2)], points: [point({ failed: true })] });
    expect(decide(asked, busy, NOW)).toMatchObject({ send: true });
  });

  it("keeps to STOP, to wishes and to quiet hours all the same", () => {
    expect(decide(asked, facts({ points: [point({ stopped: true })] }), NOW)).toEqual({
      send: false,
      reason: "stopped",
      until: null,
    });
    expect(decide(asked, facts({ consentToContact: false }), NOW)).toMatchObject({
      reason: "no_consent",
    });
    expect(decide(asked, facts(), at(11))).toEqual({
      send: false,
      reason: "quiet_hours",
      until: at(23),
    });
  });

  it("needs no birth date when it carries no link", () => {
    const ring: Wanted = { template: "please_ring", asked: true, check: null };
    expect(decide(ring, facts({ birthDateKnown: false }), NOW)).toMatchObject({ send: true });
    expect(decide(asked, facts({ birthDateKnown: false }), NOW)).toMatchObject({ send: false });
  });
});

describe("an answer to a text", () => {
  const answer: Wanted = { template: "text_received", asked: false, check: null };

  it("leaves at night and after other messages, but not after STOP", () => {
    expect(decide(answer, facts({ writtenAt: [at(10)] }), at(11))).toMatchObject({ send: true });
    expect(decide(answer, facts({ points: [point({ stopped: true })] }), NOW)).toMatchObject({
      reason: "stopped",
    });
  });
});

describe("why somebody is written to, and when", () => {
  const ahead = (dueAt: Date, closesAt: Date, more: object = {}) => ({
    recoveryId: "r",
    opensAt: at(-100),
    dueAt,
    closesAt,
    answered: false,
    settled: false,
    ...more,
  });

  it("names the next check that isn't over, and by what", () => {
    const checks = [
      ahead(at(-20), at(4), { settled: true }),
      ahead(at(4), at(16)),
      ahead(at(28), at(40)),
    ];
    expect(nextMessage(checks, facts(), NOW)).toEqual({
      at: at(4),
      dueAt: at(4),
      to: { channel: "sms", value: "+13125550101" },
      delayed: null,
    });
  });

  it("says what delays it", () => {
    expect(nextMessage([ahead(at(12), at(40))], facts(), NOW)).toMatchObject({
      at: at(23),
      dueAt: at(12),
      delayed: "quiet_hours",
    });
  });

  it("says why not, of the next check, and nothing for what waits for somebody's work", () => {
    expect(nextMessage([ahead(at(4), at(16))], facts({ points: [] }), NOW)).toEqual({
      at: null,
      reason: "no_way",
      dueAt: at(4),
    });
    expect(nextMessage([], facts(), NOW)).toEqual({ at: null, reason: "not_due", dueAt: null });
  });

  it("goes on to a later check when one can't be asked", () => {
    const checks = [ahead(at(12), at(20)), ahead(at(36), at(60))];
    expect(nextMessage(checks, facts(), NOW)).toMatchObject({ at: at(47), dueAt: at(36) });
  });
});
