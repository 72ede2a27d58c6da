/**
 * `npm run pictures -- http://localhost:3000`: photographs a running demonstration for the README,
 * into docs/pictures. Needs an installed Chromium; CHROMIUM names one that isn't on the path.
 */
import { chromium, type Page } from "playwright";
import type { Role } from "@/lib/actor";
import { DEMO_PASSWORD, DEMO_STAFF } from "@/lib/demonstration/clinic";
import { findBrowser } from "./browser";
import { runOnce } from "./lifetime";

const FOLDER = "docs/pictures";

runOnce(async (lifetime) => {
  const base = process.argv[2] ?? "http://localhost:3000";
  const browser = await chromium.launch({
    executablePath: (await findBrowser(lifetime)) ?? undefined,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const wide = { width: 1366, height: 768 };
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ baseURL: base, viewport: wide, colorScheme });
    await signIn(page);
    await page.screenshot({ path: `${FOLDER}/worklist-${colorScheme}.png` });
    if (colorScheme === "dark") continue;
    await page.locator('[data-row]:has-text("Urgent") [data-record]').first().click();
    await page.getByRole("heading", { name: "Why flagged" }).waitFor();
    await page.screenshot({ path: `${FOLDER}/record.png` });
    await page.getByRole("link", { name: "Log call" }).click();
    await page.getByRole("heading", { name: "Outcome" }).waitFor();
    await page.screenshot({ path: `${FOLDER}/call.png` });
    await page.goto("/hand-over");
    await page.screenshot({ path: `${FOLDER}/hand-over.png` });
    await page.context().clearCookies();
    await signIn(page, "manager");
    await page.goto("/reports?period=last-3-months");
    await page.locator("svg.recharts-surface").first().waitFor();
    await page.screenshot({ path: `${FOLDER}/reports.png` });
  }
  const phone = await browser.newPage({
    baseURL: base,
    viewport: { width: 390, height: 844 },
  });
  await signIn(phone);
  await phone.screenshot({ path: `${FOLDER}/phone.png` });
  await browser.close();
  console.log(`Pictures of ${base} are in ${FOLDER}`);
});

async function signIn(page: Page, as: Role = "aesthetician"): Promise<void> {
  const person = DEMO_STAFF.find(({ role }) => role === as);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person?.email ?? "");
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Worklist", level: 1 }).waitFor();
}
