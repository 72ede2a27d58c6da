import { expect, panelActs, signIn, test, treated } from "./desk";

test("a row's links are plain ones that don't load the page anew", async ({ page, clinic }) => {
  await treated(clinic, "Juno Hale", "+12125550171", 60);
  await signIn(page, clinic, "aesthetician");
  await page.evaluate(() => document.body.setAttribute("data-kept", ""));

  // By the pointer, by Enter, and Back: the document stays.
  await page.getByRole("link", { name: "Log call with Juno Hale" }).click();
  await expect(page.getByRole("heading", { name: "Juno Hale" })).toBeVisible();
  await panelActs(page);
  await page.keyboard.press("Escape");
  const record = page.getByRole("link", { name: "Juno Hale", exact: true });
  await expect(record).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/patients\//);
  await expect(page.getByRole("heading", { name: "Juno Hale", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(record).toBeVisible();
  await expect(page.locator("body[data-kept]")).toHaveCount(1);

  // A held key keeps its meaning: a tab of its own, and this page where it was.
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    record.click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await expect(tab.getByRole("heading", { name: "Juno Hale", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/worklist/);
});

test("a row's links lead on without scripts", async ({ browser, clinic }) => {
  await treated(clinic, "Juno Hale", "+12125550171", 60);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "aesthetician");
  await page.getByRole("link", { name: "Log call with Juno Hale" }).click();
  await expect(page.getByRole("heading", { name: "Juno Hale" })).toBeVisible();
  await page.goto("/worklist");
  await page.getByRole("link", { name: "Juno Hale", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Juno Hale", level: 1 })).toBeVisible();
  await context.close();
});

test("a list that is slow to come keeps its rows' height and says that it is on its way", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Juno Hale", undefined, 60);
  await treated(clinic, "Kai Ines", undefined, 20);
  await signIn(page, clinic, "aesthetician");
  const row = page.getByRole("row", { name: /Juno Hale/ });
  const height = (await row.boundingBox())?.height;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/worklist?*group=expected*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("link", { name: /^Expected/ }).click();
  const coming = page.locator("html[data-coming=list]");
  await expect(coming).toHaveCount(1);
  await expect(page.locator("[data-row] [data-record]").first()).toBeHidden();
  expect((await page.locator("[data-row]").first().boundingBox())?.height).toBe(height);
  answer();
  await expect(page.getByRole("link", { name: "Kai Ines", exact: true })).toBeVisible();
  await expect(coming).toHaveCount(0);
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
});
