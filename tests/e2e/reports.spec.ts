import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { Temporal } from "temporal-polyfill";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { recordCall } from "@/db/mutations/calls";
import { freezeMonths } from "@/db/mutations/report-months";
import type { StaffActor } from "@/lib/actor";
import type { CallEntry } from "@/lib/calls/call-entry";
import { ALL_CLEAR } from "@/tests/support/recovery-facts";
import { acts, expect, expectAccessible, signIn, type TestClinic, test } from "./desk";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The last forty days, whatever the month: all of the stories below lie in them. */
function lately(more: Readonly<Record<string, string>> = {}): string {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);
  return new URLSearchParams({ from: day(40), to: day(-1), ...more }).toString();
}

/**
 * Fourteen people treated one to three weeks ago: six were reached, five called in vain, three never
 * called. Four of those who were reached had a device of their own.
 */
async function fourteen(clinic: TestClinic): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < 14; i++) {
    const name = i === 6 ? "=SUM(1) Formula" : `Person ${String.fromCodePoint(65 + i)}`;
    const device = i < 4 ? "Other Pen" : "DermaPoint Pen 3";
    ids.push(await treatedLongAgo(clinic, name, 7 + i, device));
    if (i < 6) await ring(clinic, ids[i]!, 6 + i, reached());
    else if (i < 11) await ring(clinic, ids[i]!, 6 + i, {});
  }
  return ids;
}

async function treatedLongAgo(
  { clinicId, owner }: TestClinic,
  name: string,
  daysAgo: number,
  device: string,
): Promise<string> {
  const endedAt = new Date(Date.now() - daysAgo * DAY);
  const { patientId } = await addSomebody(owner, endedAt, { clinicId, name });
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt, device });
  return patientId;
}

function reached(): Partial<CallEntry> {
  return {
    outcome: "reached",
    reached: {
      spokeWith: "patient",
      identityChecked: true,
      answers: ALL_CLEAR,
      advice: [],
      readBack: true,
      provider: null,
      noProviderReached: true,
    },
  };
}

async function ring(
  clinic: TestClinic,
  patientId: string,
  daysAgo: number,
  outcome: Partial<CallEntry>,
): Promise<void> {
  const ana: StaffActor = {
    kind: "staff",
    clinicId: clinic.clinicId,
    staffId: clinic.staffId.aesthetician,
    sessionId: randomUUID(),
    name: "Ana Aldrin",
    role: "aesthetician",
  };
  const entry: CallEntry = {
    patientId,
    idempotencyKey: randomUUID(),
    direction: "outbound",
    outcome: "no_answer",
    contactPointId: null,
    reached: null,
    promisedAt: null,
    nextContact: null,
    note: null,
    lastSeenCallId: null,
    ...outcome,
  };
  const done = await recordCall(ana, entry, new Date(Date.now() - daysAgo * DAY), clinic.owner);
  expect(done.ok).toBe(true);
}

const tile = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

