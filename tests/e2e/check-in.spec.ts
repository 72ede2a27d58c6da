import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { createCheckInLink, revokeCheckInLink } from "@/db/mutations/check-in-links";
import type { StaffActor } from "@/lib/actor";
import { LINK_DAYS, linkPath, MOST_WRONG_TRIES, newLinkToken } from "@/lib/check-in/link";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { expect, expectAccessible, signIn, type TestClinic, test } from "./desk";

const HOUR = 3_600_000;
const PHONE = { width: 390, height: 844 };
test.use({ viewport: PHONE });

type Held = { patientId: string; linkId: string; token: string; path: string };

/** Somebody born on 17 May 1990 who was treated some hours ago, and a link of theirs. */
async function holder(
  clinic: TestClinic,
  {
    name = "Dana Webb",
    language = "en",
    hoursAgo = 30,
  }: {
    name?: string;
    language?: Language;
    hoursAgo?: number;
  } = {},
): Promise<Held> {
  const { clinicId, owner } = clinic;
  const now = new Date();
  const { patientId } = await addSomebody(owner, now, {
    clinicId,
    name,
    language,
    birthOn: "1990-05-17",
    phones: [{ value: `+1312555${String(Math.floor(Math.random() * 9000) + 1000)}` }],
    emails: [],
  });
  const endedAt = new Date(now.getTime() - hoursAgo * HOUR);
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt });
  return { patientId, ...(await link(clinic, patientId, language)) };
}

async function link(clinic: TestClinic, patientId: string, language: Language, now = new Date()) {
  const token = newLinkToken();
  const asked = { patientId, token, idempotencyKey: randomUUID() };
  const made = await createCheckInLink(provider(clinic), asked, now, clinic.owner);
  if (!made.ok) throw new Error(made.reason);
  return { linkId: made.linkId, token, path: linkPath(token, language) };
}

function provider({ clinicId, staffId }: TestClinic): StaffActor {
  return {
    kind: "staff",
    clinicId,
    staffId: staffId.provider,
    sessionId: randomUUID(),
    name: "Dr. Pat Osei",
    role: "provider",
  };
}

async function sayBirthDate(page: Page, language: Language, month = 5, day = "17", year = "1990") {
  const words = PATIENT_WORDS[language];
  await page.getByLabel(words.month).selectOption(String(month));
  await page.getByLabel(words.day, { exact: true }).fill(day);
  await page.getByLabel(words.year).fill(year);
  await page.getByRole("button", { name: words.open }).click();
}

async function comeIn(page: Page, held: Held, language: Language = "en") {
  await page.goto(held.path);
  await sayBirthDate(page, language);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Dana");
}

/** Answers what is asked, by the heading of each question, until the answers are read back. */
async function answerAll(
  page: Page,
  language: Language,
  answer: (question: string) => string | null,
): Promise<string[]> {
  const words = PATIENT_WORDS[language];
  const heading = page.getByRole("heading", { level: 1 });
  const asked: string[] = [];
  for (;;) {
    const question = (await heading.textContent()) ?? "";
    if (question === words.review) return asked;
    asked.push(question);
    const given = answer(question);
    const button =
      given === null
        ? page.getByRole("button", { name: /skip|saltar|did not take|no me la/i })
        : page.getByRole("button", { name: given, exact: true });
    await button.click();
    await expect(heading).not.toHaveText(question);
  }
}

const CALM: Readonly<Record<string, string>> = {
  "How much does it hurt right now?": "1",
  "How swollen is the skin?": "Not swollen",
  "How much does it itch?": "It does not itch",
  "How red is the skin?": "A little pink",
  "How warm does the skin feel?": "A little warm",
  "How tight is the skin?": "A little",
  "How much does the skin peel?": "It does not peel",
};

const calm = (question: string) =>
  question.startsWith("Did you take") ? null : (CALM[question] ?? "No");

