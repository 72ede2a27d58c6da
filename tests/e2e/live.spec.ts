import type { Browser, Page } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { claimFollowUp } from "@/db/mutations/claims";
import { auditEvents, sessions } from "@/db/schema/clinic";
import {
  acts,
  expect,
  listening,
  signIn,
  type TestClinic,
  test,
  treated,
  watchErrors,
} from "./desk";

/** What the product promises. */
const SOON = { timeout: 2_000 };

/** Another person at another screen. */
async function another(browser: Browser, clinic: TestClinic, role: "provider" | "aesthetician") {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = watchErrors(page);
  await signIn(page, clinic, role);
  return { page, errors, context };
}

async function logNoAnswer(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: `Log call with ${name}` }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await page.locator("label", { hasText: /No answer$/ }).click();
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText(`No answer: call logged for ${name}`)).toBeVisible();
}

const names = (page: Page) => page.locator("[data-row] [data-record]").allTextContents();

test("what one person does appears on another's list, and nothing else moves there", async ({
  page,
  clinic,
  browser,
}) => {
  await treated(clinic, "Uma Larkin", "+12125550151", 70);
  await treated(clinic, "Vera Munro", "+12125550152", 65);
  await treated(clinic, "Wim Nolte", "+12125550153", 60);
  await signIn(page, clinic, "provider");
  const other = await another(browser, clinic, "aesthetician");
  await acts(other.page);
  const before = await names(page);
  const focused = page.getByRole("link", { name: "Wim Nolte", exact: true });
  await focused.focus();
  const scrolled = await page.evaluate(() => window.scrollY);
  let loads = 0;
  page.on("load", () => loads++);

  // Somebody begins to call: seen at once.
  await other.page.getByRole("link", { name: "Log call with Uma Larkin" }).click();
  const row = page.getByRole("row", { name: /Uma Larkin/ });
  await expect(other.page.getByRole("heading", { name: "Uma Larkin" })).toBeVisible();
  await expect(row).toContainText("calling", SOON);
  await expect(row).toContainText("Ana Aldrin");

  await other.page.locator("label", { hasText: /No answer$/ }).click();
  await other.page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(other.page.getByText("No answer: call logged for Uma Larkin")).toBeVisible();
  await expect(row).toContainText("No answer", SOON);
  await expect(row).not.toContainText("calling");
  expect(await names(page)).toEqual(before);
  await expect(focused).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
  expect(loads).toBe(0);
  expect(other.errors).toEqual([]);
  await other.context.close();
});

test("a panel with a note in it stays as it is, and its own claim draws nothing in circles", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Xenia Ott", "+12125550154", 70);
  await treated(clinic, "Yara Pell", "+12125550155", 65);
  await signIn(page, clinic, "provider");
  await page.getByRole("link", { name: "Log call with Xenia Ott" }).click();
  await expect(page.getByRole("heading", { name: "Xenia Ott" })).toBeVisible();
  await page.locator("label", { hasText: /No answer$/ }).click();
  const note = page.getByLabel("Note").last();
  await note.fill("Rings, nobody there. Try the");
  const other = await another(browser, clinic, "aesthetician");
  await logNoAnswer(other.page, "Yara Pell");
  await page.waitForTimeout(2_500);
  await expect(note).toHaveValue("Rings, nobody there. Try the");
  await expect(note).toBeFocused();
  await page.keyboard.type(" mother");
  await page.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText("No answer: call logged for Xenia Ott")).toBeVisible();
  // Drawn with what happened meanwhile.
  await expect(page.getByRole("row", { name: /Yara Pell/ })).toContainText("No answer");
  const claims = await clinic.owner
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(eq(auditEvents.patientId, patientId), eq(auditEvents.action, "call.claim")));
  expect(claims.length).toBe(1);
  await other.context.close();
});

