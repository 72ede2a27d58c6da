import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test, treated } from "./desk";

/** Presses each key in turn and says how many there were. */
async function strokes(page: Page, ...keys: string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

async function panelOf(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("dialog").getByRole("heading", { name })).toBeVisible();
  await expect(page.getByRole("radio", { name: /Reached$/ }).first()).toBeFocused();
}

test("a voicemail is three strokes, and the cursor is on the next patient", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Wren Holloway", "+12125550171", 70);
  await treated(clinic, "Ida Marsh", "+12125550172", 60);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  let pressed = await strokes(page, "c");
  await panelOf(page, "Wren Holloway");
  pressed += await strokes(page, "2", "Control+Shift+Enter");
  expect(pressed).toBe(3);
  await expect(page.getByText(/Left voicemail: call logged for Wren Holloway/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Wren Holloway/ })).toContainText("Left voicemail");
  await expect(page.getByRole("link", { name: "Ida Marsh", exact: true })).toBeFocused();
  // And once more from there, without the mouse.
  await strokes(page, "c");
  await panelOf(page, "Ida Marsh");
  await strokes(page, "0", "Control+Shift+Enter");
  await expect(page.getByText(/Language barrier: call logged for Ida Marsh/)).toBeVisible();
});

test("hands that are faster than the panel lose no stroke", async ({ page, clinic }) => {
  await treated(clinic, "Wren Holloway", "+12125550177", 70);
  await treated(clinic, "Ida Marsh", "+12125550178", 60);
  await signIn(page, clinic, "aesthetician");
  await strokes(page, "j", "c", "2", "Control+Shift+Enter");
  await expect(page.getByText(/Left voicemail: call logged for Wren Holloway/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Ida Marsh", exact: true })).toBeFocused();
  await strokes(page, "c", "1", "v", "n", "Control+Shift+Enter");
  await expect(page.getByText(/Reached: call logged for Ida Marsh/)).toBeVisible();
});

test("reached and all normal is six strokes at most, and every answer was given", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Noor Hale", "+12125550173", 60);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  let pressed = await strokes(page, "c");
  await panelOf(page, "Noor Hale");
  pressed += await strokes(page, "1", "v", "n");
  await expect(page.getByText(/14 questions answered as normal/)).toBeVisible();
  await expectAccessible(page);
  pressed += await strokes(page, "Control+Shift+Enter");
  expect(pressed).toBeLessThanOrEqual(6);
  await expect(page.getByText(/Reached: call logged for Noor Hale/)).toBeVisible();
  await page.goto(`/patients/${patientId}`);
  const calls = page.getByRole("region", { name: "Calls" });
  await expect(calls).toContainText("The patient spoke · Two identifiers matched");
  await expect(calls).toContainText("1 attempt by people");
  await expect(page.getByText("Inside normal healing: no rule is met.")).toBeVisible();
});

test("one new sign: all normal leaves what was answered, and is taken back by its key", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Lio Brandt", "+12125550174", 60);
  await signIn(page, clinic, "aesthetician");
  await strokes(page, "j", "c");
  await panelOf(page, "Lio Brandt");
  await strokes(page, "1", "v");
  // The cursor stands in a question, so a digit answers it; then N answers the rest.
  await page.getByRole("radio", { name: /None/ }).last().focus();
  const redness = page.getByRole("radiogroup", { name: /^Redness/ });
  await redness.getByRole("radio").first().focus();
  await strokes(page, "2", "n");
  await expect(redness.getByRole("radio", { name: /Like a sunburn/ })).toBeChecked();
  await expect(page.getByText(/13 questions answered as normal/)).toBeVisible();
  const pain = page.getByRole("radiogroup", { name: /^Pain/ });
  await expect(pain.getByRole("radio", { name: "0", exact: true })).toBeChecked();
  await strokes(page, "n");
  await expect(pain.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(redness.getByRole("radio", { name: /Like a sunburn/ })).toBeChecked();
  await strokes(page, "n", "Control+Enter");
  await expect(page.getByText(/Reached: call logged for Lio Brandt/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Lio Brandt/ })).toContainText("Past 48 h");
});

test("letters and digits go into the note while it is written", async ({ page, clinic }) => {
  await treated(clinic, "Ana Voss", "+12125550175", 60);
  await signIn(page, clinic, "aesthetician");
  await strokes(page, "j", "c");
  await panelOf(page, "Ana Voss");
  await strokes(page, "3");
  await page.getByLabel("Note").fill("");
  await page.keyboard.type("Rang 2 times, no voicemail");
  await expect(page.getByLabel("Note")).toHaveValue("Rang 2 times, no voicemail");
  await expect(page.getByRole("radio", { name: /No answer$/ })).toBeChecked();
});

test("a promised call-back opens the field for its time", async ({ page, clinic }) => {
  await treated(clinic, "Eve Stone", "+12125550179", 60);
  await signIn(page, clinic, "aesthetician");
  await strokes(page, "j", "c");
  await panelOf(page, "Eve Stone");
  const field = page.getByLabel("Next contact", { exact: true });
  await expect(field).toBeHidden();
  await strokes(page, "5");
  await expect(field).toBeVisible();
  await strokes(page, "3");
  await expect(field).toBeHidden();
  await page.getByText("Choose another time for the next contact").click();
  await expect(field).toBeVisible();
});

test("what the patient began has no number to ring and no voicemail", async ({ page, clinic }) => {
  await treated(clinic, "Ivo Lang", "+12125550176", 60);
  await signIn(page, clinic, "aesthetician");
  await strokes(page, "j", "c");
  await panelOf(page, "Ivo Lang");
  await expect(page.getByRole("radio", { name: /Left voicemail$/ })).toBeVisible();
  await page.getByLabel("How", { exact: true }).selectOption("They came in");
  await expect(page.getByRole("radio", { name: /Left voicemail$/ })).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Numbers" })).toHaveCount(0);
  await expect(page.getByText("On a voicemail")).toHaveCount(0);
  await page
    .getByRole("radio", { name: /Reached$/ })
    .first()
    .focus();
  await strokes(page, "1", "v", "n", "Control+Enter");
  await expect(page.getByText(/Reached: call logged for Ivo Lang/)).toBeVisible();
});
