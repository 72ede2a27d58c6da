import type { Page } from "@playwright/test";
import { inClinic } from "@/db/client";
import { recordCall } from "@/db/mutations/calls";
import { recordCheckIn } from "@/db/mutations/check-ins";
import type { StaffActor } from "@/lib/actor";
import { callOf } from "@/tests/support/care";
import { expect, signIn, type TestClinic, test, treated } from "./desk";

test("the list keeps its order for the sitting, and announces who came up", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Amy Alder", "+12125550151", 70);
  await treated(clinic, "Bo Birch", "+12125550152", 60);
  const last = await treated(clinic, "Cy Cedar", "+12125550153", 30);
  await signIn(page, clinic, "aesthetician");
  const opened = await namesOn(page);
  expect(opened).toEqual(["Amy Alder", "Bo Birch", "Cy Cedar"]);
  await expect(page).toHaveURL(/[?&]at=/);

  await reportPus(clinic, last);
  await page.reload();
  expect(await namesOn(page)).toEqual(opened);
  // The row itself is live, and its group and count are those of the sitting.
  await expect(page.getByRole("row", { name: /Cy Cedar/ })).toContainText("Urgent");
  await expect(page.getByRole("link", { name: "Urgent 0" })).toBeVisible();

  // A called row stays where it is, greyed, and is found again by its name.
  await page.getByRole("link", { name: "Log call with Amy Alder" }).click();
  await expect(page.getByRole("heading", { name: "Amy Alder" })).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("row", { name: /Amy Alder/ })).toContainText("Left voicemail");
  expect(await namesOn(page)).toEqual(opened);
  await expect(page.getByText("1 of 3 done")).toBeVisible();

  await page.getByRole("link", { name: "1 new urgent: show" }).click();
  await expect(page.locator("[data-row]").first()).toContainText("Cy Cedar");
  await expect(page.getByText(/new urgent/)).toHaveCount(0);

  // Back leads to the sitting before, as it was.
  await page.goBack();
  await expect(page.locator("[data-row]").first()).toContainText("Amy Alder");
  expect(await namesOn(page)).toEqual(opened);
});

test("sorting lives in the address, and a pasted link gives the same list", async ({
  page,
  clinic,
  browser,
}) => {
  await treated(clinic, "Zoe Zander", "+12125550161", 70);
  await treated(clinic, "Ada Aspen", "+12125550162", 60);
  await signIn(page, clinic, "aesthetician");
  expect(await namesOn(page)).toEqual(["Zoe Zander", "Ada Aspen"]);
  await page.locator("summary", { hasText: "Most urgent first" }).click();
  await page.getByRole("link", { name: "By name" }).click();
  await expect(page).toHaveURL(/order=name/);
  expect(await namesOn(page)).toEqual(["Ada Aspen", "Zoe Zander"]);

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, clinic, "provider");
  await other.goto(page.url());
  expect(await namesOn(other)).toEqual(["Ada Aspen", "Zoe Zander"]);
  await context.close();
});

async function namesOn(page: Page): Promise<string[]> {
  return page.locator("[data-row] [data-record]").allTextContents();
}

function providerOf({ clinicId, staffId }: TestClinic): StaffActor {
  return {
    kind: "staff",
    clinicId,
    staffId: staffId.provider,
    sessionId: staffId.provider,
    name: "Dr. Pat Osei",
    role: "provider",
  };
}

/** Somebody else takes a report meanwhile. */
async function reportPus(clinic: TestClinic, patientId: string): Promise<void> {
  const now = new Date();
  const kept = await inClinic(clinic, clinic.owner, (tx) =>
    recordCheckIn(
      providerOf(clinic),
      {
        patientId,
        recoveryId: null,
        observedAt: now,
        source: "staff_clinic",
        identityVerified: true,
        answers: { pus: "yes" },
        note: null,
        idempotencyKey: crypto.randomUUID(),
      },
      now,
      tx,
    ),
  );
  expect(kept.ok).toBe(true);
}

test("whoever saves the last open row of a page goes on to the next page", async ({
  page,
  clinic,
}) => {
  const ids: string[] = [];
  for (let n = 1; n <= 52; n++) {
    ids.push(
      await treated(clinic, `Patient ${String(n).padStart(2, "0")}`, undefined, 80 - n / 10),
    );
  }
  for (const id of ids.slice(0, 49)) {
    const called = await recordCall(providerOf(clinic), callOf(id), new Date(), clinic.owner);
    expect(called.ok).toBe(true);
  }
  await signIn(page, clinic, "aesthetician");
  await page.getByRole("link", { name: "Log call with Patient 50" }).click();
  await expect(page.getByRole("heading", { name: "Patient 50" })).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page).toHaveURL(/[?&]after=/);
  await expect(page.getByText("Left voicemail: call logged for Patient 50")).toBeVisible();
  await expect(page.locator("[data-row].selected")).toContainText("Patient 51");
});