test("an open record follows, but isn't drawn over text, and counts as one look", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Zoe Quade", "+12125550156", 70);
  await signIn(page, clinic, "provider");
  await listening(page, `/patients/${patientId}`);
  const calls = page.getByRole("region", { name: "Calls" });
  const other = await another(browser, clinic, "aesthetician");
  await logNoAnswer(other.page, "Zoe Quade");
  await expect(calls.getByText("No answer")).toBeVisible(SOON);

  await page.getByRole("heading", { name: "Record a check-in" }).click();
  const note = page.getByRole("form", { name: "Check-in" }).getByLabel("Note");
  await note.fill("Half a sentence");
  await logNoAnswer(other.page, "Zoe Quade");
  await expect(page.getByText(/Something changed/)).toBeVisible(SOON);
  await expect(calls.getByText("No answer")).toHaveCount(1);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(calls.getByText("No answer")).toHaveCount(2);
  await expect(note).toHaveValue("Half a sentence");
  await expect(page.getByText(/Something changed/)).toBeHidden();

  const looks = await clinic.owner
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.patientId, patientId),
        eq(auditEvents.action, "patient.view"),
        eq(auditEvents.actorId, clinic.staffId.provider),
      ),
    );
  expect(looks.length).toBe(1);
  await other.context.close();
});

/** Begins a call as Ana would, from a process that isn't the desk: this one. */
function claim(clinic: TestClinic, patientId: string) {
  const ana = {
    kind: "staff",
    clinicId: clinic.clinicId,
    staffId: clinic.staffId.aesthetician,
    sessionId: clinic.staffId.aesthetician,
    name: "Ana Aldrin",
    role: "aesthetician",
  } as const;
  return claimFollowUp(ana, { patientId, takeOver: true }, new Date(), clinic.owner);
}

test("the desk hears again after its connection to the database was killed", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Abel Rusk", "+12125550157", 70);
  await signIn(page, clinic, "provider");
  await listening(page);
  const listeners = async () => {
    const { rows } = await clinic.owner.execute<{ pid: number }>(sql`
      select pid from pg_stat_activity
      where application_name = 'afterglow changes' and datname = current_database()`);
    return rows.map(({ pid }) => pid);
  };
  const before = await listeners();
  expect(before.length).toBeGreaterThan(0);
  for (const pid of before)
    await clinic.owner.execute(sql`select pg_terminate_backend(${pid}::int)`);
  await expect
    .poll(async () => (await listeners()).filter((pid) => !before.includes(pid)).length)
    .toBe(before.length);
  await page.waitForTimeout(1_500);
  await claim(clinic, patientId);
  await expect(page.getByRole("row", { name: /Abel Rusk/ })).toContainText("Ana Aldrin", SOON);
});

test("what a page asks by itself keeps nobody signed in", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  // The browser's own word for the answer that the page is led away by.
  expectedErrors.push(/status of 401 \(Unauthorized\) \S+\/worklist\/changes$/);
  const patientId = await treated(clinic, "Bina Soto", "+12125550158", 70);
  await signIn(page, clinic, "provider");
  await listening(page);
  const mine = eq(sessions.staffId, clinic.staffId.provider);
  const lately = new Date(Date.now() - 14 * 60_000 - 45_000);
  await clinic.owner.update(sessions).set({ lastSeenAt: lately }).where(mine);
  await claim(clinic, patientId);
  await expect(page.getByRole("row", { name: /Bina Soto/ })).toContainText("Ana Aldrin", SOON);
  const [session] = await clinic.owner
    .select({ lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .where(mine);
  expect(session!.lastSeenAt).toEqual(lately);
  // And then it is over: the page leads to the sign-in page, and back.
  await expect(page).toHaveURL(/\/sign-in\?from=/, { timeout: 30_000 });
  await page.getByLabel("E-mail").fill(clinic.email.provider);
  await page.getByLabel("Password").fill(clinic.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("row", { name: /Bina Soto/ })).toBeVisible();
});

test("no connection is said in words, and what was missed is shown when it is back", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const patientId = await treated(clinic, "Dora Ulm", "+12125550160", 70);
  const earlier = await treated(clinic, "Emil Orth", "+12125550161", 70);
  await signIn(page, clinic, "provider");
  await listening(page);
  await claim(clinic, earlier);
  await expect(page.getByRole("row", { name: /Emil Orth/ })).toContainText("Ana Aldrin", SOON);
  // Heard at once and drawn within a second: the network goes in between, and the page stays.
  await claim(clinic, earlier);
  await page.waitForTimeout(200);
  await page.context().setOffline(true);
  // The browser keeps an open stream alive; coming back to the page asks for a new one.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(/No connection\./)).toBeVisible({ timeout: 10_000 });
  await claim(clinic, patientId);
  await page.context().setOffline(false);
  const row = page.getByRole("row", { name: /Dora Ulm/ });
  await expect(row).toContainText("Ana Aldrin", { timeout: 20_000 });
  await expect(page.getByText(/No connection\./)).toBeHidden();
});
