import { describe, expect, it } from "vitest";
import {
  nextWords,
  notSentWords,
  standingOf,
  waitWords,
  writeTimesWords,
} from "@/lib/messaging/record-words";
import {
  HOLD_REASONS,
  type HoldReason,
  MESSAGE_STATES,
  type MessageStatus,
} from "@/lib/messaging/words";

/** 4:30 PM in New York. */
const NOW = new Date("2026-11-24T21:30:00Z");
const MINUTE = 60_000;
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
const CLOCKS = { now: NOW, zone: "America/New_York", theirZone: null };
const TO = { channel: "sms", value: "+13125550101" } as const;
const TOMORROW = new Date("2026-11-25T14:00:00Z");

describe("what the desk writes next", () => {
  it.each([
    [
      { at: TOMORROW, dueAt: TOMORROW, to: TO, delayed: null },
      "A check-in goes out tomorrow at 9:00 AM to (312) 555-0101.",
    ],
    [
      { at: TOMORROW, dueAt: later(240), to: TO, delayed: "quiet_hours" },
      "A check-in goes out tomorrow at 9:00 AM to (312) 555-0101. Not sooner: that would be a quiet hour.",
    ],
    [
      { at: later(60), dueAt: NOW, to: TO, delayed: "just_written" },
      "A check-in goes out today at 5:30 PM to (312) 555-0101. Not sooner: another message left a short while ago.",
    ],
    [
      {
        at: NOW,
        dueAt: later(-5),
        to: { channel: "email", value: "a@example.com" },
        delayed: null,
      },
      "A check-in is about to go out to a@example.com.",
    ],
    [
      { at: null, reason: "not_due", dueAt: null },
      "Nothing goes out by itself: no check is ahead.",
    ],
    [
      { at: null, reason: "stopped", dueAt: TOMORROW },
      "Nothing goes out by itself: the patient answered STOP. The next check is due tomorrow at 9:00 AM.",
    ],
    [
      { at: null, reason: "stopped", dueAt: later(-60) },
      "Nothing goes out by itself: the patient answered STOP.",
    ],
  ] as const)("%o", (next, said) => {
    expect(nextWords(next, CLOCKS)).toBe(said);
  });

  it("names their own clock where it shows another hour", () => {
    const next = { at: TOMORROW, dueAt: TOMORROW, to: TO, delayed: null };
    const there = (theirZone: string) => nextWords(next, { ...CLOCKS, theirZone });
    expect(there("America/Chicago")).toContain(
      "tomorrow at 9:00 AM (8:00 AM where they live) to (312)",
    );
    expect(there("America/Detroit")).toContain("tomorrow at 9:00 AM to (312)");
  });

  it.each(HOLD_REASONS)("has a sentence for %s", (reason) => {
    expect(nextWords({ at: null, reason, dueAt: TOMORROW }, CLOCKS)).toMatch(
      /^Nothing goes out by itself: [^A-Z].+[^.]\. The next check is due tomorrow at 9:00 AM\.$/,
    );
    expect(notSentWords(reason)).toMatch(/^Not sent: [^A-Z].+\.$/);
  });
});

describe("how a message stands", () => {
  const message = {
    state: "waiting",
    leavesAt: later(3),
    sentAt: null,
    held: null,
    status: null,
    statusAt: null,
  } as const;
  const sent = (status: MessageStatus | null) =>
    standingOf(
      { ...message, state: "sent", sentAt: later(-9), status, statusAt: status && later(-5) },
      CLOCKS,
    );

  it.each([
    [-1, "About to leave."],
    [0, "About to leave."],
    [1 / 60, "Leaves in 1 min."],
    [1, "Leaves in 1 min."],
    [2.5, "Leaves in 3 min."],
    [3, "Leaves in 3 min."],
    [59, "Leaves in 59 min."],
    [60, "Leaves today at 5:30 PM."],
  ])("in %d min", (minutes, said) => {
    expect(waitWords({ held: null, leavesAt: later(minutes) }, CLOCKS)).toBe(said);
  });

  it.each([
    ["quiet_hours", TOMORROW, "Not at this hour. Leaves tomorrow at 9:00 AM."],
    ["daily_cap", later(30), "Enough messages for one day. Leaves in 30 min."],
    ["stopped", later(60), "The patient answered STOP. Looked at again today at 5:30 PM."],
    [
      "no_way",
      later(60),
      "No number or address of the patient’s own can be written to. Looked at again today at 5:30 PM.",
    ],
  ] satisfies [HoldReason, Date, string][])("held by %s", (held, leavesAt, said) => {
    expect(waitWords({ held, leavesAt }, CLOCKS)).toBe(said);
  });

  it("says what the provider said, and since when", () => {
    expect(sent(null)).toMatchObject({ word: "Left", at: later(-9) });
    expect(sent("queued")).toMatchObject({ word: "Left", at: later(-9) });
    expect(sent("delivered")).toMatchObject({ word: "Arrived", at: later(-5) });
    expect(sent("failed")).toMatchObject({ word: "Didn’t arrive", tone: "danger", at: later(-5) });
  });

  it("says why something never left", () => {
    const never = (held: HoldReason) => standingOf({ ...message, state: "not_sent", held }, CLOCKS);
    expect(never("answered")).toMatchObject({
      word: "Not sent",
      more: "The patient has answered already.",
    });
    expect(never("withdrawn")).toMatchObject({ word: "Taken back" });
  });

  it("tells its states apart by their words", () => {
    const words = MESSAGE_STATES.map((state) => standingOf({ ...message, state }, CLOCKS).word);
    expect(new Set(words).size).toBe(MESSAGE_STATES.length);
  });
});

describe("when a patient is written to", () => {
  const quiet = { from: "20:00", until: "09:00" };
  it.each([
    [
      { timeZone: null, writeFrom: null, writeUntil: null },
      "Written to at any hour but 8:00 PM to 9:00 AM.",
    ],
    [
      { timeZone: null, writeFrom: "18:00", writeUntil: "00:30" },
      "Written to from 6:00 PM to 12:30 AM.",
    ],
    [
      { timeZone: "America/Los_Angeles", writeFrom: "12:00", writeUntil: "13:05" },
      "Written to from 12:00 PM to 1:05 PM, by the clocks of America/Los Angeles.",
    ],
  ])("%o", (times, said) => {
    expect(writeTimesWords(times, quiet)).toBe(said);
  });

  it("knows a clinic without quiet hours", () => {
    const times = { timeZone: null, writeFrom: null, writeUntil: null };
    expect(writeTimesWords(times, { from: "00:00", until: "00:00" })).toBe(
      "Written to at any hour.",
    );
  });
});