test("the manager reads who was never reached, opens that very list, and a record from it", async ({
  page,
  clinic,
}) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.getByRole("link", { name: "Reports" }).first().click();
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  await page.goto(`/reports?${lately()}`);

  const never = tile(page, "Never reached");
  await expect(never).toContainText("5 Never reached of 11 recoveries");
  await expect(never).toContainText(/45\s%/);
  await expect(never).toContainText(/95\s% interval 21 to 72\s%/);
  await expect(never).toContainText("5 pending");
  // What it means is one touch away.
  await never.getByText("How this is counted").click();
  await expect(never).toContainText("Recoveries without a single attempt.");
  // Silence stands beside every number about safety.
  for (const name of ["Flagged", "Complications among treated", "Complications among known"]) {
    await expect(tile(page, name)).toContainText(/Unknown outcome:\s*8/);
  }
  // Fewer than ten get no percentage.
  await expect(tile(page, "Complications among known")).toContainText(
    "Too few for a percentage (fewer than 10)",
  );

  await never.getByRole("link", { name: "5 Never reached" }).click();
  await expect(
    page.getByRole("heading", { name: "Never reached: called, and never spoken to", level: 1 }),
  ).toBeVisible();
  await expect(page.getByText("5 recoveries")).toBeVisible();
  await expect(page.locator("main tbody tr")).toHaveCount(5);
  await expect(page.getByRole("link", { name: "=SUM(1) Formula" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Person H" }).click();
  await expect(page.getByRole("heading", { name: /Person H/ }).first()).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Back to the report" }).click();
  await expect(page).toHaveURL(/\/reports\?.*from=/);
  await expect(never).toBeVisible();
});

test("every number of the report opens a list of just so many", async ({ page, clinic }) => {
  test.setTimeout(180_000);
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  const numbers = await page.locator('main a[href^="/reports/lists/"]').evaluateAll((links) =>
    links
      .filter((link) => !link.closest("svg"))
      .map((link) => ({
        href: link.getAttribute("href")!,
        n: Number.parseInt((link.textContent ?? "").replaceAll(",", ""), 10),
      })),
  );
  expect(numbers.length).toBeGreaterThan(100);
  const counts = new Map(numbers.map(({ href, n }) => [href, n]));
  for (const { href, n } of numbers) expect(counts.get(href), href).toBe(n);
  for (const [href, n] of counts) {
    const answer = await page.request.get(href);
    expect(answer.status(), href).toBe(200);
    const rows = (await answer.text()).split("<tbody>")[1]?.split("</tbody>")[0] ?? "";
    expect(rows.split("<tr").length - 1, href).toBe(n);
  }
});

test("filters narrow it, stand in the address, and can be cleared", async ({ page, clinic }) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  await page.getByLabel("Device", { exact: true }).selectOption("Other Pen");
  await page.getByLabel(/^Compare with/).check();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/device=Other\+Pen/);
  await expect(page.getByText("Only: Device Other Pen.")).toBeVisible();
  await expect(tile(page, "Patients reached")).toContainText(/4 Patients reached of 4 patients/);
  await expect(tile(page, "Patients reached")).toContainText(": 0 of 0");
  await page.reload();
  await expect(page.getByLabel("Device", { exact: true })).toHaveValue("Other Pen");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(tile(page, "Patients reached")).toContainText(/6 Patients reached of 14 patients/);

  // Another comparison, another level: each is an address, too.
  await page.getByRole("link", { name: "Area", exact: true }).click();
  await expect(page).toHaveURL(/by=area/);
  await expect(page.getByRole("cell", { name: /of 14/ }).first()).toBeVisible();
  await page.goto(`/reports?${lately({ area: "Nowhere" })}`);
  await expect(page.getByText("Nothing matches these filters.")).toBeVisible();
  await page.goto("/reports?from=2001-01-01&to=2001-01-31");
  await expect(page.getByText("Nothing happened in January 2001.")).toBeVisible();
  await page.goto("/reports?from=2026-02-02&to=2026-01-01");
  await expect(page.getByText("The last day lies before the first")).toBeVisible();
});

test("charts come after the numbers, say what they show, and their marks open lists", async ({
  page,
  clinic,
}) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  const cascade = page.getByRole("figure", { name: "From treatment to healed" });
  await expect(cascade).toContainText(
    "Of 14 treated recoveries, 14 had a check due, 14 could be contacted, 11 were called, 6 were reached and 0 were closed as healed.",
  );
  const chart = cascade.locator("svg.recharts-surface");
  await expect(chart).toBeVisible();
  await expect(chart.locator("> title")).toHaveText("From treatment to healed");
  await expect(chart.locator("> desc")).toContainText("Tried: 11");
  await chart.getByRole("link", { name: "Tried: 11" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Follow-up, step by step: tried",
  );
  await expect(page.locator("main tbody tr")).toHaveCount(11);
});

