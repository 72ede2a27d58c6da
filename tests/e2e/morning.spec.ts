import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Page } from "@playwright/test";
import { Temporal } from "temporal-polyfill";
import { shiftedExport } from "@/tests/support/shifted-export";
import { expect, leave, signIn, test } from "./desk";

const ZONE = "America/Chicago";
const SAMPLES = [
  "acuity-austin",
  "calendly-seattle",
  "mangomint-denver",
  "pabau-montreal-semicolon",
  "vagaro-phoenix-transactions",
  "zenoti-miami",
] as const;

type Expected = {
  counts: { accepted: number; rows_read: number };
  as_of: string;
  treatments: { patient_name: string; phone_e164: string | null; start_local: string }[];
};

test("the daily review works on real exports, from the files to the audit", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(150_000);
  const today = Temporal.Now.plainDateISO(ZONE);

  // The manager brings every sample in, moved to today.
  await signIn(page, clinic, "manager");
  for (const name of SAMPLES) {
    const { counts } = await expectedOf(name);
    await bringIn(page, name, await shiftedExport(`tests/imports/${name}.csv`, today));
    await expect(page.getByText(`${counts.accepted} treatments imported`)).toBeVisible();
  }
  // The same file again brings nothing new.
  await upload(page, SAMPLES[0], await shiftedExport(`tests/imports/${SAMPLES[0]}.csv`, today));
  await expect(page.getByText("Everything in this file is here already.").first()).toBeVisible();
  await leave(page);

  // The list shows who must be called; nothing that came in is late already.
  await signIn(page, clinic, "aesthetician");
  await page.goto("/worklist");
  const recent = await recentPatients(today);
  expect(recent.length).toBeGreaterThan(4);
  for (const { name, group } of recent) {
    const row = page.getByRole("row", { name: new RegExp(name) });
    await expect(row, `${name} in ${group}`).toBeVisible();
    await expect(row).toContainText(group);
  }
  await expect(page.getByText(/\d late/)).toHaveCount(0);
  const shown = await page.locator("[data-row]").count();
  await expect(page.getByRole("link", { name: `All ${shown}` })).toBeVisible();

  // A voicemail first: nobody has said no to one.
  const [patient] = recent.filter(({ phone }) => phone !== null);
  await page.getByRole("link", { name: `Log call with ${patient!.name}` }).click();
  await expect(page.getByRole("heading", { name: patient!.name })).toBeVisible();
  await expect(page.getByText("Voicemail not asked").first()).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Enter");
  await expect(
    page.getByText(new RegExp(`Left voicemail: call logged for ${patient!.name}`)),
  ).toBeVisible();

  // Then somebody is reached, with pus.
  await page.getByRole("link", { name: `Log call with ${patient!.name}` }).click();
  await expect(page.getByRole("heading", { name: patient!.name })).toBeVisible();
  await page.keyboard.press("1");
  await page.getByText("Both matched").click();
  await page.getByLabel("Who spoke").selectOption("patient");
  await page.getByRole("radiogroup", { name: /^Pus/ }).getByText("Yes").click();
  await page.getByLabel("Who", { exact: true }).selectOption("Dr. Pat Osei");
  await page.getByRole("radiogroup", { name: "Did they take it on?" }).getByText("Yes").click();
  await page.keyboard.press("Control+Enter");
  const row = page.getByRole("row", { name: new RegExp(patient!.name) });
  await expect(row).toContainText("Urgent");
  await expect(row).toContainText("Pus reported");

  // A provider looks and clears it.
  const theirs = await browser.newContext();
  const provider = await theirs.newPage();
  await signIn(provider, clinic, "provider");
  await provider.getByRole("link", { name: patient!.name, exact: true }).click();
  await provider.getByRole("checkbox", { name: /Pus: yes/ }).check();
  await provider.getByRole("form", { name: "Review" }).getByLabel(/Note/).fill("Serum, no pus.");
  await provider.getByRole("button", { name: "Clear the ticked reasons" }).click();
  await expect(provider.getByText("Review saved.")).toBeVisible();
  await theirs.close();
  await page.goto("/worklist");
  await expect(page.getByRole("row", { name: new RegExp(patient!.name) })).not.toContainText(
    "Urgent",
  );

  // And the audit shows each of it, as one unbroken chain.
  const hers = await browser.newContext();
  const admin = await hers.newPage();
  await signIn(admin, clinic, "admin");
  await admin.goto("/audit?check=1");
  for (const what of [/Imported|Brought/i, /Logged a call/i, /Cleared/i, /Signed in/i]) {
    await expect(admin.getByRole("row", { name: what }).first()).toBeVisible();
  }
  await expect(admin.getByText(/whole|unbroken/i).first()).toBeVisible();
  await hers.close();
});

async function bringIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await upload(page, name, buffer);
  await page.getByRole("button", { name: "Confirm services" }).click();
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await expect(page).toHaveURL(/\/imports\/runs\//);
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/imports");
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: `${basename(name)}.csv`, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Upload and check" }).click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}/);
}

async function expectedOf(name: string): Promise<Expected> {
  return JSON.parse(await readFile(`tests/imports/${name}.expect.json`, "utf8"));
}

/** Who was treated in the last two weeks of the moved files, and the group they belong in. */
async function recentPatients(today: Temporal.PlainDate) {
  const now = Temporal.Now.zonedDateTimeISO(ZONE);
  const newest = new Map<string, { name: string; phone: string | null; hours: number }>();
  for (const file of SAMPLES) {
    for (const { patient_name, phone_e164, start_local } of (await expectedOf(file)).treatments) {
      const start = Temporal.PlainDateTime.from(start_local);
      const days = Temporal.PlainDate.from("2026-11-16").until(today, { largestUnit: "days" }).days;
      const hours = start.add({ days }).toZonedDateTime(ZONE).until(now).total("hours");
      const known = newest.get(patient_name);
      if (known && known.hours < hours) continue;
      newest.set(patient_name, { name: patient_name, phone: phone_e164, hours });
    }
  }
  // Two hours of distance from each limit: a treatment takes time, and so does this test.
  const near = (hours: number, limit: number) => Math.abs(hours - limit) < 3;
  return [...newest.values()]
    .filter(({ hours }) => hours < 330 && !near(hours, 48))
    .map((each) => ({ ...each, group: each.hours > 48 ? "Awaiting" : "Expected" }));
}
