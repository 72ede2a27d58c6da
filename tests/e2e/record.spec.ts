import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { addSomebody, addStaff, addTreatment } from "@/db/fixtures";
import { recordCheckIn } from "@/db/mutations/check-ins";
import type { Role, StaffActor } from "@/lib/actor";
import type { Answers } from "@/lib/triage/protocol";
import {
  expect,
  expectAccessible,
  leave,
  press,
  signIn,
  type TestClinic,
  test,
  treated,
  watchErrors,
} from "./desk";

const HOUR = 3_600_000;

/** The same record on another person's screen. */
async function another(browser: Browser, clinic: TestClinic, role: Role, path: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = watchErrors(page);
  await signIn(page, clinic, role);
  await page.goto(path);
  return { page, errors, context };
}

function report(clinic: TestClinic, patientId: string, answers: Answers, hoursAgo: number) {
  const ana: StaffActor = {
    kind: "staff",
    clinicId: clinic.clinicId,
    staffId: clinic.staffId.aesthetician,
    sessionId: randomUUID(),
    name: "Ana Aldrin",
    role: "aesthetician",
  };
  const entry = {
    patientId,
    recoveryId: null,
    observedAt: new Date(Date.now() - hoursAgo * HOUR),
    source: "staff_phone",
    identityVerified: true,
    answers,
    note: null,
    idempotencyKey: randomUUID(),
  } as const;
  return recordCheckIn(ana, entry, new Date(), clinic.owner);
}

/** Opens a fold by its summary, from the keyboard. */
async function unfold(page: Page, summary: string): Promise<void> {
  const fold = page.locator("summary", { hasText: summary });
  await fold.focus();
  await page.keyboard.press("Enter");
}

test("a person is corrected by two people at once, and neither text is lost", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Ines Calder");
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  await unfold(page, "Correct");
  const form = page.getByRole("form", { name: "Correct this person" });
  await form.getByLabel("Name").fill("Inés Calder");
  await expectAccessible(page);

  const other = await another(browser, clinic, "provider", `/patients/${patientId}`);
  await unfold(other.page, "Correct");
  const theirs = other.page.getByRole("form", { name: "Correct this person" });
  await theirs.getByLabel("Name").fill("Ines Calder-Voss");
  await theirs.getByLabel("Why").fill("Married");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(other.page.getByText("Correction saved.")).toBeVisible();
  await other.context.close();

  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Say why it is corrected")).toBeVisible();
  await form.getByLabel("Why").fill("Written with an accent");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/Dr\. Pat Osei changed this while you were writing/)).toBeVisible();
  await expect(form.getByText(/Ines Calder-Voss/)).toBeVisible();
  await expect(form.getByLabel("Name")).toHaveValue("Inés Calder");
  await form.getByLabel("Name").fill("Inés Calder-Voss");
  await form.getByLabel("Name").press("Enter");

  await expect(page.getByRole("heading", { name: "Inés Calder-Voss", level: 1 })).toBeVisible();
  const person = page.getByRole("region", { name: "Person" });
  await expect(person).toContainText("Ines Calder-Voss");
  await expect(person).toContainText("Written with an accent");
  await expect(person).toContainText("Married");
  expect(other.errors).toEqual([]);
  // A second correction starts from what stands now.
  await unfold(page, "Correct");
  await form.getByLabel("Recorded risks").fill("cold sores");
  await form.getByLabel("Why").fill("Told on the phone");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Risks: cold sores")).toBeVisible();
});

test("a number that is wrong makes a data problem, and another one ends it", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Hugo Brandt", "+12125550161");
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const contact = page.getByRole("region", { name: "Contact" });
  await unfold(page, "Change (212) 555-0161");
  const change = contact.getByRole("form", { name: "Change (212) 555-0161" });
  await change.getByText("Wrong or dead").click();
  await change.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Contact saved.")).toBeVisible();
  await expect(page.getByText("No usable number")).toBeVisible();
  await page.goto("/worklist?group=data_problem");
  await expect(page.getByRole("row", { name: /Hugo Brandt/ })).toBeVisible();

  await page.goto(`/patients/${patientId}`);
  await unfold(page, "Add a number or e-mail");
  const add = contact.getByRole("form", { name: "Add a number or e-mail" });
  await add.getByLabel("Number or address").fill("twelve");
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByText(/Enter a (phone )?number/)).toBeVisible();
  await add.getByLabel("Number or address").fill("(212) 555-0162");
  await add.getByLabel("Number or address").press("Enter");
  await expect(page.getByText("Contact saved.")).toBeVisible();
  await expect(page.getByText("No usable number")).toHaveCount(0);
  await page.goto("/worklist?group=data_problem");
  await expect(page.getByText("Hugo Brandt")).toHaveCount(0);
});

