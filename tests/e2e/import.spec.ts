import { readFile } from "node:fs/promises";
import { Temporal } from "temporal-polyfill";
import { expect, expectAccessible, signIn, test } from "./desk";

/** A day of this year's kind that no order of day and month can mistake, `days` ago. */
function daysAgo(days: number): string {
  return Temporal.Now.plainDateISO("America/Chicago").subtract({ days }).toString();
}

test("a file of an unknown system is mapped by hand, checked row by row and brought in", async ({
  page,
  clinic,
}) => {
  const file = [
    "Kunde,Behandlung,Wann genau,Handy",
    `Rosa Tann,Microneedling Face,${daysAgo(3)} 10:00,(212) 555-0111`,
    `Lea Berg,Microneedling Face,${daysAgo(4)} 11:00,(212) 555-0112`,
    '"=HYPERLINK(""http://example.com"")",Microneedling Face,2026-02-30 11:00,(212) 555-0113',
  ].join("\n");
  await signIn(page, clinic, "manager");
  await page.goto("/imports");
  const buffer = Buffer.from(file);
  await page.getByLabel("CSV file").setInputFiles({ name: "k.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Upload and check" }).click();

  await expect(page.getByText("Answer below. Nothing is stored yet.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Patient name", { exact: true }).selectOption("Kunde");
  await page.getByLabel("Service", { exact: true }).selectOption("Behandlung");
  await page.getByLabel("Start (date and time)").selectOption("Wann genau");
  await page.getByLabel("Phone", { exact: true }).selectOption("Handy");
  await page.getByRole("button", { name: "Read the file again" }).click();

  await page.getByRole("button", { name: "Confirm services" }).click();
  await expect(page.getByRole("button", { name: "Import 2 treatments" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Leave out line 3" }).click();
  await expect(page.getByRole("button", { name: "Import 1 treatment" })).toBeVisible();

  // What is refused can be taken away, with its formula made harmless.
  await page.getByRole("link", { name: /Refused/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download refused rows" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain("'=HYPERLINK");

  await page.getByRole("button", { name: "Import 1 treatment" }).click();
  await expect(page.getByText("1 treatment imported")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/worklist");
  await expect(page.getByRole("row", { name: /Rosa Tann/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Lea Berg/ })).toHaveCount(0);
});

test("a file that is none says so and stores nothing", async ({ page, clinic }) => {
  await signIn(page, clinic, "manager");
  const files = [
    ["empty.csv", Buffer.alloc(0)],
    ["page.csv", Buffer.from("<!doctype html><html><body>Report</body></html>")],
    ["book.csv", Buffer.from("PK\u0003\u0004 not really")],
    ["cut.csv", Buffer.from('Client,Service,Start\n"Rosa Tann,Microneedling,2026-11-01')],
  ] as const;
  for (const [name, buffer] of files) {
    await page.goto("/imports");
    await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Upload and check" }).click();
    await expect(
      page.getByText(/Nothing of it was stored|is empty|can’t be read/).first(),
    ).toBeVisible();
  }
});
