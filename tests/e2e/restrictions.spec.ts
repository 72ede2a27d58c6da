import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { createCheckInLink } from "@/db/mutations/check-in-links";
import type { StaffActor } from "@/lib/actor";
import { linkPath, newLinkToken } from "@/lib/check-in/link";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { LANGUAGES, type Language } from "@/lib/patients/languages";
import {
  expect,
  expectAccessible,
  listening,
  openPanel,
  signIn,
  type TestClinic,
  test,
  treated,
} from "./desk";

const HOUR = 3_600_000;
const SET_WORDS: Readonly<Record<Language, string>> = {
  en: "Your clinic set this time for you.",
  es: "Su clínica puso este tiempo para usted.",
};

/** Somebody born on 17 May 1990 who was treated 30 h ago, and a link of theirs. */
async function holder(clinic: TestClinic) {
  const { clinicId, owner } = clinic;
  const now = new Date();
  const person = { clinicId, name: "Dana Webb", birthOn: "1990-05-17", emails: [] };
  const phones = [{ value: "+13125550177" }];
  const { patientId } = await addSomebody(owner, now, { ...person, phones });
  const endedAt = new Date(now.getTime() - 30 * HOUR);
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt });
  const token = newLinkToken();
  const provider: StaffActor = {
    kind: "staff",
    clinicId,
    staffId: clinic.staffId.provider,
    sessionId: randomUUID(),
    name: "Dr. Pat Osei",
    role: "provider",
  };
  const asked = { patientId, token, idempotencyKey: randomUUID() };
  const made = await createCheckInLink(provider, asked, now, owner);
  if (!made.ok) throw new Error(made.reason);
  return { patientId, token };
}

/** The open form of one restriction on the record. */
async function formOf(page: Page, title: string) {
  const card = page.getByRole("region", { name: "What to wait with" });
  await card.locator("summary", { hasText: title }).click();
  return card.getByRole("form", { name: `Set: ${title}` });
}

async function setExercise(page: Page, hours: 24 | 48 | 72, why: string) {
  const form = await formOf(page, "Hard exercise");
  await form.getByText(`${hours} h`, { exact: true }).click();
  await form.getByLabel("Why").fill(why);
  await form.getByRole("button", { name: "Save" }).click();
}

async function expectNoWider(page: Page) {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, page.url()).toBeLessThanOrEqual(0);
}

test("what a provider sets is what the patient counts down to", async ({
  page,
  browser,
  clinic,
}) => {
  const { patientId, token } = await holder(clinic);
  await signIn(page, clinic, "provider");
  await page.goto(`/patients/${patientId}`);
  const card = page.getByRole("region", { name: "What to wait with" });
  await expect(card).toContainText("18 h left");
  await expect(card).toContainText("Until the clinic says so");
  await expect(card.getByText("Personal")).toHaveCount(0);

  await setExercise(page, 72, "");
  const form = card.getByRole("form", { name: /Hard exercise/ });
  await expect(form.getByText("Say why it is set")).toBeVisible();
  await expectAccessible(page);
  await form.getByLabel("Why").fill("Deep treatment, ran last time");
  await form.getByLabel("Why").press("Enter");
  await expect(page.getByText("What this patient has to wait with was set.")).toBeVisible();
  await expect(card).toContainText("42 h left");
  await expect(card).toContainText("Set to 72 h by Dr. Pat Osei");
  await expect(card).toContainText("Deep treatment, ran last time");
  await page.goto(`/patients/${patientId}`);
  await expect(card).toContainText("42 h left");
  await expectAccessible(page);

  for (const language of LANGUAGES) {
    const words = PATIENT_WORDS[language];
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const phone = await context.newPage();
    await phone.goto(linkPath(token, language));
    await phone.getByLabel(words.month).selectOption("5");
    await phone.getByLabel(words.day, { exact: true }).fill("17");
    await phone.getByLabel(words.year).fill("1990");
    await phone.getByRole("button", { name: words.open }).click();
    const waiting = phone.getByRole("region", { name: words.waitWith });
    const exercise = waiting.getByRole("listitem").filter({ hasText: /exercise|ejercicio/i });
    await expect(exercise).toContainText(words.hoursLeft.replace("{n}", "42"));
    await expect(exercise).toContainText(SET_WORDS[language]);
    await expect(waiting.getByText(SET_WORDS[language])).toHaveCount(1);
    await expect(phone.locator("body")).not.toContainText("ran last time");
    await expect(phone.locator("body")).not.toContainText("Osei");
    await expectAccessible(phone);
    await expectNoWider(phone);
    await context.close();
  }
});

