import type { Page } from "@playwright/test";
import { and, eq, isNull } from "drizzle-orm";
import { claims } from "@/db/schema/work";
import {
  expect,
  openPanel,
  panelActs,
  signIn,
  type TestClinic,
  test,
  treated,
  watchErrors,
} from "./desk";

test("a voicemail takes three strokes and the row says what is next", async ({ page, clinic }) => {
  await treated(clinic, "Wren Holloway", "+12125550131", 60);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Wren Holloway" })).toBeVisible();
  await panelActs(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Wren Holloway", exact: true })).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Wren Holloway" })).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByText(/Left voicemail: call logged for Wren Holloway/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Wren Holloway/ })).toContainText("Left voicemail");
});

test("a reached call with pus makes the row urgent, and a provider clears it", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Ines Calloway", "+12125550132", 30);
  await signIn(page, clinic, "aesthetician");
  await expect(page.getByRole("row", { name: /Ines Calloway/ })).toContainText("Expected");
  await page.getByRole("link", { name: "Log call with Ines Calloway" }).click();

  // Saved too early: each field that lacks something says so, and nothing is stored.
  await choose(page, "Reached");
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText("Choose who spoke")).toBeVisible();
  await expect(page.getByText("Answer at least one question")).toBeVisible();

  await page.getByText("Both matched").click();
  await page.getByLabel("Who spoke").selectOption("patient");
  await page.getByRole("radiogroup", { name: /^Pus/ }).getByText("Yes").click();
  await page
    .getByRole("radiogroup", { name: /^Redness/ })
    .getByText("A little pink")
    .click();
  await page.getByLabel("Note").last().fill("Yellow fluid since this morning.");
  await page.getByLabel("Who", { exact: true }).selectOption("Dr. Pat Osei");
  await page.getByRole("radiogroup", { name: "Did they take it on?" }).getByText("Yes").click();
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();

  await expect(page.getByText(/Reached: call logged for Ines Calloway/)).toBeVisible();
  const row = page.getByRole("row", { name: /Ines Calloway/ });
  await expect(row).toContainText("Urgent");
  await expect(row).toContainText("Pus reported");

  const provider = await browser.newContext();
  const review = await provider.newPage();
  const errors = watchErrors(review);
  await signIn(review, clinic, "provider");
  await review.goto(`/patients/${patientId}`);
  await review.getByRole("checkbox", { name: /Pus: yes/ }).check();
  await review
    .getByRole("form", { name: "Review" })
    .getByLabel(/Note/)
    .fill("Seen: serum, no pus.");
  await review.getByRole("button", { name: "Clear the ticked reasons" }).click();
  await expect(review.getByText("Review saved.")).toBeVisible();
  await expect(review.getByText("Inside normal healing: no rule is met.")).toBeVisible();
  expect(errors).toEqual([]);
  await provider.close();

  await page.goto("/worklist");
  await expect(page.getByRole("row", { name: /Ines Calloway/ })).toContainText("Expected");

  const admin = await browser.newContext();
  const audit = await admin.newPage();
  await signIn(audit, clinic, "admin");
  await audit.goto("/audit");
  for (const words of [/logged a call/i, /cleared/i]) {
    await expect(audit.getByRole("row", { name: words }).first()).toBeVisible();
  }
  await admin.close();
});

