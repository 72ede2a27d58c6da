import { describe, expect, it } from "vitest";
import { nextTry } from "@/lib/messaging/retry";
import { saysMore } from "@/lib/messaging/status";
import { MESSAGE_STATUSES } from "@/lib/messaging/words";

const NOW = new Date("2026-11-24T16:00:00Z");
const minutesUntil = (tries: number, retryAfterMs: number | null = null) =>
  (nextTry(tries, retryAfterMs, NOW).getTime() - NOW.getTime()) / 60_000;

describe("the next try", () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 30],
    [5, 60],
    [50, 60],
  ])("after %i comes %i minutes later", (tries, minutes) => {
    expect(minutesUntil(tries)).toBe(minutes);
  });

  it("comes no sooner than the provider asks", () => {
    expect(minutesUntil(1, 10 * 60_000)).toBe(10);
    expect(minutesUntil(3, 60_000)).toBe(15);
  });
});

describe("news of a message", () => {
  it("counts only when it says more, in whatever order it comes", () => {
    expect(MESSAGE_STATUSES.map((news) => saysMore("failed", news))).toEqual([false, false, true]);
    expect(MESSAGE_STATUSES.map((news) => saysMore("delivered", news))).toEqual([
      false,
      false,
      false,
    ]);
    expect(saysMore(null, "queued")).toBe(true);
  });
});
