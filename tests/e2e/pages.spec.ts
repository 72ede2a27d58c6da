import type { Page } from "@playwright/test";
import { acts, expect, expectAccessible, leave, signIn, test, treated } from "./desk";

/** First-load scripts, gzip, in kB of 1000 bytes: what each page may cost before anything is clicked. */
const BUDGETS = [
  { page: "worklist", kb: 165 },
  { page: "patient", kb: 175 },
] as const;

test("every page is accessible", async ({ page, clinic, expectedErrors }) => {
  test.setTimeout(240_000);
  expectedErrors.push(/404/);
  const patientId = await treated(clinic, "Ada Brook");
  await page.goto("/sign-in");
  await expectAccessible(page);
  await signIn(page, clinic, "provider");
  for (const path of [
    "/worklist",
    "/worklist?group=emergency",
    "/worklist?open=views",
    `/worklist?open=more&who=${patientId}`,
    `/worklist?call=${patientId}`,
    "/worklist/print",
    "/hand-over",
    "/patients",
    `/patients/${patientId}?open=escalate`,
    `/patients/${patientId}?open=check-in`,
    "/patients/no-such-patient",
    "/settings",
  ]) {
    await page.goto(path);
    await acts(page);
    await expectAccessible(page);
  }
  await leave(page);
  await signIn(page, clinic, "admin");
  for (const path of ["/imports", "/audit", "/audit?check=1", "/settings/messages"]) {
    await page.goto(path);
    await acts(page);
    await expectAccessible(page);
  }
});

test("no page is wider than a small phone", async ({ page, clinic }) => {
  const patientId = await treated(clinic, "Ada Brook");
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, clinic, "provider");
  const record = `/patients/${patientId}`;
  for (const path of [
    "/worklist",
    `/worklist?call=${patientId}`,
    `/worklist?open=more&who=${patientId}`,
    "/worklist?open=views",
    "/hand-over",
    record,
    `${record}?open=check-in`,
    "/patients",
    "/settings",
  ]) {
    await expectNoOverflow(page, path);
  }
  await leave(page);
  await signIn(page, clinic, "admin");
  for (const path of [
    "/worklist",
    record,
    "/patients",
    "/imports",
    "/audit",
    "/settings/messages",
  ]) {
    await expectNoOverflow(page, path);
  }
});

async function expectNoOverflow(page: Page, path: string): Promise<void> {
  await page.goto(path);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, path).toBeLessThanOrEqual(0);
}

test("the first load of each page stays within its budget", async ({ page, clinic }) => {
  const patientId = await treated(clinic, "Ada Brook");
  await signIn(page, clinic, "provider");
  for (const { page: name, kb } of BUDGETS) {
    await page.goto(name === "worklist" ? "/worklist" : `/patients/${patientId}`);
    await acts(page);
    // What an idle page fetches by itself counts, too.
    await page.waitForTimeout(2_000);
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ initiatorType, name: url }) => initiatorType === "script" || url.endsWith(".js"))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    console.log(`${name}: ${(bytes / 1000).toFixed(1)} kB of scripts, ${kb} allowed`);
    expect(bytes, `${name} in bytes`).toBeGreaterThan(50_000);
    expect(bytes / 1000, `${name} in kB`).toBeLessThanOrEqual(kb);
  }
});

test("another clinic's patient and no patient look the same", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/404/);
  await signIn(page, clinic, "provider");
  for (const path of [
    "/patients/01900000-0000-7000-8000-000000000000",
    "/patients/%00",
    "/worklist?call=01900000-0000-7000-8000-000000000000",
    "/worklist?group=nonsense",
    "/worklist?after=nonsense",
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});