test("two people at one patient see each other, and both calls are kept", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Otis Marlowe", "+12125550133", 60);
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/worklist?call=${patientId}`);
  await expect(page.getByRole("heading", { name: "Otis Marlowe" })).toBeVisible();

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, clinic, "provider");
  await other.goto(`/worklist?call=${patientId}`);
  await expect(other.getByText(/Ana Aldrin is calling/)).toBeVisible();
  await choose(other, "No answer");
  await other.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(other.getByText(/No answer: call logged/)).toBeVisible();
  await context.close();

  await choose(page, "Busy");
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText(/Dr. Pat Osei logged a call too/)).toBeVisible();
  await page.goto(`/patients/${patientId}`);
  const calls = page.getByRole("region", { name: "Calls" });
  await expect(calls.getByText("No answer")).toBeVisible();
  await expect(calls.getByText("Busy")).toBeVisible();
});

/** Outcomes are labels around their radio; the label ends with the outcome's words. */
async function choose(page: Page, outcome: string): Promise<void> {
  await page.locator("label", { hasText: new RegExp(`${outcome}$`) }).click();
}

test("whoever had the patient is told who took over, and can still save", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(90_000);
  const patientId = await treated(clinic, "Otis Marlowe", "+12125550136", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.getByLabel("Note").fill("Half a sentence");
  await expect.poll(() => holderOf(clinic)).toBe(clinic.staffId.aesthetician);

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, clinic, "provider");
  await other.goto(`/worklist?call=${patientId}`);
  await other.getByRole("button", { name: "Take over" }).click();
  await expect(other.getByText(/is calling/)).toHaveCount(0);
  await expect(page.getByText(/Dr\. Pat Osei took over/)).toBeVisible();
  await choose(other, "No answer");
  await other.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(other.getByText(/No answer: call logged/)).toBeVisible();
  await context.close();

  // The call shows in the open panel, and what was written there stands.
  await expect(page.getByText(/Dr\. Pat Osei logged a call .*: No answer\./)).toBeVisible();
  await expect(page.getByRole("link", { name: /Show it/ })).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue("Half a sentence");
  await choose(page, "Busy");
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText(/Dr\. Pat Osei logged a call too/)).toBeVisible();
});

test("closing the panel or its tab without a call lets the patient go", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Otis Marlowe", "+12125550137", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await expect.poll(() => holderOf(clinic)).toBe(clinic.staffId.aesthetician);
  await page.keyboard.press("Escape");
  await expect.poll(() => holderOf(clinic)).toBeNull();
  await openPanel(page, patientId);
  await expect.poll(() => holderOf(clinic)).toBe(clinic.staffId.aesthetician);
  await page.close();
  await expect.poll(() => holderOf(clinic)).toBeNull();
});

test("a panel that is closed before its claim was answered lets the patient go", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Otis Marlowe", "+12125550138", 60);
  await signIn(page, clinic, "aesthetician");
  let answerClaim = () => {};
  const closed = new Promise<void>((resolve) => (answerClaim = resolve));
  await page.route("**/worklist/claim", async (route) => {
    const answer = await route.fetch();
    await closed;
    await route.fulfill({ response: answer });
  });
  await openPanel(page, patientId);
  await expect.poll(() => holderOf(clinic)).toBe(clinic.staffId.aesthetician);
  await page.keyboard.press("Escape");
  await expect.poll(() => holderOf(clinic)).toBeNull();
  answerClaim();
});

/** Who has a patient of this clinic now. */
async function holderOf({ clinicId, owner }: TestClinic): Promise<string | null> {
  const [claim] = await owner
    .select({ staffId: claims.staffId })
    .from(claims)
    .where(and(eq(claims.clinicId, clinicId), isNull(claims.releasedAt)));
  return claim?.staffId ?? null;
}

test("a call can be logged without scripts", async ({ browser, clinic }) => {
  const patientId = await treated(clinic, "Bea Norwood", "+12125550134", 60);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/worklist?call=${patientId}`);
  await choose(page, "Left voicemail");
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText(/Left voicemail: call logged for Bea Norwood/)).toBeVisible();
  await context.close();
});

test("who rings back is found by the last digits of the number", async ({ page, clinic }) => {
  await treated(clinic, "Zeynep Ortega", "+12125550135", 60);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("/");
  await page.keyboard.type("0135");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Patients" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Zeynep Ortega", exact: true })).toBeVisible();
  expect(page.url()).not.toContain("0135");
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a search is posted when its address can't be had", async ({ page, clinic }) => {
  await treated(clinic, "Zeynep Ortega", "+12125550135", 60);
  await signIn(page, clinic, "aesthetician");
  await page.route("**/patients/seal", (route) => route.fulfill({ json: { address: null } }));
  await page.keyboard.press("/");
  await page.keyboard.type("0135");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Zeynep Ortega", exact: true })).toBeVisible();
  expect(page.url()).not.toContain("0135");
});