test("a treatment's time is corrected after its effect was shown, and every report stays", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Lena Fors", undefined, 44);
  await report(clinic, patientId, { redness: 1, swelling: 0, heat: 0 }, 0.1);
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  await expect(page.getByRole("main")).toContainText("44 h");
  await page.getByRole("link", { name: /^Correct the time of/ }).click();
  const form = page.getByRole("form", { name: "Correct the time" });
  const field = form.getByLabel("When the treatment ended");
  const [day = "", clock = ""] = (await field.inputValue()).split("T");
  const earlier = new Date(`${day}T${clock}:00Z`);
  earlier.setUTCHours(earlier.getUTCHours() - 10);
  await field.fill(earlier.toISOString().slice(0, 16));
  await field.press("Enter");
  const effect = page.getByRole("region", { name: "What would change" });
  await expect(effect).toContainText("54 h");
  await expect(effect).toContainText("Reasons that would come");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Correct the time" }).click();
  await expect(form.getByText("Say why it is corrected")).toBeVisible();
  await form.getByLabel("Why it is corrected").fill("The diary says so");
  await form.getByRole("button", { name: "Correct the time" }).click();
  await expect(page.getByText("The time was corrected. Every check-in is kept.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("54 h");
  await expect(page.getByRole("region", { name: "Check-ins" })).toContainText("Redness");
  await expect(page.getByRole("region", { name: "Treatments" })).toContainText("The diary says so");
});

test("a question reaches a provider, and the answer the person who asked", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Noor Haddad");
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const summary = page.getByLabel("Summary and question");
  await press(page, ["e"], summary);
  await page.getByLabel("Who is asked").selectOption("Dr. Pat Osei");
  await summary.fill("Pink at 60 h, no pain. See them today?");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Escalate" }).press("Enter");
  await expect(page.getByText(/The question was sent/)).toBeVisible();

  const other = await another(browser, clinic, "provider", "/hand-over");
  await other.page
    .getByRole("link", { name: /Noor Haddad/ })
    .first()
    .click();
  const questions = other.page.getByRole("region", { name: "Questions to a provider" });
  await expect(questions).toContainText("Ana Aldrin asked Dr. Pat Osei");
  await questions.getByLabel("Answer", { exact: true }).fill("By telephone tomorrow is enough.");
  await questions.getByRole("button", { name: "Answer", exact: true }).press("Enter");
  await expect(other.page.getByText("Answer saved.")).toBeVisible();
  expect(other.errors).toEqual([]);
  await other.context.close();

  // Whoever asked sees it without loading the page anew.
  const answered = page.getByRole("region", { name: "Questions to a provider" });
  await expect(answered.getByText("Answered (1)")).toBeVisible({ timeout: 3_000 });
  await answered.getByText("Answered (1)").click();
  await expect(answered).toContainText("By telephone tomorrow is enough.");
});

