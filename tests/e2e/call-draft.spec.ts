import { eq } from "drizzle-orm";
import { sessions } from "@/db/schema/clinic";
import { calls } from "@/db/schema/work";
import { expect, openPanel, signIn, type TestClinic, test, treated } from "./desk";

const NOTE = "Yellow fluid since this morning, on the left cheek.";

async function loggedCalls({ clinicId, owner }: TestClinic): Promise<number> {
  const rows = await owner.select({ id: calls.id }).from(calls).where(eq(calls.clinicId, clinicId));
  return rows.length;
}

test("a reload finds every field again, and the draft goes with its call", async ({
  page,
  clinic,
}) => {
  test.setTimeout(120_000);
  const patientId = await treated(clinic, "Bea Lind", "+12125550181", 30);
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Bea Lind" })).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("v");
  const pus = page.getByRole("radiogroup", { name: /^Pus/ });
  await pus.getByText("Not sure").click();
  await page.getByLabel("What to avoid still").check();
  await page.getByLabel("Note").fill(NOTE);
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await expect(page.getByText(/Draft saved \d+:\d\d:\d\d [AP]M/)).toBeVisible();

  await page.reload();
  await expect(page.getByText(/Draft saved \d+:\d\d:\d\d [AP]M/)).toBeVisible();
  await expect(page.getByRole("radio", { name: /Reached$/ }).first()).toBeChecked();
  await expect(page.getByText("Both matched")).toBeVisible();
  await expect(page.getByLabel("Who spoke")).toHaveValue("patient");
  await expect(pus.getByRole("radio", { name: "Not sure" })).toBeChecked();
  await expect(page.getByLabel("What to avoid still")).toBeChecked();
  await expect(page.getByLabel("Note")).toHaveValue(NOTE);
  // The server keeps it, and nothing of it is in the browser.
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).not.toContain("cheek");

  await page.getByLabel("Who", { exact: true }).selectOption("Dr. Pat Osei");
  await page.getByText("Yes", { exact: true }).last().click();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/Reached: call logged for Bea Lind/)).toBeVisible();
  await openPanel(page, patientId);
  await expect(page.getByLabel("Note")).toHaveValue("");
  await expect(page.getByText(/Draft saved/)).toHaveCount(0);
});

test("a draft is thrown away, and the form is empty", async ({ page, clinic }) => {
  const patientId = await treated(clinic, "Uri Kaplan", "+12125550182", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.getByLabel("Note").fill("Not what I meant");
  await expect(page.getByText(/Draft saved/)).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await expect(page.getByLabel("Note")).toHaveValue("");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Uri Kaplan" })).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue("");
});

test("a session that ends while somebody writes costs nothing of it", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/401/);
  const patientId = await treated(clinic, "Zora Finch", "+12125550183", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.keyboard.press("3");
  await page.getByLabel("Note").fill("Rang twice");
  await expect(page.getByText(/Draft saved/)).toBeVisible();

  await endSessions(clinic);
  await page.getByLabel("Note").fill("Rang twice, then the phone was engaged");
  await expect(page.getByText("You are signed out. What you wrote is still here.")).toBeVisible();
  await page.getByLabel("Note").fill("Rang twice, then the phone was engaged. Again tomorrow.");
  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.getByLabel("E-mail").fill(clinic.email.aesthetician);
  await page.getByLabel("Password").fill(clinic.password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByRole("heading", { name: "Zora Finch" })).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue(
    "Rang twice, then the phone was engaged. Again tomorrow.",
  );
  await expect(page.getByRole("radio", { name: /No answer$/ })).toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/No answer: call logged for Zora Finch/)).toBeVisible();
  expect(await loggedCalls(clinic)).toBe(1);
});

test("saving after the session ended leads through the sign-in back to the same call", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  // What the page asks by itself is refused too.
  expectedErrors.push(/401/);
  const patientId = await treated(clinic, "Cleo Ames", "+12125550184", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.keyboard.press("4");
  await endSessions(clinic);
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("E-mail").fill(clinic.email.aesthetician);
  await page.getByLabel("Password").fill(clinic.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Cleo Ames" })).toBeVisible();
  await expect(page.getByRole("radio", { name: /Busy$/ })).toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/Busy: call logged for Cleo Ames/)).toBeVisible();
  expect(await loggedCalls(clinic)).toBe(1);
});

test("without a connection a call waits, and is sent once by itself", async ({
  page,
  clinic,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch/);
  const patientId = await treated(clinic, "Juno Park", "+12125550185", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.keyboard.press("3");
  await context.setOffline(true);
  await page.getByLabel("Note").fill("Line went dead");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("No connection. 1 call waits to be sent.")).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue("Line went dead");
  expect(await loggedCalls(clinic)).toBe(0);
  await context.setOffline(false);
  await expect(page.getByText(/No answer: call logged for Juno Park/)).toBeVisible();
  expect(await loggedCalls(clinic)).toBe(1);
});

test("an answer that is lost on its way doesn't double the call", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|ERR_CONNECTION|Failed to fetch/);
  const patientId = await treated(clinic, "Mara Quist", "+12125550186", 60);
  await signIn(page, clinic, "aesthetician");
  await openPanel(page, patientId);
  await page.keyboard.press("4");
  let lost = 0;
  await page.route("**/worklist?*", async (route) => {
    if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    return route.abort("failed");
  });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("No connection. 1 call waits to be sent.")).toBeVisible();
  expect(await loggedCalls(clinic)).toBe(1);
  await expect(page.getByText(/Busy: call logged for Mara Quist/)).toBeVisible({ timeout: 15_000 });
  expect(await loggedCalls(clinic)).toBe(1);
});

async function endSessions({ clinicId, owner }: TestClinic): Promise<void> {
  await owner
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(eq(sessions.clinicId, clinicId));
}
