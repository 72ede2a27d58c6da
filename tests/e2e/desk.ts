import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Database, databaseOn, openOwnerPool } from "@/db/client";
import { addClinic, addSomebody, addStaff, addTreatment } from "@/db/fixtures";
import type { Role } from "@/lib/actor";
import { hashPassword } from "@/lib/sign-in/password";

/** A clinic of one test: its people sign in with `password`. */
export type TestClinic = {
  clinicId: string;
  owner: Database;
  password: string;
  email: Record<Role, string>;
  staffId: Record<Role, string>;
};

const PASSWORD = "four gloved hands at noon";

/**
 * The test of every journey: a clinic of its own, and an unexpected error on a page's console, or
 * in its scripts, fails it. Errors that a test provokes are named in `expectedErrors`.
 */
export const test = base.extend<
  { clinic: TestClinic; expectedErrors: RegExp[] },
  { owner: Database }
>({
  owner: [
    async ({}, use) => {
      const pool = openOwnerPool(process.env.TEST_DATABASE_URL ?? "");
      await use(databaseOn(pool));
      await pool.end();
    },
    { scope: "worker" },
  ],
  clinic: async ({ owner }, use) => {
    const now = new Date();
    const token = randomBytes(4).toString("hex");
    const clinicId = await addClinic(owner, now, { name: "Lakeside Skin" });
    const passwordHash = await hashPassword(PASSWORD);
    const people = [
      ["aesthetician", "Ana Aldrin"],
      ["provider", "Dr. Pat Osei"],
      ["manager", "Mo Lindgren"],
      ["admin", "Ada Brook"],
    ] as const;
    const email: Partial<Record<Role, string>> = {};
    const staffId: Partial<Record<Role, string>> = {};
    for (const [role, name] of people) {
      email[role] = `${role}.${token}@example.com`;
      const added = { clinicId, role, name, email: email[role], passwordHash };
      staffId[role] = (await addStaff(owner, now, added)).id;
    }
    await use({
      clinicId,
      owner,
      password: PASSWORD,
      email: email as Record<Role, string>,
      staffId: staffId as Record<Role, string>,
    });
  },
  expectedErrors: async ({}, use) => use([]),
  page: async ({ page, expectedErrors }, use) => {
    const errors = watchErrors(page);
    await use(page);
    expect(errors.filter((text) => !expectedErrors.some((known) => known.test(text)))).toEqual([]);
  },
});

export { expect };

/** Everything a page complains about from now on. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, clinic: TestClinic, role: Role): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(clinic.email[role]);
  await page.getByLabel("Password").fill(clinic.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Worklist", level: 1 })).toBeVisible();
  await rests(page);
}

/** Leaves the desk without a session. An open page would go on asking, and be refused. */
export async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

const HOUR = 3_600_000;

/** Everybody has a number of their own, or rows would name each other as households. */
let numbers = 0;

function nextPhone(): string {
  return `+1212555${2_000 + numbers++}`;
}

/** Somebody treated some hours ago, with one number on which a voicemail may be left. Returns their id. */
export async function treated(
  { clinicId, owner }: TestClinic,
  name: string,
  phone = nextPhone(),
  hoursAgo = 60,
): Promise<string> {
  const now = new Date();
  const phones = [{ value: phone, voicemailAllowed: true }];
  const { patientId } = await addSomebody(owner, now, { clinicId, name, phones, emails: [] });
  const endedAt = new Date(now.getTime() - hoursAgo * HOUR);
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt });
  return patientId;
}

/** Opens the call panel of a patient by its address, and waits until its keys act. */
export async function openPanel(page: Page, patientId: string): Promise<void> {
  await page.goto(`/worklist?call=${patientId}`);
  await panelActs(page);
}

/** Waits until the keys of the call panel that was opened act. */
export async function panelActs(page: Page): Promise<void> {
  await expect(page.locator("dialog:modal input[name=outcome]:focus")).toHaveCount(1);
}

/** Opens a page that has then heard the server, so that what comes now isn't what was missed. */
export async function listening(page: Page, path = "/worklist"): Promise<void> {
  const heard = page.waitForResponse((answer) => answer.url().includes("/worklist/changes"));
  await page.goto(path);
  await heard;
  await page.waitForTimeout(500);
}

/** Waits until the page's scripts act. A page that follows the desk is never without a request. */
export async function acts(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main form, main a, form") ?? {}).some((key) =>
      key.startsWith("__react"),
    ),
  );
  await rests(page);
}

/** Waits until a page has nothing left to do: what it has drawn hears keys then. One without scripts never says so. */
async function rests(page: Page): Promise<void> {
  const idle = page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => resolve())),
  );
  await Promise.race([idle, page.waitForTimeout(2_000)]);
}

/** Presses until the page, which may still be loading its scripts, has heard it. */
export async function press(page: Page, keys: readonly string[], shows: Locator): Promise<void> {
  await expect(async () => {
    for (const key of keys) await page.keyboard.press(key);
    await expect(shows).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
}

/** Nothing that a person with a screen reader, a keyboard or poor eyes would stumble over. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    // A colour on its way to another would be measured in between.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      // Pages without frames: in one go, and without a second page to count in.
      .setLegacyMode()
      .analyze();
    const named = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`,
    );
    expect(named, colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
