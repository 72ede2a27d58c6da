import { expect, it } from "vitest";

it("loads nothing that wants a database before there is one", async () => {
  await import("@/scripts/trial");
  expect(globalThis.afterglowClosing).toBeUndefined();
});