test("an aesthetician reads what was set, also in the script of a call, and isn't offered to set it", async ({
  page,
  browser,
  clinic,
}) => {
  const patientId = await treated(clinic, "Lena Fors", undefined, 30);
  await signIn(page, clinic, "aesthetician");
  await listening(page, `/patients/${patientId}`);
  const other = await another(browser, clinic, `/patients/${patientId}`);
  await setExercise(other.page, 72, "Deep treatment");
  await expect(other.page.getByText("What this patient has to wait with was set.")).toBeVisible();

  // The record that is open shows it without being loaded anew.
  const card = page.getByRole("region", { name: "What to wait with" });
  await expect(card).toContainText("Set to 72 h by Dr. Pat Osei", { timeout: 2_000 });
  await other.context.close();
  await expect(card.getByText("Personal")).toBeVisible();
  await expect(card.locator("summary, form, button")).toHaveCount(0);
  await openPanel(page, patientId);
  await expect(page.locator("dialog .script")).toContainText(
    "42 h left. Set for this patient by Dr. Pat Osei.",
  );
});

test("two providers who set the same don't lose one another's, and it can be taken back", async ({
  page,
  browser,
  clinic,
}) => {
  const patientId = await treated(clinic, "Hugo Brandt", undefined, 30);
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, clinic, "provider");
  await page.goto(`/patients/${patientId}`);
  const form = await formOf(page, "Hard exercise");
  await form.getByText("24 h", { exact: true }).click();
  await form.getByLabel("Why").fill("Healed well");
  await expectNoWider(page);

  const other = await another(browser, clinic, `/patients/${patientId}`);
  await setExercise(other.page, 72, "Deep treatment");
  await expect(other.page.getByText("What this patient has to wait with was set.")).toBeVisible();
  await other.context.close();

  await form.getByRole("button", { name: "Save" }).click();
  await expect(
    form.getByText(/Not saved: Dr\. Pat Osei set 72 h .*“Deep treatment”/),
  ).toBeVisible();
  await expect(form.getByLabel("Why")).toHaveValue("Healed well");
  await form.getByRole("button", { name: "Save" }).click();
  const card = page.getByRole("region", { name: "What to wait with" });
  await expect(card).toContainText("Set to 24 h by Dr. Pat Osei");
  await expect(card).toContainText("Set to 72 h by Dr. Pat Osei");
  await expect(card).toContainText("Over since");

  const again = await formOf(page, "Hard exercise");
  await again.getByLabel("Why").fill("Sore today");
  await again.getByRole("button", { name: "Back to the guide" }).click();
  await expect(card).toContainText("Back to the guide by Dr. Pat Osei");
  await expect(card).toContainText("18 h left");
  await expect(card.getByText("Personal")).toHaveCount(0);
});

test("a restriction can be set without scripts", async ({ browser, clinic }) => {
  const patientId = await treated(clinic, "Bea Norwood", undefined, 30);
  const other = await another(browser, clinic, `/patients/${patientId}`, false);
  const form = await formOf(other.page, "Pools, hot tubs");
  await form.getByLabel("Wait after treatment").fill("31");
  await form.getByLabel("Unit").selectOption("days");
  await form.getByLabel("Why").fill("Asked about a holiday");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(
    form.getByText("Enter a whole number: 1 to 720 hours, or 1 to 30 days"),
  ).toBeVisible();
  await expect(form.getByLabel("Why")).toHaveValue("Asked about a holiday");
  await form.getByLabel("Wait after treatment").fill("10");
  await form.getByRole("button", { name: "Save" }).click();
  const card = other.page.getByRole("region", { name: "What to wait with" });
  await expect(card).toContainText("Set to 240 h by Dr. Pat Osei");
  await expect(card).toContainText("210 h left");
  await other.context.close();
});

/** A provider at a screen of their own. */
async function another(browser: Browser, clinic: TestClinic, path: string, scripts = true) {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  const page = await context.newPage();
  await signIn(page, clinic, "provider");
  await page.goto(path);
  return { page, context };
}
