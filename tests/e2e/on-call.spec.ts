import { randomUUID } from "node:crypto";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { expect, expectAccessible, signIn, type TestClinic, test, watchErrors } from "./desk";

const MINUTE = 60_000;

/** Somebody who reported pus so many minutes ago, with nobody who looked after it since. */
async function untouched(clinic: TestClinic, name: string, minutes: number) {
  const { clinicId, owner } = clinic;
  const reported = new Date(Date.now() - minutes * MINUTE);
  const endedAt = new Date(reported.getTime() - 30 * 60 * MINUTE);
  const { patientId } = await addSomebody(owner, endedAt, { clinicId, name });
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt });
  const ana = {
    kind: "staff",
    clinicId,
    staffId: clinic.staffId.aesthetician,
    sessionId: randomUUID(),
    name: "Ana Aldrin",
    role: "aesthetician",
  } as const;
  const checkIn = {
    patientId,
    recoveryId: null,
    observedAt: reported,
    source: "staff_clinic" as const,
    identityVerified: true,
    answers: { pus: "yes" as const },
    note: null,
    idempotencyKey: randomUUID(),
  };
  expect((await recordCheckIn(ana, checkIn, reported, owner)).ok).toBe(true);
  return patientId;
}

test("an urgent case that nobody touched finds the person on call, on whatever page", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn(page, clinic, "provider");
  await page.goto("/patients");
  await untouched(clinic, "Dana Webb", 65);

  // Nobody is on call, so the provider is told, without reload.
  const banner = page.getByRole("alert", { name: "Alert: Dana Webb" });
  await expect(banner).toContainText(
    /Dana Webb: urgent, nobody has touched this case for 1 h [56] min\. Nobody is on call\./,
    { timeout: 25_000 },
  );
  await expectAccessible(page);

  // The manager puts Ana on call, from the keyboard.
  const theirs = await browser.newContext();
  const manager = await theirs.newPage();
  await signIn(manager, clinic, "manager");
  await manager.getByRole("link", { name: "Hand-over" }).first().click();
  await expect(manager.getByText("Nobody is on call. Alerts")).toBeVisible();
  const form = manager.getByRole("form", { name: "Set who is on call" });
  await form.getByLabel("On call").focus();
  await manager.keyboard.type("Ana");
  await form.getByRole("button", { name: "Set" }).focus();
  await manager.keyboard.press("Enter");
  await expect(manager.getByText("Saved who is on call.")).toBeVisible();
  await expect(manager.getByText(/Ana Aldrin is on call since/)).toBeVisible();
  await expectAccessible(manager);
  await theirs.close();

  // It is hers now, and no longer the provider's.
  await expect(banner).toBeHidden({ timeout: 15_000 });
  const hers = await browser.newContext();
  const ana = await hers.newPage();
  const errors = watchErrors(ana);
  await signIn(ana, clinic, "aesthetician");
  const alert = ana.getByRole("alert", { name: "Alert: Dana Webb" });
  await expect(alert).toContainText("You are on call.");
  await expect(alert.getByRole("link", { name: /^Log call/ })).toHaveAttribute(
    "href",
    /^\/worklist\?call=/,
  );

  // Taking note puts the banner away, not the case.
  await alert.getByRole("button", { name: /^I have seen it/ }).focus();
  await ana.keyboard.press("Enter");
  await expect(alert).toBeHidden();
  const row = ana.getByRole("row", { name: /Dana Webb/ });
  await expect(row).toContainText("Urgent");
  await expect(row).toContainText(/untouched 1 h \d+ min/);
  await ana.waitForTimeout(12_000);
  await expect(alert).toBeHidden();
  await ana.goto("/hand-over");
  await expect(ana.getByRole("region", { name: /Open urgent work/ })).toContainText("Dana Webb");
  expect(errors).toEqual([]);
  await hers.close();
});

test("an alert can be taken note of without scripts", async ({ browser, clinic }) => {
  await untouched(clinic, "Enid Vale", 90);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "provider");
  const alert = page.getByRole("alert", { name: "Alert: Enid Vale" });
  await expect(async () => {
    await page.reload();
    await expect(alert).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 25_000 });
  await alert.getByRole("button", { name: /^I have seen it/ }).click();
  await expect(page.getByRole("heading", { name: "Worklist", level: 1 })).toBeVisible();
  await expect(alert).toBeHidden();
  await context.close();
});

test("two people who set who is on call don't overwrite each other unseen", async ({
  page,
  clinic,
  browser,
}) => {
  await signIn(page, clinic, "provider");
  await page.goto("/hand-over");
  const choose = page.getByRole("form", { name: "Set who is on call" });
  // Begun here, so that the page isn't drawn anew under it.
  await choose.getByLabel(/^Until/).fill("2099-01-01T08:00");
  await choose.getByLabel("On call").selectOption("Ana Aldrin");
  const theirs = await browser.newContext();
  const manager = await theirs.newPage();
  await signIn(manager, clinic, "manager");
  await manager.goto("/hand-over");
  const form = manager.getByRole("form", { name: "Set who is on call" });
  await form.getByLabel("On call").selectOption("Dr. Pat Osei");
  await form.getByRole("button", { name: "Set" }).click();
  await expect(manager.getByText(/Dr\. Pat Osei is on call since/)).toBeVisible();
  await theirs.close();

  await choose.getByRole("button", { name: "Set" }).click();
  await expect(page.getByText(/Not saved: Dr\. Pat Osei was put on call at/)).toBeVisible();
  await expect(choose.getByLabel(/^Until/)).toHaveValue("2099-01-01T08:00");
  // What stands now has been seen: the second time it is a choice.
  await choose.getByRole("button", { name: "Set" }).click();
  await expect(page.getByText(/Ana Aldrin is on call since/)).toBeVisible();
});