async function checkInsOf(clinic: TestClinic, patientId: string) {
  const { rows } = await clinic.owner.execute<{
    answers: Record<string, unknown>;
    source: string;
    identity_verified: boolean;
  }>(sql`select * from check_ins where patient_id = ${patientId} order by recorded_at, id`);
  return rows;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a patient opens the link, answers one question a screen and gets advice at once", async ({
      page,
      clinic,
    }) => {
      const held = await holder(clinic);
      await page.goto(held.path);
      await expect(page.locator("body")).not.toContainText("Dana");
      await comeIn(page, held);
      await expect(page.getByText("30 hours since your treatment")).toBeVisible();
      await expect(page.getByText(/18 hours left, until/)).toBeVisible();
      await page.getByRole("button", { name: "Tell us how your skin is" }).click();
      const asked = await answerAll(page, "en", calm);
      expect(asked).toHaveLength(15);
      expect(asked[0]).toBe("Is it hard to breathe?");
      await page.getByRole("link", { name: "Change Heat" }).click();
      await page.getByRole("button", { name: "Not warm" }).click();
      await expect(page.getByRole("heading", { name: "Is this right?" })).toBeVisible();
      await page.getByRole("link", { name: "Change Swelling" }).click();
      await page.getByRole("button", { name: "A little: only I can tell" }).click();
      await page.getByRole("button", { name: "Less", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Is this right?" })).toBeVisible();
      await page.getByRole("button", { name: "Send my answers" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("✓ Thank you. We got it");
      await expect(page.getByText("This is normal for now")).toBeVisible();
      expect(await checkInsOf(clinic, held.patientId)).toMatchObject([
        {
          source: "patient",
          identity_verified: true,
          answers: { breathing: "no", pain: 1, swelling: 1, swellingTrend: "less", heat: 0 },
        },
      ]);
      await page.getByRole("link", { name: "Back to my page" }).click();
      await expect(page.getByText("Something has changed? Tell us again")).toBeVisible();
      await page.getByRole("link", { name: "See what you told us" }).click();
      await expect(page.getByText("A little pink")).toBeVisible();
    });

    test("una paciente lo lee en español, y puede cambiar de idioma", async ({ page, clinic }) => {
      const held = await holder(clinic, { language: "es" });
      await comeIn(page, held, "es");
      await expect(page.locator("html")).toHaveAttribute("lang", "es");
      await page.getByRole("button", { name: "Cuéntenos cómo está su piel" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("¿Le cuesta respirar?");
      await page.getByRole("button", { name: "No", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/ojo/);
      await page.getByRole("link", { name: "English" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/eye/);
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await page.getByRole("link", { name: "Español" }).click();
      await answerAll(page, "es", (question) => {
        if (question.includes("última vez")) return "Menos";
        if (question.includes("hinchada")) return "Un poco: solo lo noto yo";
        return /^¿(Qué tan|Cuánto|Se tomó)/.test(question) ? null : "No";
      });
      await page.getByRole("button", { name: "Enviar mis respuestas" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("✓ Gracias. Ya lo tenemos");
      expect(await checkInsOf(clinic, held.patientId)).toMatchObject([
        { answers: { swelling: 1, swellingTrend: "less", pus: "no" } },
      ]);
    });

    test("trouble breathing leads to the emergency number at once, and is on the list", async ({
      page,
      clinic,
    }) => {
      const held = await holder(clinic);
      await comeIn(page, held);
      await page.getByRole("button", { name: "Tell us how your skin is" }).click();
      await page.getByRole("button", { name: "Not sure" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Call 911 now");
      await expect(page.getByRole("link", { name: "Call 911 now", exact: true })).toHaveAttribute(
        "href",
        "tel:911",
      );
      expect(await checkInsOf(clinic, held.patientId)).toMatchObject([
        { answers: { breathing: "unsure" } },
      ]);
      expect(page.url()).not.toMatch(/breath|emergency|unsure/);
      await page.getByRole("link", { name: "Go on with the questions" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("eye");
    });

    test("wrong birth dates lock the link, and somebody has to call", async ({ page, clinic }) => {
      const held = await holder(clinic);
      await page.goto(held.path);
      await sayBirthDate(page, "en", 2, "31", "1990");
      await expect(page.getByText("Fill in month, day and year")).toBeVisible();
      for (let n = 1; n <= MOST_WRONG_TRIES; n++) {
        await sayBirthDate(page, "en", 5, "18");
        if (n < MOST_WRONG_TRIES) {
          await expect(page.getByText("This is not the date that we have")).toBeVisible();
        }
      }
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is locked");
      await page.goto(held.path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is locked");
      await expect(page.getByLabel("Month")).toHaveCount(0);
    });

    test("a second press of any button doubles nothing", async ({ page, clinic }) => {
      const held = await holder(clinic);
      await comeIn(page, held);
      await page.getByRole("button", { name: "Tell us how your skin is" }).dblclick();
      await page.getByRole("button", { name: "Not sure" }).dblclick();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Call 911 now");
      await page.getByRole("link", { name: "Go on with the questions" }).click();
      await answerAll(page, "en", calm);
      await page.getByRole("button", { name: "Send my answers" }).dblclick();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("✓ Thank you. We got it");
      await page.goBack();
      await page.reload();
      const kept = await checkInsOf(clinic, held.patientId);
      expect(kept).toHaveLength(2);
    });
  });
}

test("a connection that is cut while sending loses nothing and doubles nothing", async ({
  page,
  context,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|chrome-error/);
  const held = await holder(clinic);
  await comeIn(page, held);
  await page.getByRole("button", { name: "Tell us how your skin is" }).click();
  const question = page.getByRole("heading", { level: 1 });
  await page.getByRole("button", { name: "No", exact: true }).click();
  await expect(question).toContainText("eye");
  const eye = page.url();

  // The request never gets there.
  await context.setOffline(true);
  await page.getByRole("button", { name: "No", exact: true }).click();
  await page.waitForURL(/chrome-error/).catch(() => undefined);
  await context.setOffline(false);
  await page.goto(eye);
  await page.getByRole("button", { name: "No", exact: true }).click();
  await answerAll(page, "en", calm);

  // It gets there, and its answer doesn't come back.
  const sent = page.url();
  await page.route("**/send", async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect.poll(async () => (await checkInsOf(clinic, held.patientId)).length).toBe(1);
  await page.unroute("**/send");
  await page.goto(sent);
  await expect(page.getByText("Something has changed? Tell us again")).toBeVisible();
  expect(await checkInsOf(clinic, held.patientId)).toHaveLength(1);
});

test("a link that was changed, has ended, was revoked or is made up gives one neutral page", async ({
  request,
  clinic,
}) => {
  const [held, revoked] = [await holder(clinic), await holder(clinic)];
  const { patientId, linkId } = revoked;
  await revokeCheckInLink(provider(clinic), { patientId, linkId }, new Date(), clinic.owner);
  const ended = await holder(clinic);
  const past = new Date(Date.now() - (LINK_DAYS + 1) * 24 * HOUR);
  const old = await link(clinic, ended.patientId, "en", past);
  const changed = held.token.slice(0, -2) + (held.token.endsWith("AA") ? "BB" : "AA");
  const pages: string[] = [];
  for (const token of [changed, revoked.token, old.token, newLinkToken(), "x", `${held.token}/x`]) {
    const answer = await request.get(`/check-in/${token}?lang=en`);
    expect(answer.status(), token.length.toString()).toBe(404);
    expect(answer.headers()["cache-control"]).toContain("no-store");
    expect(answer.headers()["referrer-policy"]).toBe("strict-origin");
    const text = await answer.text();
    expect(text).toContain("This link does not work");
    expect(text).toContain("911");
    expect(text).not.toContain("Lakeside");
    pages.push(/<main.*?<\/main>/s.exec(text)?.[0] ?? `none in ${token.length}`);
    const posted = await request.post(`/check-in/${encodeURIComponent(token)}/open`, {
      form: { year: "1990", month: "5", day: "17", lang: "en" },
      headers: { origin: new URL(answer.url()).origin },
    });
    expect(posted.status()).toBe(404);
  }
  expect(new Set(pages).size).toBe(1);
});

test("whoever only looks, as scanners of mail do, changes and sees nothing", async ({
  request,
  clinic,
  page,
}) => {
  const held = await holder(clinic);
  const content = async () =>
    (
      await clinic.owner.execute<{ mark: string }>(
        sql`select md5(string_agg(l::text, ' ')) || (select count(*) from audit_events
            where clinic_id = ${clinic.clinicId}) as mark
          from check_in_links l where clinic_id = ${clinic.clinicId}`,
      )
    ).rows[0]!.mark;
  const before = await content();
  for (let n = 0; n < 12; n++) {
    const answer = n % 3 ? await request.get(held.path) : await request.head(held.path);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).not.toMatch(/Dana|1990-|\bFace\b|redness|<script/);
  }
  await request.post(held.path);
  expect(await content()).toBe(before);
  await comeIn(page, held);
});

test("a desk that can't look says so, with the emergency words", async ({ request, clinic }) => {
  const held = await holder(clinic);
  await clinic.owner.execute(sql`revoke select on check_in_links from afterglow_app`);
  try {
    const answer = await request.get(held.path);
    const text = await answer.text();
    expect(text).toContain("<h1");
    expect(text).toContain("We can not show your page right now");
    expect(text).toContain("911");
    const { origin } = new URL(answer.url());
    const sent = await request.post(`/check-in/${held.token}/send`, {
      headers: { origin },
      form: {},
    });
    expect(sent.status()).toBe(503);
    expect(sent.headers()["retry-after"]).toBe("5");
    expect(await sent.text()).toContain("911");
  } finally {
    await clinic.owner.execute(sql`grant select on check_in_links to afterglow_app`);
  }
});

test("a visit is of one link: another patient's page asks for their own birth date", async ({
  page,
  clinic,
}) => {
  const [mine, theirs] = [await holder(clinic), await holder(clinic, { name: "Lee Webb" })];
  await comeIn(page, mine);
  await page.goto(theirs.path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it you?");
  await page.goto(mine.path);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Dana");
  const { patientId, linkId } = mine;
  await revokeCheckInLink(provider(clinic), { patientId, linkId }, new Date(), clinic.owner);
  const gone = await page.request.get(mine.path);
  expect(gone.status()).toBe(404);
});

test("a page that was closed asks for the birth date again, and keeps what was answered", async ({
  page,
  clinic,
}) => {
  const held = await holder(clinic);
  await comeIn(page, held);
  await page.getByRole("button", { name: "Tell us how your skin is" }).click();
  await page
    .getByRole("button", { name: /^(None|No)/ })
    .first()
    .click();
  await page.goto(held.path);
  await page.getByRole("button", { name: "Close my page" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it you?");
  await page.goBack();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it you?");
  await sayBirthDate(page, "en");
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
});

test("a report moves the patient's line like any other", async ({ page, clinic, browser }) => {
  const held = await holder(clinic);
  const staff = await staffPage(browser, clinic);
  await comeIn(page, held);
  await page.getByRole("button", { name: "Tell us how your skin is" }).click();
  await answerAll(page, "en", (question) =>
    question.includes("swollen")
      ? "Others can see it"
      : question.includes("last time")
        ? "The same"
        : calm(question),
  );
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByRole("heading", { name: "We will call you" })).toBeVisible();
  await staff.goto("/worklist?group=watch");
  await expect(staff.getByText("Dana Webb").first()).toBeVisible();
  await staff.close();
});

async function staffPage(browser: Browser, clinic: TestClinic): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await signIn(page, clinic, "provider");
  return page;
}

test("names the area when more than one heals, or reports on all", async ({ page, clinic }) => {
  const held = await holder(clinic);
  const endedAt = new Date(Date.now() - 80 * HOUR);
  const { clinicId, owner } = clinic;
  const { patientId } = held;
  await addTreatment(owner, endedAt, { clinicId, patientId, endedAt, area: "Neck" });
  await comeIn(page, held);
  await expect(page.getByRole("heading", { name: "Neck: Is this normal today?" })).toBeVisible();
  // The younger treatment decides: 18 h are left of the exercise, not none.
  await expect(page.getByText(/18 hours left, until/)).toBeVisible();
  await page.getByRole("button", { name: /^Neck/ }).click();
  await answerAll(page, "en", calm);
  await page.getByRole("button", { name: "Send my answers" }).click();
  const { rows } = await owner.execute<{ area: string }>(
    sql`select t.area from check_ins c join treatments t on t.id = c.recovery_id
      where c.patient_id = ${patientId}`,
  );
  expect(rows).toEqual([{ area: "Neck" }]);
});

test("every screen of the page is accessible, and no wider than a small phone", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/404/);
  await page.setViewportSize({ width: 320, height: 640 });
  const held = await holder(clinic, { language: "es" });
  const look = async () => {
    await expectAccessible(page);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, page.url()).toBeLessThanOrEqual(0);
  };
  await page.goto(`/check-in/${newLinkToken()}?lang=es`);
  await look();
  await page.goto(held.path);
  await look();
  await page.goto(`${held.path}&problem=wrong`);
  await look();
  await comeIn(page, held, "es");
  await look();
  await page.getByRole("button", { name: "Cuéntenos cómo está su piel" }).click();
  const base = held.path;
  for (let step = 1; step <= 16; step++) {
    await page.goto(`${base}&at=${step}`);
    await look();
  }
  await page.goto(`${base}&at=3`);
  await page.getByRole("button", { name: "Sí", exact: true }).click();
  await look();
  for (const at of ["review", "unsaved", "sent", "answers"]) {
    await page.goto(`${base}&at=${at}`);
    await look();
  }
});

test("brings little to a bad line before it is painted, and no script", async ({
  page,
  clinic,
}) => {
  const held = await holder(clinic);
  await comeIn(page, held);
  await page.goto(held.path, { waitUntil: "load" });
  await expect(page.getByRole("button", { name: "Tell us how your skin is" })).toBeVisible();
  const loaded = await page.evaluate(() =>
    performance
      .getEntries()
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map((entry) => ({
        bytes: entry.encodedBodySize,
        // Chromium says so; the types don't know it yet.
        blocks:
          entry.entryType === "navigation" || entry.toJSON().renderBlockingStatus === "blocking",
        script: entry.initiatorType === "script" || entry.name.endsWith(".js"),
      })),
  );
  // At 400 kbit/s and 300 ms, one wait and these bytes make two thirds of a second.
  const blocking = loaded.filter(({ blocks }) => blocks);
  expect(blocking).toHaveLength(1);
  const bytes = blocking.reduce((sum, each) => sum + each.bytes, 0);
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(20_000);
  expect(loaded.filter(({ script }) => script)).toEqual([]);
  await expect(page.locator("script")).toHaveCount(0);
});

test("staff make a link, hand it over and take it back", async ({ page, clinic }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const { patientId } = await holder(clinic);
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const links = page.getByRole("list", { name: "Links" });
  await expect(links.getByRole("listitem")).toHaveText([/Works/]);
  await page.getByRole("button", { name: "Make a check-in link" }).click();
  const url = await page.getByRole("textbox", { name: "Link" }).inputValue();
  expect(url).toMatch(/\/check-in\/[\w-]{43}\?lang=en$/);
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const text = page.getByRole("link", { name: /^Text/ });
  expect(await text.getAttribute("href")).toContain(encodeURIComponent(url));
  expect(page.url()).not.toContain("check-in/");
  await page.goto(`/patients/${patientId}`);
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveCount(0);
  await expect(links.getByRole("listitem")).toHaveText([/Works/, /Revoked/]);
  const path = new URL(url).pathname;
  expect((await page.request.get(path)).status()).toBe(200);
  await links.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("The link was revoked")).toBeVisible();
  await expect(links.getByRole("listitem")).toHaveText([/Revoked/, /Revoked/]);
  expect((await page.request.get(path)).status()).toBe(404);
});
