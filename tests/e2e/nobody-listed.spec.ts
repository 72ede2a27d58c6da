import { eq } from "drizzle-orm";
import { inClinic } from "@/db/client";
import { closeRecovery } from "@/db/mutations/closures";
import { treatments } from "@/db/schema/care";
import { clinics } from "@/db/schema/clinic";
import { expect, signIn, type TestClinic, test, treated } from "./desk";

test("a list without rows says why, and one that can't be read is an error", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  await signIn(page, clinic, "provider");
  await expect(page.getByText("No patients yet.")).toBeVisible();

  await treated(clinic, "Iris Moon", undefined, 400);
  await page.goto("/worklist?group=emergency&assigned=mine");
  await expect(page.getByText("No one matches Emergency + Mine.")).toBeVisible();
  await expect(page.getByText("1 hidden by filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.getByRole("link", { name: "Iris Moon", exact: true })).toBeVisible();

  await closeAll(clinic);
  await page.goto("/worklist");
  await expect(page.getByText("Nobody is under follow-up now.")).toBeVisible();
  await expect(page.getByText("No patients yet.")).toHaveCount(0);

  // Something in the clinic's own data breaks the page: nobody must take that for an empty list.
  expectedErrors.push(/status of 500|React error #441/);
  const { clinicId, owner } = clinic;
  await owner.update(clinics).set({ timeZone: "Nowhere/Land" }).where(eq(clinics.id, clinicId));
  await page.goto("/worklist");
  await expect(page.getByText("This page could not be read.")).toBeVisible();
  await expect(page.getByText(/Nobody is under follow-up|No patients yet/)).toHaveCount(0);
  await owner.update(clinics).set({ timeZone: "America/Chicago" }).where(eq(clinics.id, clinicId));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nobody is under follow-up now.")).toBeVisible();
});

test("who rings back after the end is found, and the call can be logged", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Iris Moon", "+12125550177", 400);
  await closeAll(clinic);
  await signIn(page, clinic, "aesthetician");
  await page.getByRole("searchbox").fill("0177");
  await page.getByRole("searchbox").press("Enter");
  const row = page.getByRole("row", { name: /Iris Moon/ });
  await expect(row).toContainText("Not followed up");
  await row.getByRole("link", { name: "Iris Moon" }).click();
  await expect(page.getByText("Not followed up now")).toBeVisible();

  await page.getByRole("link", { name: /Log call/ }).click();
  const panel = page.getByRole("dialog", { name: "Log call with Iris Moon" });
  await expect(panel.locator("input[name=outcome]:focus")).toHaveCount(1);
  await page.keyboard.press("2");
  await expect(panel).toContainText("nothing is planned: the follow-up is over");
  await panel.getByRole("button", { name: /^Save(?! and)/ }).click();
  await expect(page.getByText("Left voicemail: call logged for Iris Moon.")).toBeVisible();
  await expect(page.getByText("Nobody is under follow-up now.")).toBeVisible();
});

/** The provider closes every recovery of the clinic. */
async function closeAll({ clinicId, owner, staffId }: TestClinic): Promise<void> {
  await inClinic({ clinicId }, owner, async (tx) => {
    const all = await tx
      .select({ recoveryId: treatments.id, patientId: treatments.patientId })
      .from(treatments)
      .where(eq(treatments.clinicId, clinicId));
    for (const ids of all) {
      const closing = { ...ids, outcome: "healed", note: null } as const;
      const actor = {
        kind: "staff",
        clinicId,
        staffId: staffId.provider,
        sessionId: staffId.provider,
        name: "Dr. Pat Osei",
        role: "provider",
      } as const;
      const key = { idempotencyKey: crypto.randomUUID() };
      const done = await closeRecovery(actor, { ...closing, ...key }, new Date(), tx);
      expect(done).toEqual({ ok: true });
    }
  });
}
