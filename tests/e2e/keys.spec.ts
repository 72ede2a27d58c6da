import type { Page } from "@playwright/test";
import { expect, expectAccessible, press, signIn, test, treated } from "./desk";

test("G leads to pages, and the help lists what acts here", async ({ page, clinic }) => {
  await treated(clinic, "Lea Winter");
  await signIn(page, clinic, "manager");
  const help = page.getByRole("dialog", { name: "Keys of this page" });
  await press(page, ["?"], help);
  await expect(help.getByText("Next patient", { exact: true })).toBeVisible();
  await expect(help.getByText("Assign to a colleague")).toBeVisible();
  await expect(help.getByText("Go to imports")).toBeVisible();
  // A manager doesn't call, so there is no key for it.
  await expect(help.getByText("Log a call")).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);

  for (const [key, heading] of [
    ["p", "Patients"],
    ["i", "Imports"],
    ["a", "Audit"],
    ["s", "Settings"],
    ["w", "Worklist"],
  ] as const) {
    await press(page, ["g", key], page.getByRole("heading", { name: heading, level: 1 }));
  }
  await press(page, ["g", "p"], page.getByRole("heading", { name: "Patients", level: 1 }));
  await press(page, ["?"], help);
  await expect(help.getByText("Go to imports")).toBeVisible();
  await expect(help.getByText("Next patient", { exact: true })).toHaveCount(0);
});

test("G and a letter never press the letter's own key", async ({ page, clinic }) => {
  await treated(clinic, "Mia York");
  await signIn(page, clinic, "provider");
  await press(page, ["j"], page.locator("[data-record]:focus"));
  await page.keyboard.press("g");
  // A provider has no audit: nothing happens, and above all nobody is taken.
  await page.keyboard.press("a");
  await press(page, ["g", "s"], page.getByRole("heading", { name: "Settings", level: 1 }));
  await page.goto("/worklist");
  await expect(page.getByRole("row", { name: /Mia York/ })).toContainText("Take");
});

test("the palette finds pages, views, actions and patients, by keys alone", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Nia Zeller");
  await signIn(page, clinic, "aesthetician");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await press(page, ["j"], page.locator("[data-record]:focus"));
  await press(page, ["Control+k"], palette);
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(palette.getByRole("option", { name: "Take Nia Zeller" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("take");
  await expect(palette.getByRole("option", { name: "Take Nia Zeller" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /Nia Zeller/ })).toContainText("Ana Aldrin");
  await expect(page.getByRole("link", { name: "Nia Zeller", exact: true })).toBeFocused();

  await press(page, ["Control+k"], palette);
  await expect(field).toBeFocused();
  await page.keyboard.type("past 48");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/group=watch/);
  await expect(page.getByText("No one matches Past 48 h.")).toBeVisible();

  // On any page, too; a name that is typed stands in no address.
  await page.goto("/settings");
  await press(page, ["Control+k"], palette);
  await expect(field).toBeFocused();
  await page.keyboard.type("Zeller");
  await page.keyboard.press("ArrowUp");
  await expect(palette.getByRole("option", { name: "Find patient “Zeller”" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Nia Zeller", exact: true })).toBeVisible();
  expect(page.url()).not.toContain("Zeller");
  await press(page, ["Control+k"], palette);
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

const singleKeys = (page: Page) => page.getByRole("radiogroup", { name: "Single keys" });

test("with single keys switched off none acts, and the others still do", async ({
  page,
  clinic,
}) => {
  test.setTimeout(120_000);
  await treated(clinic, "Oda Abel");
  await signIn(page, clinic, "aesthetician");
  await page.goto("/settings");
  await expectAccessible(page);
  await singleKeys(page).getByText("Off", { exact: true }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto("/worklist");
  const row = page.getByRole("row", { name: /Oda Abel/ });
  // Its scripts are ready: a key with Ctrl is heard.
  await press(page, ["Control+k"], page.getByRole("dialog", { name: "Commands" }));
  await page.keyboard.press("Escape");
  const height = (await row.boundingBox())?.height;
  const keys = ["j", "k", "n", "p", "a", "x", "s", "c", "r", "z", "?", ".", "/", "1", "g", "w"];
  for (const key of [...keys, "g", "s", "Shift+J", "Shift+A", "ArrowDown", "Enter"]) {
    await page.keyboard.press(key);
  }
  await expect(page.locator("body")).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await expect(page).toHaveURL(/\/worklist\?at=[^&]+$/);
  await expect(row).toContainText("Take");
  expect((await row.boundingBox())?.height).toBe(height);

  await page.getByRole("link", { name: "Log call with Oda Abel" }).click();
  await expect(page.getByRole("heading", { name: "Oda Abel" })).toBeVisible();
  await page.keyboard.press("2");
  await expect(page.locator("input[name=outcome]:checked")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Oda Abel" })).toHaveCount(0);
  await press(page, ["Control+k"], page.getByRole("dialog", { name: "Commands" }));
  await page.keyboard.press("Escape");

  // Written on the account: another window of the same person has them off, too.
  await page.goto("/settings");
  await expect(singleKeys(page).getByRole("radio", { name: "Off" })).toBeChecked();
});

test("rows are made lower by a key, and stay so", async ({ page, clinic }) => {
  await treated(clinic, "Pia Brandt");
  await signIn(page, clinic, "provider");
  const height = async () => (await page.locator("[data-row]").first().boundingBox())?.height ?? 0;
  const high = await height();
  await press(page, ["j"], page.locator("[data-record]:focus"));
  await page.keyboard.press(".");
  await expect.poll(height).toBeLessThan(high);
  await page.goto("/settings");
  await expect(page.getByRole("radio", { name: "Compact" })).toBeChecked();
});

test("settings that were changed in another window aren't overwritten", async ({
  page,
  clinic,
}) => {
  await signIn(page, clinic, "provider");
  await page.goto("/settings");
  const other = await page.context().newPage();
  await other.goto("/settings");
  await other.getByText("Compact").click();
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Saved.")).toBeVisible();
  await singleKeys(page).getByText("Off", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/it says: single keys on, compact rows/)).toBeVisible();
});