test("two providers answer one question: the first stands, and the second reads it", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Omar Lind");
  const email = `second.${clinic.email.provider}`;
  await addStaff(clinic.owner, new Date(), {
    clinicId: clinic.clinicId,
    role: "provider",
    name: "Dr. Ida Roos",
    email,
  });
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}?open=escalate`);
  await page.getByLabel("Who is asked").selectOption("Dr. Ida Roos");
  await page.getByLabel("Summary and question").fill("May he use sunscreen?");
  await page.getByRole("button", { name: "Escalate" }).click();
  await expect(page.getByText(/The question was sent/)).toBeVisible();
  await leave(page);

  await signIn(page, clinic, "provider");
  await page.goto(`/patients/${patientId}`);
  const mine = page.getByRole("form", { name: "Answer Ana Aldrin" });
  await mine.getByLabel("Answer", { exact: true }).fill("From tomorrow.");
  const other = await another(browser, clinic, "provider", `/patients/${patientId}`);
  const theirs = other.page.getByRole("form", { name: "Answer Ana Aldrin" });
  await theirs.getByLabel("Answer", { exact: true }).fill("Mineral only.");
  await theirs.getByRole("button", { name: "Answer" }).click();
  await expect(other.page.getByText("Answer saved.")).toBeVisible();
  await other.context.close();
  await mine.getByRole("button", { name: "Answer" }).click();
  await expect(
    page.getByText(/Not saved: Dr\. Pat Osei answered .*“Mineral only\.”/),
  ).toBeVisible();
});

test("a licensed person clears reasons by name from the keyboard, and nobody else can", async ({
  page,
  clinic,
  browser,
}) => {
  const patientId = await treated(clinic, "Petra Holm", undefined, 80);
  await report(clinic, patientId, { redness: 1, swelling: 0, heat: 0, pus: "yes" }, 1);
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  await expect(page.getByRole("form", { name: "Review" })).toHaveCount(0);

  const other = await another(browser, clinic, "provider", `/patients/${patientId}`);
  const review = other.page.getByRole("form", { name: "Review" });
  await expectAccessible(other.page);
  await review.getByRole("checkbox", { name: /Pus/ }).press("Space");
  await review.getByRole("button", { name: "Clear the ticked reasons" }).press("Enter");
  await expect(review.getByRole("textbox")).toBeFocused();
  await review.getByRole("textbox").fill("Seen: clear fluid, no infection.");
  await review.getByRole("button", { name: "Clear the ticked reasons" }).press("Enter");
  await expect(other.page.getByText("Review saved.")).toBeVisible();
  expect(other.errors).toEqual([]);
  await other.context.close();
  await expect(page.getByRole("main")).toContainText("Seen: clear fluid", { timeout: 3_000 });
  await expect(page.getByText("Urgent", { exact: true })).toHaveCount(0);
});

test("one person kept twice becomes one record, found under both names, and two again", async ({
  page,
  clinic,
  browser,
}) => {
  const now = new Date();
  const both = ["Marguerite Teal", "Margie Teal"].map(async (name, n) => {
    const phones = [{ value: "+12125550171" }];
    const given = { clinicId: clinic.clinicId, name, birthOn: "1984-03-09", phones, emails: [] };
    const { patientId } = await addSomebody(clinic.owner, now, given);
    const endedAt = new Date(now.getTime() - (60 + 100 * n) * HOUR);
    await addTreatment(clinic.owner, endedAt, { clinicId: clinic.clinicId, patientId, endedAt });
    return patientId;
  });
  const [first = "", second = ""] = await Promise.all(both);
  await signIn(page, clinic, "provider");
  await page.goto(`/patients/${first}`);
  await page.getByRole("link", { name: /^Compare the two.*Margie Teal$/ }).click();
  await expect(page.getByRole("heading", { name: "Are these one person?" })).toBeVisible();
  await expectAccessible(page);
  const merge = page.getByRole("button", { name: "Merge the two records" });
  await merge.click();
  await expect(page.getByText("Choose which record stays.")).toBeVisible();
  await page.getByRole("radio", { name: /Keep Marguerite Teal/ }).press("Space");

  // Somebody has the other record open meanwhile.
  const other = await another(browser, clinic, "aesthetician", `/patients/${second}`);
  await merge.press("Enter");
  await expect(page.getByText("The two records are one now.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Treatments" }).getByText("Open")).toHaveCount(2);
  await expect(other.page.getByText("The record of Margie Teal is part of this one.")).toBeVisible({
    timeout: 5_000,
  });
  expect(other.errors).toEqual([]);
  await other.context.close();
  await page.goto("/worklist");
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await page.getByRole("searchbox").fill("Margie");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByText("Marguerite Teal").first()).toBeVisible();

  await page.goto(`/patients/${first}`);
  await unfold(page, "Undo the merge");
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await expect(page.getByText("The merge was undone")).toBeVisible();
  await page.goto("/worklist");
  await expect(page.locator("[data-row]")).toHaveCount(2);
});

test("brackets lead through the list, and the way back is the row", async ({ page, clinic }) => {
  for (const [name, hours] of [
    ["Ada First", 70],
    ["Bea Second", 65],
    ["Cleo Third", 60],
  ] as const) {
    await treated(clinic, name, undefined, hours);
  }
  await signIn(page, clinic, "aesthetician");
  await page.goto("/worklist?group=awaiting");
  await page.getByRole("link", { name: "Bea Second", exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: "Bea Second", level: 1 })).toBeVisible();
  await press(page, ["]"], page.getByRole("heading", { name: "Cleo Third", level: 1 }));
  await press(page, ["["], page.getByRole("heading", { name: "Bea Second", level: 1 }));
  await page.getByRole("link", { name: /← Worklist/ }).press("Enter");
  await expect(page.getByRole("link", { name: "Bea Second", exact: true })).toBeFocused();
  await expect(page).toHaveURL(/group=awaiting/);
});
