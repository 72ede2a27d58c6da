import { randomUUID } from "node:crypto";
import { truncate, writeFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { createCheckInLink } from "@/db/mutations/check-in-links";
import { recordCheckIn } from "@/db/mutations/check-ins";
import type { Role } from "@/lib/actor";
import { linkPath, newLinkToken } from "@/lib/check-in/link";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { HEIC, heavyPhoto, phonePhoto } from "@/tests/support/pictures";
import {
  expect,
  expectAccessible,
  listening,
  signIn,
  type TestClinic,
  test,
  watchErrors,
} from "./desk";

const HOUR = 3_600_000;
test.use({ viewport: { width: 390, height: 844 } });

type Held = { patientId: string; path: string };

/** Somebody born on 17 May 1990, treated 47 hours ago, who has just reported, and a link of theirs. */
async function holder(clinic: TestClinic, language: Language = "en"): Promise<Held> {
  const { clinicId, owner, staffId } = clinic;
  const now = new Date();
  const { patientId } = await addSomebody(owner, now, {
    clinicId,
    name: "Dana Webb",
    language,
    birthOn: "1990-05-17",
    phones: [{ value: `+1312555${String(Math.floor(Math.random() * 9000) + 1000)}` }],
    emails: [],
  });
  const endedAt = new Date(now.getTime() - 47.5 * HOUR);
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt });
  const provider = {
    kind: "staff",
    clinicId,
    staffId: staffId.provider,
    sessionId: randomUUID(),
    name: "Dr. Pat Osei",
    role: "provider",
  } as const;
  const told = {
    patientId,
    recoveryId: null,
    observedAt: now,
    source: "patient",
    identityVerified: true,
    answers: { redness: 1 },
    note: null,
    idempotencyKey: randomUUID(),
  } as const;
  await recordCheckIn(provider, told, now, owner);
  const token = newLinkToken();
  const asked = { patientId, token, idempotencyKey: randomUUID() };
  const made = await createCheckInLink(provider, asked, now, owner);
  if (!made.ok) throw new Error(made.reason);
  return { patientId, path: linkPath(token, language) };
}