test("each step of a curve opens the list of those it had happened to by then", async ({
  page,
  clinic,
}) => {
  // Called 60 to 71 hours after the treatment, 12 to 23 after the silence was flagged.
  for (let i = 0; i < 12; i++) {
    const id = await treatedLongAgo(clinic, `Person ${i}`, 7 + i, "DermaPoint Pen 3");
    await ring(clinic, id, 7 + i - (60 + i) / 24, reached());
  }
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately({ level: "awaiting" })}`);
  for (const name of [
    "Time to first contact, awaiting check-in",
    "Still red, by hours after treatment",
  ]) {
    const marks = page.getByRole("figure", { name }).locator('svg a[href*="/by-"]');
    await expect(marks.first()).toBeAttached();
    const hrefs = await marks.evaluateAll((links) => [
      ...new Set(links.map((link) => link.getAttribute("href")!)),
    ]);
    const lengths = await Promise.all(
      hrefs.map(async (href) => {
        const answer = await page.request.get(href);
        expect(answer.status(), href).toBe(200);
        const rows = (await answer.text()).split("<tbody>")[1]?.split("</tbody>")[0] ?? "";
        return rows.split("<tr").length - 1;
      }),
    );
    const upToTwelve = Array.from({ length: 12 }, (_, n) => n + 1);
    expect(new Set(lengths), name).toEqual(new Set(upToTwelve));
  }
  const red = page.getByRole("figure", { name: "Still red, by hours after treatment" });
  await red.locator('svg a[href*="/by-"]').first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/: gone within 2\sdays 12\sh/);
  await expect(page.locator("main tbody tr")).toHaveCount(1);
});

test("the keyboard reaches every number of a chart through its table", async ({ page, clinic }) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  await acts(page);
  const cascade = page.getByRole("figure", { name: "From treatment to healed" });
  await cascade.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(cascade.getByRole("region", { name: /as a table/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(cascade.getByRole("link", { name: "14 recoveries, treated" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Follow-up, step by step: treated",
  );
});

test("a list leaves as CSV with its definition, for a reason that the audit keeps", async ({
  page,
  clinic,
}) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports/lists/never_reached/num?${lately()}`);
  await page.getByLabel("Why do you need the file?").selectOption("Report for the owner");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^never_reached-\d{4}-\d\d-\d\d\.csv$/);
  const csv = await readFile(await file.path(), "utf8");
  expect(csv).toContain('Report,"Never reached: called, and never spoken to"');
  expect(csv).toContain('Left out,"Recoveries without a single attempt.');
  expect(csv).toContain("In this list,5 recoveries");
  expect(csv).toContain("'=SUM(1) Formula");
  expect(csv.split("\r\n").filter((line) => line.includes("Person"))).toHaveLength(4);

  await page.goto(`/reports?${lately()}`);
  await page.getByLabel("Why do you need the file?").selectOption("Quality audit");
  const numbers = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const all = await readFile(await (await numbers).path(), "utf8");
  expect(all).toMatch(/Never reached,"called, and never spoken to",recoveries,5,11,0\.4545/);
  expect(all).not.toContain("Person");

  await page.goto("/audit?what=report.export");
  await expect(page.getByText("Exported a report")).toHaveCount(3);
  const entry = page.getByRole("row", { name: /metric never reached/ });
  for (const detail of ["place num", "rows 5", "reason owner report"]) {
    await expect(entry).toContainText(detail);
  }
});

