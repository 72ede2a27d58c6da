import { startDesk } from "@/scripts/programs";
import { acts, expect, panelActs, signIn, test, treated, watchErrors } from "./desk";

test("two processes of the desk show each other's changes, and an open page doesn't hold the end up", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(180_000);
  for (const [name, phone] of [
    ["Fay Wicks", "+12125550171"],
    ["Gus Yates", "+12125550172"],
  ] as const) {
    await treated(clinic, name, phone, 70);
  }
  const closings: (() => Promise<unknown>)[] = [];
  const second = await startDesk(
    {
      reason: () => undefined,
      own(opening, close) {
        closings.push(() => opening.then(close));
        return opening;
      },
    },
    process.env.TEST_DATABASE_URL ?? "",
    "Vb8nQ2xK5wY1tR7mJ4hC9pL3gZ6fD0sAeUiO",
  );
  try {
    await signIn(page, clinic, "aesthetician");
    const context = await browser.newContext({ baseURL: second.address });
    const other = await context.newPage();
    const errors = watchErrors(other);
    await signIn(other, clinic, "provider");
    await acts(other);

    await page.getByRole("link", { name: "Log call with Fay Wicks" }).click();
    await panelActs(page);
    const there = other.getByRole("row", { name: /Fay Wicks/ });
    await expect(there).toContainText("Ana Aldrin", { timeout: 3_000 });
    await page.keyboard.press("Escape");

    await other.getByRole("link", { name: "Log call with Gus Yates" }).click();
    await panelActs(other);
    const here = page.getByRole("row", { name: /Gus Yates/ });
    await expect(here).toContainText("Dr. Pat Osei", { timeout: 3_000 });
    await other.keyboard.press("Escape");
    await expect(other.getByRole("dialog")).toHaveCount(0);
    // A page that is on its way when its desk ends is left for one that can't be loaded.
    await other.waitForTimeout(3_000);
    expect(errors).toEqual([]);

    // Both pages hold a stream of events; the process ends all the same.
    const began = performance.now();
    await second.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
    await expect(other.getByText(/No connection\./)).toBeVisible({ timeout: 15_000 });
    await context.close();
  } finally {
    for (const close of closings) await close();
  }
});
