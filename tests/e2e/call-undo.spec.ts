import { eq } from "drizzle-orm";
import { calls } from "@/db/schema/work";
import {
  acts,
  expect,
  expectAccessible,
  openPanel,
  signIn,
  type TestClinic,
  test,
  treated,
} from "./desk";

/** As if the calls of the clinic had been logged some minutes earlier. */
async function age({ clinicId, owner }: TestClinic, minutes: number): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.execute("alter table calls disable trigger calls_keep");
    await tx
      .update(calls)
      .set({ loggedAt: new Date(Date.now() - minutes * 60_000) })
      .where(eq(calls.clinicId, clinicId));
    await tx.execute("alter table calls enable trigger calls_keep");
  });
}

test("Z takes the call back, and the list is as it was", async ({ page, clinic }) => {
  await treated(clinic, "Remy Stone", "+12125550191", 60);
  await signIn(page, clinic, "aesthetician");
  const row = page.getByRole("row", { name: /Remy Stone/ });
  await expect(row).toContainText("Reach the patient");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Remy Stone" })).toBeVisible();
  await page.keyboard.press("3");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/No answer: call logged for Remy Stone/)).toBeVisible();
  await expectAccessible(page);
  await expect(row).toContainText("No answer");
  await page.keyboard.press("z");
  await expect(page.getByText("No answer: call with Remy Stone taken back.")).toBeVisible();
  await expect(row).toContainText("Reach the patient");
  await expect(row).not.toContainText("No answer");
  await expect(page.getByText("0 of 1 done")).toBeVisible();
});

test("a report of pus stays when its call is taken back, and the page says so", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Sol Winter", "+12125550192", 30);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Sol Winter" })).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("v");
  await page.getByRole("radiogroup", { name: /^Pus/ }).getByText("Yes").click();
  await page.keyboard.press("Control+Enter");
  // At this level the form wants to know who was told.
  await expect(page.getByText(/Say who was told, or that none could be reached yet/)).toBeVisible();
  await page.getByLabel("Who", { exact: true }).selectOption("None could be reached yet");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/Reached: call logged for Sol Winter/)).toBeVisible();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText(/taken back\. Its report stays until a provider/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Sol Winter/ })).toContainText("Urgent");
});

test("after ten minutes a call is corrected, with both texts when somebody was faster", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Kit Harlow", "+12125550193", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.getByLabel("Note").fill("Rang twice");
  await page.locator("label", { hasText: /No answer$/ }).click();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/No answer: call logged/)).toBeVisible();

  const history = page.getByRole("region", { name: "Calls" });
  await page.goto(`/patients/${patientId}`);
  await expect(history.getByRole("button", { name: /^Undo/ })).toBeVisible();
  await expect(history.getByRole("link", { name: /^Correct/ })).toHaveCount(0);
  await age(clinic, 11);
  await page.reload();
  await expect(history.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await history.getByRole("link", { name: /^Correct/ }).click();
  const form = page.getByRole("form", { name: "Correct this call" });
  await expect(form).toBeVisible();
  await expectAccessible(page);

  // Somebody else corrects the note meanwhile.
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, clinic, "provider");
  // They type before the scripts of the page are there.
  let answerScripts = () => {};
  const typed = new Promise<void>((resolve) => (answerScripts = resolve));
  await other.route("**/_next/static/**/*.js", async (route) => {
    await typed;
    await route.continue();
  });
  await other.goto(`/patients/${patientId}?correct=${await callIdOf(clinic)}`, {
    waitUntil: "commit",
  });
  const theirs = other.getByRole("form", { name: "Correct this call" });
  await theirs.getByLabel(/Note/).fill("Rang three times");
  answerScripts();
  await acts(other);
  await expect(theirs.getByLabel(/Note/)).toHaveValue("Rang three times");
  await theirs.getByLabel("Why it is corrected").fill("Heard it from Ana");
  await theirs.getByRole("button", { name: "Save correction" }).click();
  await expect(other.getByText("Correction saved.")).toBeVisible();
  await context.close();

  await form.getByLabel("Outcome").selectOption("Busy");
  await form.getByLabel(/Note/).fill("Engaged twice");
  await form.getByRole("button", { name: "Save correction" }).click();
  await expect(form.getByText("Say why it is corrected")).toBeVisible();
  await form.getByLabel("Why it is corrected").fill("Wrong key");
  await form.getByRole("button", { name: "Save correction" }).click();
  await expect(form.getByText(/Dr\. Pat Osei corrected this call/)).toBeVisible();
  await expect(form.getByText(/Dr\. Pat Osei saved: Rang three times/)).toBeVisible();
  await expect(form.getByLabel(/Note/)).toHaveValue("Engaged twice");
  await form.getByRole("button", { name: "Save correction" }).click();

  await expect(page.getByText("Correction saved.")).toBeVisible();
  await expect(history).toContainText("Busy");
  await expect(history).toContainText("Wrong key");
  await expect(history).toContainText("Outcome was: No answer");
  await expect(history).toContainText("Note was: Rang three times");
  await expect(history).toContainText("Note was: Rang twice");
});

async function callIdOf({ clinicId, owner }: TestClinic): Promise<string> {
  const [call] = await owner
    .select({ id: calls.id })
    .from(calls)
    .where(eq(calls.clinicId, clinicId));
  return call!.id;
}