async function comeIn(page: Page, held: Held, language: Language) {
  const words = PATIENT_WORDS[language];
  await page.goto(held.path);
  await page.getByLabel(words.month).selectOption("5");
  await page.getByLabel(words.day, { exact: true }).fill("17");
  await page.getByLabel(words.year).fill("1990");
  await page.getByRole("button", { name: words.open }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Dana");
}

/** Opens the photo screen, from the screen that thanks for a report. */
async function toPhotos(page: Page, held: Held, language: Language) {
  await comeIn(page, held, language);
  await page.goto(`${held.path}&at=sent`);
  await page.getByRole("link", { name: PATIENT_WORDS[language].photoLink }).click();
  await expect(heading(page)).toHaveText(PATIENT_WORDS[language].photoTitle);
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

function choose(page: Page, label: string, buffer: Buffer, name = "IMG_0001.jpg") {
  return page.getByLabel(label).setInputFiles({ name, mimeType: "image/jpeg", buffer });
}

async function photosOf(clinic: TestClinic, patientId: string) {
  const { rows } = await clinic.owner.execute<{
    id: string;
    width: number;
    height: number;
    taken_at: string | null;
    check_in_id: string | null;
    consent_care_at: string;
    consent_teaching_at: string | null;
    stored_at: string | null;
    removed_at: string | null;
  }>(sql`select * from photos where patient_id = ${patientId} order by received_at, id`);
  return rows;
}

async function looksOf(clinic: TestClinic, patientId: string): Promise<string[]> {
  const { rows } = await clinic.owner.execute<{ subject_id: string }>(
    sql`select subject_id from audit_events
      where action = 'photo.view' and patient_id = ${patientId} order by seq`,
  );
  return rows.map((each) => each.subject_id);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a patient sends photos with a yes for each use, after the report is in", async ({
      page,
      clinic,
    }) => {
      const held = await holder(clinic);
      await toPhotos(page, held, "en");
      const care = page.getByLabel("My clinic may look at my photos");
      await expect(care).not.toBeChecked();
      await expect(page.getByLabel("My clinic may also show them")).not.toBeChecked();
      await choose(page, "Photo 1", await phonePhoto({ width: 2000, height: 1500 }));
      await choose(page, "Photo 3", await heavyPhoto(900, 700));
      // Without the first yes the form doesn't leave.
      await page.getByRole("button", { name: "Send my photos" }).click();
      await expect(heading(page)).toHaveText("Show us your skin");
      expect(await photosOf(clinic, held.patientId)).toEqual([]);
      await care.check();
      await page.getByRole("button", { name: "Send my photos" }).click();
      await expect(heading(page)).toHaveText("✓ We got 2 photos");
      const [upright, other, ...more] = await photosOf(clinic, held.patientId);
      expect(more).toEqual([]);
      expect(upright).toMatchObject({ width: 1200, height: 1600, consent_teaching_at: null });
      expect(other).toMatchObject({ width: 900, height: 700 });
      expect(upright!.check_in_id).not.toBeNull();
      expect(page.url()).not.toMatch(/care|IMG|skin/);
      await page.getByRole("link", { name: "Back to my page" }).click();
      await page.getByRole("link", { name: "See what you told us" }).click();
      await expect(page.getByText("You sent 2 photos with it.")).toBeVisible();
    });

    test("una paciente lo hace en español, y para enseñar también", async ({ page, clinic }) => {
      const held = await holder(clinic, "es");
      await toPhotos(page, held, "es");
      await choose(page, "Foto 1", await phonePhoto());
      await page.getByLabel("Mi clínica puede ver mis fotos").check();
      await page.getByLabel("Mi clínica puede también mostrarlas").check();
      await page.getByRole("button", { name: "Enviar mis fotos" }).click();
      await expect(heading(page)).toHaveText("✓ Ya tenemos su foto");
      const [kept] = await photosOf(clinic, held.patientId);
      expect(kept!.consent_teaching_at).toEqual(kept!.consent_care_at);
    });

    test("a photo that can't be read is told by its number, and the good one is kept", async ({
      page,
      clinic,
    }) => {
      const held = await holder(clinic);
      await toPhotos(page, held, "en");
      await choose(page, "Photo 1", HEIC, "IMG_0002.HEIC");
      await choose(page, "Photo 2", await phonePhoto());
      await page.getByLabel("My clinic may look at my photos").check();
      await page.getByRole("button", { name: "Send my photos" }).click();
      await expect(
        page.getByText("Photo 1: This kind of photo can't be read. Send it as JPEG"),
      ).toBeVisible();
      await expect(page.getByText("✓ We got your photo")).toBeVisible();
      expect(await photosOf(clinic, held.patientId)).toHaveLength(1);
      await page.getByRole("link", { name: "Español" }).click();
      await expect(
        page.getByText("Foto 1: Este tipo de foto no se puede leer. Envíela como JPEG"),
      ).toBeVisible();
    });

    test("a second press of the button keeps nothing twice", async ({ page, clinic }) => {
      const held = await holder(clinic);
      await toPhotos(page, held, "en");
      await choose(page, "Photo 1", await phonePhoto());
      await page.getByLabel("My clinic may look at my photos").check();
      await page.getByRole("button", { name: "Send my photos" }).dblclick();
      await expect(heading(page)).toHaveText("✓ We got your photo");
      expect(await photosOf(clinic, held.patientId)).toHaveLength(1);
      const said = await clinic.owner.execute(
        sql`select from audit_events where action = 'photo.send' and patient_id = ${held.patientId}`,
      );
      expect(said.rows).toHaveLength(1);
    });

    test("can be used with the keyboard, on 320 px, in the dark, and by everybody", async ({
      page,
      clinic,
    }) => {
      const held = await holder(clinic);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.emulateMedia({ colorScheme: "dark" });
      await toPhotos(page, held, "en");
      const wide = () =>
        page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (javaScriptEnabled) {
        expect(await wide()).toBeLessThanOrEqual(0);
        await expectAccessible(page);
      }
      await page.getByLabel("Photo 1").focus();
      for (const name of ["Photo 2", "Photo 3", "My clinic may look", "My clinic may also"]) {
        await page.keyboard.press("Tab");
        await expect(page.getByLabel(name)).toBeFocused();
      }
      await page.keyboard.press("Tab");
      await expect(page.getByRole("button", { name: "Send my photos" })).toBeFocused();
    });
  });
}