test("without a reason nothing leaves, and the form says so", async ({ page, clinic, baseURL }) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  const answer = await page.request.post("/reports/export", {
    headers: { origin: baseURL! },
    form: { metric: "cascade", part: "treated", query: lately() },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  await page.goto(answer.headers().location!);
  await expect(page.getByText("Choose why")).toBeVisible();
  const elsewhere = await page.request.post("/reports/export", {
    headers: { origin: "https://elsewhere.example" },
    form: { reason: "owner_report" },
  });
  expect(elsewhere.status()).toBe(403);
});

test("without scripts the numbers, tables, filters and lists stand", async ({
  browser,
  clinic,
}) => {
  await fourteen(clinic);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  await expect(tile(page, "Never reached")).toContainText("of 11");
  await expect(page.getByText("The chart is coming.").first()).toBeHidden();
  await page
    .getByRole("figure", { name: "From treatment to healed" })
    .locator("summary")
    .first()
    .click();
  await expect(page.getByRole("link", { name: "6 recoveries, reached" })).toBeVisible();
  await page.getByLabel("Device", { exact: true }).selectOption("Other Pen");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(tile(page, "Patients reached")).toContainText(/of 4/);
  await page.getByRole("link", { name: "4 Patients reached" }).click();
  await expect(page.locator("main tbody tr")).toHaveCount(4);
  await context.close();
});

test("whoever looks after patients sees no report", async ({ page, clinic, expectedErrors }) => {
  expectedErrors.push(/403/);
  await signIn(page, clinic, "aesthetician");
  await expect(page.getByRole("link", { name: "Reports" })).toHaveCount(0);
  for (const path of ["/reports", "/reports/lists/cascade/treated"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(
      page.getByRole("heading", { name: "Your role doesn't open this page" }),
    ).toBeVisible();
  }
});

test("a frozen month says what was corrected since, with both figures", async ({
  page,
  clinic,
}) => {
  const { clinicId, owner } = clinic;
  const person = await treatedLongAgo(clinic, "Ada Brook", 100, "Pen");
  const job = { kind: "job", clinicId, job: "freeze-months" } as const;
  expect(await freezeMonths(job, new Date(), owner)).toBeGreaterThan(0);
  // A treatment that nobody had entered turns up.
  const endedAt = new Date(Date.now() - 100 * DAY);
  const late = { clinicId, patientId: person, endedAt, area: "Neck" };
  await addTreatment(owner, new Date(), late);

  await signIn(page, clinic, "manager");
  const month = Temporal.Instant.fromEpochMilliseconds(endedAt.getTime())
    .toZonedDateTimeISO("America/Chicago")
    .toPlainDate()
    .with({ day: 1 });
  const last = month.add({ months: 1 }).subtract({ days: 1 });
  await page.goto(`/reports?from=${month.toString()}&to=${last.toString()}`);
  await expect(page.getByText(/^Final since .* Frozen on /)).toBeVisible();
  const restated = page.getByRole("region", { name: /^Restated since this month was frozen/ });
  await expect(
    restated.getByRole("row", { name: "Unknown outcome: out of 1 2 just now" }),
  ).toBeVisible();
  await expectAccessible(page);
  // What is limited was never frozen.
  await page.goto(`/reports?from=${month.toString()}&to=${last.toString()}&area=Neck`);
  await expect(page.getByText(/^Final since /)).toBeVisible();
  await expect(restated).toHaveCount(0);
});

test("what isn't a number of a report isn't found", async ({ page, clinic, expectedErrors }) => {
  expectedErrors.push(/40[04]/);
  await signIn(page, clinic, "manager");
  for (const path of [
    "/reports?period=yesterday",
    "/reports?level=expected",
    "/reports/lists/no_such_metric/num",
    "/reports/lists/never_reached/nobody",
    "/reports/lists/by_device/constructor/flagged/num",
    "/reports/lists/by_device/%2e%2e%00/flagged/num",
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});

test("the report is accessible, full, empty and open", async ({ page, clinic }) => {
  test.setTimeout(240_000);
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately({ compare: "1" })}`);
  await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await page.goto("/reports?from=2001-01-01&to=2001-01-31");
  await expectAccessible(page);
});

test("no report is wider than a small phone", async ({ page, clinic }) => {
  await fourteen(clinic);
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, clinic, "manager");
  for (const path of [
    `/reports?${lately({ compare: "1" })}`,
    `/reports/lists/cascade/treated?${lately()}`,
  ]) {
    await page.goto(path);
    await acts(page);
    await page.waitForTimeout(1_000);
    const overflow = await page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("the report goes to paper as one would hand it over", async ({ page, clinic }) => {
  await fourteen(clinic);
  await signIn(page, clinic, "manager");
  await page.goto(`/reports?${lately()}`);
  await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /^Follow-up report, / })).toBeVisible();
  await expect(page.locator("#main").getByText("Lakeside Skin", { exact: true })).toBeVisible();
  await expect(page.getByText(/All treatments · made on .* by Mo Lindgren/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "How the numbers are counted" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Export CSV" })).toBeHidden();
  await page.setViewportSize({ width: 720, height: 1000 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test("the first load stays within its budget before the charts come", async ({ page, clinic }) => {
  await signIn(page, clinic, "manager");
  await page.goto("/reports?from=2001-01-01&to=2001-01-31");
  await acts(page);
  await page.waitForTimeout(2_000);
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ initiatorType, name: url }) => initiatorType === "script" || url.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  console.log(`reports: ${(bytes / 1000).toFixed(1)} kB of scripts, 150 allowed`);
  expect(bytes, "in bytes").toBeGreaterThan(50_000);
  expect(bytes / 1000, "in kB").toBeLessThanOrEqual(150);
});
