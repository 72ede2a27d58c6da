import { afterEach, expect, it, vi } from "vitest";
import { beginEnding, whenEnding } from "@/lib/closing";

afterEach(() => {
  globalThis.afterglowEnding = undefined;
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