test("the phone makes the photo smaller and takes everything else out of it before it leaves", async ({
  page,
  clinic,
}) => {
  const held = await holder(clinic);
  await toPhotos(page, held, "en");
  await choose(page, "Photo 1", await phonePhoto({ width: 3000, height: 2000 }));
  await page.getByLabel("My clinic may look at my photos").check();
  // What is about to leave is looked at on the phone, and then sent.
  await page.evaluate(() => {
    document.querySelector<HTMLFormElement>("#photos")!.submit = () => undefined;
  });
  await page.getByRole("button", { name: "Send my photos" }).click();
  const leaving = () =>
    page.evaluate(async () => {
      const [file] = document.querySelector<HTMLInputElement>("[name=photo-1]")!.files!;
      return { name: file!.name, bytes: [...new Uint8Array(await file!.arrayBuffer())] };
    });
  await expect.poll(async () => (await leaving()).name).toBe("photo.jpg");
  const scaled = Buffer.from((await leaving()).bytes);
  expect(scaled.includes("Canary")).toBe(false);
  const { width, height, exif, orientation } = await sharp(scaled).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 1067, height: 1600 });
  await page.evaluate(() => {
    HTMLFormElement.prototype.submit.call(document.querySelector("#photos"));
  });
  await expect(heading(page)).toHaveText("✓ We got your photo");
  expect(await photosOf(clinic, held.patientId)).toMatchObject([{ width: 1067, height: 1600 }]);
  expect((await photosOf(clinic, held.patientId))[0]!.taken_at).not.toBeNull();
});

test("one script may run on the photo screen and none elsewhere", async ({ page, clinic }) => {
  const held = await holder(clinic);
  await toPhotos(page, held, "en");
  for (const [at, scripts] of [
    ["photos", 1],
    ["answers", 0],
    ["sent", 0],
  ] as const) {
    const answer = await page.request.get(`${held.path}&at=${at}`);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(scripts ? /script-src 'sha256-[\w+/]+=*';/ : /script-src 'none';/);
    expect((await answer.text()).match(/<script/g) ?? []).toHaveLength(scripts);
  }
});

test.describe("without the phone's help", () => {
  test.use({ javaScriptEnabled: false });

  test("a photo of 50 MB is refused in words, and nothing of it is kept", async ({
    page,
    clinic,
  }, testInfo) => {
    const held = await holder(clinic);
    await toPhotos(page, held, "en");
    const large = testInfo.outputPath("large.jpg");
    await writeFile(large, await phonePhoto());
    await truncate(large, 50 * 1024 * 1024);
    await page.getByLabel("Photo 2").setInputFiles(large);
    await page.getByLabel("My clinic may look at my photos").check();
    await page.getByRole("button", { name: "Send my photos" }).click();
    await expect(page.getByText("Photo 2 is too big.")).toBeVisible();
    expect(await photosOf(clinic, held.patientId)).toEqual([]);
  });
});

/** Sends photos of 40 and 47 hours as the patient, and answers their ids. */
async function twoPhotos(page: Page, clinic: TestClinic, held: Held): Promise<string[]> {
  await toPhotos(page, held, "en");
  await choose(page, "Photo 1", await phonePhoto({ width: 1200, height: 900 }));
  await choose(page, "Photo 2", await heavyPhoto(900, 1200));
  await page.getByLabel("My clinic may look at my photos").check();
  await page.getByRole("button", { name: "Send my photos" }).click();
  await expect(heading(page)).toHaveText("✓ We got 2 photos");
  const [one, two] = await photosOf(clinic, held.patientId);
  // What was taken is never changed by the desk; a test has no phone with an older file.
  await clinic.owner.execute(sql`alter table photos disable trigger photos_keep`);
  const earlier = new Date(Date.now() - 7 * HOUR).toISOString();
  await clinic.owner.execute(sql`update photos set taken_at = ${earlier} where id = ${two!.id}`);
  await clinic.owner.execute(sql`alter table photos enable trigger photos_keep`);
  return [two!.id, one!.id];
}

async function staffPage(browser: Browser, clinic: TestClinic, role: Role): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await signIn(page, clinic, role);
  return page;
}

/** Whether a photo is really drawn. */
async function isDrawn(page: Page, alt: string): Promise<boolean> {
  return page
    .getByRole("img", { name: alt })
    .evaluate((each: HTMLImageElement) => each.complete && each.naturalWidth > 100);
}

