import { afterEach, expect, it, vi } from "vitest";
import { beginEnding, closeAll, closeAtEnd, whenEnding } from "@/lib/closing";

afterEach(() => {
  globalThis.afterglowEnding = undefined;
  globalThis.afterglowClosing = undefined;
});

it("calls what waits for the end once, and at once whoever comes after it began", () => {
  const [first, second, late] = [vi.fn(), vi.fn(), vi.fn()];
  whenEnding(first);
  whenEnding(second);
  beginEnding();
  beginEnding();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  whenEnding(late);
  expect(late).toHaveBeenCalledOnce();
});

it("forgets what was taken back", () => {
  const end = vi.fn();
  whenEnding(end)();
  beginEnding();
  expect(end).not.toHaveBeenCalled();
});

it("closes the last that was opened first, for it may use the others, and all of them once", async () => {
  const closed: string[] = [];
  const close = (name: string) => async () => {
    await Promise.resolve();
    closed.push(name);
  };
  closeAtEnd(close("pool"));
  closeAtEnd(() => Promise.reject(new Error("It broke.")));
  closeAtEnd(close("jobs"));
  await closeAll();
  await closeAll();
  expect(closed).toEqual(["jobs", "pool"]);
});