test("staff see photos side by side with their hour, open one by key, and each look is kept", async ({
  page,
  clinic,
  browser,
}) => {
  const held = await holder(clinic);
  const [early, late] = await twoPhotos(page, clinic, held);
  const staff = await staffPage(browser, clinic, "aesthetician");
  const errors = watchErrors(staff);
  await staff.goto(`/patients/${held.patientId}`);
  const section = staff.getByRole("region", { name: "Photos" });
  const links = section.getByRole("link");
  await expect(links).toHaveCount(2);
  await expect(links.nth(0)).toContainText("40 h");
  await expect(links.nth(1)).toContainText("47 h");
  await expect.poll(() => isDrawn(staff, "Photo at 40 h")).toBe(true);
  await expect.poll(() => isDrawn(staff, "Photo at 47 h")).toBe(true);
  const [left, right] = [await links.nth(0).boundingBox(), await links.nth(1).boundingBox()];
  expect(left!.y).toBe(right!.y);
  expect(new Set(await looksOf(clinic, held.patientId))).toEqual(new Set([early, late]));
  expect(await looksOf(clinic, held.patientId)).toHaveLength(2);
  await expectAccessible(staff);

  await links.nth(1).focus();
  await staff.keyboard.press("Enter");
  await expect(heading(staff)).toHaveText(/^Photo, Day \d · 47 h$/);
  await expect.poll(() => isDrawn(staff, "Photo at 47 h")).toBe(true);
  await expectAccessible(staff);
  expect((await looksOf(clinic, held.patientId)).slice(2)).toEqual([late]);
  await expect(staff.getByRole("group", { name: "Remove this photo" })).toHaveCount(0);
  await staff.getByRole("link", { name: "← Earlier photo" }).click();
  await expect(heading(staff)).toHaveText(/^Photo, Day \d · 40 h$/);
  await staff.setViewportSize({ width: 320, height: 640 });
  const over = () => staff.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await over()).toBeLessThanOrEqual(0);
  await staff.getByRole("link", { name: "← Dana Webb" }).click();
  await expect(section).toBeVisible();
  expect(await over()).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
  await staff.close();
});

test("an open record shows a photo that comes, and looks at the others once", async ({
  page,
  clinic,
  browser,
}) => {
  const held = await holder(clinic);
  const staff = await staffPage(browser, clinic, "aesthetician");
  await listening(staff, `/patients/${held.patientId}`);
  const links = staff.getByRole("region", { name: "Photos" }).getByRole("link");
  await expect(links).toHaveCount(0);
  await comeIn(page, held, "en");
  for (const count of [1, 2]) {
    await page.goto(`${held.path}&at=photos`);
    await choose(page, "Photo 1", await phonePhoto());
    await page.getByLabel("My clinic may look at my photos").check();
    await page.getByRole("button", { name: "Send my photos" }).click();
    await expect(heading(page)).toHaveText("✓ We got your photo");
    await expect(links).toHaveCount(count, { timeout: 2_000 });
    await expect.poll(async () => (await looksOf(clinic, held.patientId)).length).toBe(count);
  }
  await staff.close();
});

test("an address of a photo is of one person's session, and in no list of addresses", async ({
  page,
  clinic,
  browser,
}) => {
  const held = await holder(clinic);
  const [early] = await twoPhotos(page, clinic, held);
  const staff = await staffPage(browser, clinic, "aesthetician");
  await staff.goto(`/patients/${held.patientId}/photos/${early}`);
  const src = await staff.getByRole("img", { name: "Photo at 40 h" }).getAttribute("src");
  expect((await staff.request.get(src!)).status()).toBe(200);
  const colleague = await staffPage(browser, clinic, "provider");
  expect((await colleague.request.get(src!)).status()).toBe(404);
  expect((await page.request.get(src!)).status()).toBe(401);
  await staff.close();
  await colleague.close();
});

test("a provider removes a photo of somebody who took the consent back: it is gone at once", async ({
  page,
  clinic,
  browser,
}) => {
  const held = await holder(clinic);
  const [early, late] = await twoPhotos(page, clinic, held);
  const staff = await staffPage(browser, clinic, "provider");
  await staff.goto(`/patients/${held.patientId}/photos/${late}`);
  await staff.getByText("Remove this photo").first().click();
  await staff.getByLabel("Why").selectOption("The patient took the consent back");
  await staff.getByRole("button", { name: "Remove for good" }).click();
  await expect(staff.getByText("The photo was removed.")).toBeVisible();
  const section = staff.getByRole("region", { name: "Photos" });
  await expect(section.getByRole("link")).toHaveCount(1);
  await expect(
    section.getByText(/was removed .* The patient took the consent back\./),
  ).toBeVisible();
  const { rows } = await clinic.owner.execute<{ id: string }>(
    sql`select id from photos where erased_at is not null and patient_id = ${held.patientId}`,
  );
  expect(rows).toEqual([{ id: late }]);
  expect((await staff.goto(`/patients/${held.patientId}/photos/${late}`))?.status()).toBe(404);
  await staff.goto(`/patients/${held.patientId}/photos/${early}`);
  await expect(heading(staff)).toHaveText(/40 h/);
  await staff.close();
});
