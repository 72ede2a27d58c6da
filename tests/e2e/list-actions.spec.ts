import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { acts, expect, expectAccessible, press, signIn, test, treated } from "./desk";

const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
const cursor = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const notice = (page: Page, words: string | RegExp) =>
  page.getByRole("status").filter({ hasText: words });

test("a patient is taken, and given to a colleague, by keys alone", async ({ page, clinic }) => {
  await treated(clinic, "Wren Holloway");
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  await expect(cursor(page, "Wren Holloway")).toBeFocused();
  await page.keyboard.press("a");
  await expect(notice(page, "Assigned to you.")).toBeVisible();
  await expect(row(page, "Wren Holloway")).toContainText("Ana Aldrin");
  await expect(cursor(page, "Wren Holloway")).toBeFocused();
  await page.keyboard.press("a");
  await expect(notice(page, "This patient was yours already.")).toBeVisible();

  await page.keyboard.press("Shift+A");
  const dialog = page.getByRole("dialog", { name: "Assign Wren Holloway" });
  await expect(dialog.getByText("Ana Aldrin has it.")).toBeVisible();
  // Who may not call is not offered.
  await expect(dialog.getByRole("radio")).toHaveCount(3);
  await expect(dialog.getByText("Mo Lindgren")).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(cursor(page, "Wren Holloway")).toBeFocused();
  await page.keyboard.press("Shift+A");
  await expect(dialog.getByRole("radio", { name: "Ana Aldrin (you)" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Dr. Pat Osei" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(notice(page, "Assigned to Dr. Pat Osei. It was Ana Aldrin’s.")).toBeVisible();
  await expect(row(page, "Wren Holloway")).toContainText("Dr. Pat Osei");
});

test("several are selected, kept by the address, and assigned with exact counts", async ({
  page,
  clinic,
}) => {
  const names = ["Ada Lund", "Bo Marsh", "Cy Nolan", "Di Ortega"];
  const ids: string[] = [];
  for (const [n, name] of names.entries()) ids.push(await treated(clinic, name, undefined, 90 - n));
  await clinic.owner.execute(
    sql`update follow_ups set assignee_id = ${clinic.staffId.provider}
      where clinic_id = ${clinic.clinicId} and patient_id = ${ids[0]}`,
  );
  await signIn(page, clinic, "aesthetician");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+J");
  await page.keyboard.press("Shift+J");
  const bar = page.getByRole("form", { name: "Selected patients" });
  await expect(bar).toContainText("3 selected");
  await expectAccessible(page);

  // The address holds them: reload, Back and a pasted link.
  await page.reload();
  await expect(bar).toContainText("3 selected");
  await expect(page.getByRole("checkbox", { name: "Select Cy Nolan" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select Di Ortega" })).not.toBeChecked();
  const address = page.url();
  await page.goto("/patients");
  await page.goBack();
  await expect(bar).toContainText("3 selected");
  await page.goto(`${address}&assigned=mine`);
  await expect(bar).toContainText("3 selected, 3 of them not on this page");
  await page.goto(address);

  const dialog = page.getByRole("dialog", { name: "Assign 3 patients" });
  await press(page, ["Shift+A"], dialog);
  for (const name of names.slice(0, 3)) await expect(dialog.getByText(name)).toBeVisible();
  await dialog.getByText("Dr. Pat Osei").click();
  await page.keyboard.press("Enter");
  await expect(
    notice(page, "3 selected: 2 assigned to Dr. Pat Osei, 1 was Dr. Pat Osei’s already."),
  ).toBeVisible();
  await expect(bar).toBeHidden();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);

  // Esc lets go.
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("1 selected");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
});

test("ticks that come faster than the address is written are all kept", async ({
  page,
  clinic,
}) => {
  for (const [n, name] of ["Ada Lund", "Bo Marsh", "Cy Nolan"].entries()) {
    await treated(clinic, name, undefined, 90 - n);
  }
  await signIn(page, clinic, "aesthetician");
  await acts(page);
  // Between two ticks the router shows the address as it was before the first.
  await page.evaluate(() => {
    const before = window.location.href;
    for (const box of document.querySelectorAll<HTMLInputElement>("[data-row] [name=selected]")) {
      box.click();
      window.history.replaceState(window.history.state, "", before);
    }
  });
  const bar = page.getByRole("form", { name: "Selected patients" });
  await expect(bar).toContainText("3 selected");
  await expect(page).toHaveURL(/selected=[\w-]{66}/);
  await page.reload();
  await expect(bar).toContainText("3 selected");
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(3);

  await page.goto("/patients");
  await page.goBack();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(3);

  // One stroke that ticks two rows at once.
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await cursor(page, "Ada Lund").focus();
  await page.keyboard.press("Shift+J");
  await expect(bar).toContainText("2 selected");
});

test("a snooze needs a reason, puts a patient last and ends by itself", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Eve Prior", undefined, 90);
  await treated(clinic, "Flo Quist", undefined, 80);
  await signIn(page, clinic, "aesthetician");
  const order = () => page.locator("[data-record]").allTextContents();
  expect(await order()).toEqual(["Eve Prior", "Flo Quist"]);
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Snooze Eve Prior" });
  await expect(dialog.getByRole("radio", { name: "In 1 h" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Say why")).toBeVisible();
  await expect(dialog.getByLabel("Why")).toBeFocused();
  await page.keyboard.type("At work until noon");
  await page.keyboard.press("Enter");
  await expect(notice(page, /^Snoozed until .+ or a new symptom\.$/)).toBeVisible();
  await expect(row(page, "Eve Prior")).toContainText(/Snoozed until \w+ \d+:\d\d [AP]M or a new/);
  await expect(row(page, "Eve Prior")).not.toContainText("late");

  // In a new sitting it stands last.
  await page.goto("/worklist");
  await expect.poll(order).toEqual(["Flo Quist", "Eve Prior"]);

  // Two hours later it has come back by itself, and can't be snoozed again.
  await clinic.owner.execute(sql`update follow_ups
    set snoozed_until = now() - interval '1 second', turns_at = now() - interval '1 second',
      placed_at = now() - interval '1 minute'
    where clinic_id = ${clinic.clinicId} and patient_id = ${patientId}`);
  await page.goto("/worklist");
  await expect.poll(order).toEqual(["Eve Prior", "Flo Quist"]);
  await expect(row(page, "Eve Prior")).not.toContainText("Snoozed");
  await turnRecoveries(
    { kind: "job", clinicId: clinic.clinicId, job: "turn" },
    new Date(),
    clinic.owner,
  );
  await press(page, ["j"], page.locator("[data-record]:focus"));
  await page.keyboard.press("s");
  await expect(dialog.getByText(/nobody has tried to reach the patient since/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Snooze" })).toHaveCount(0);
});

test("a snooze is ended by hand, and one that is too grave isn't offered", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Gil Rowe", undefined, 90);
  await signIn(page, clinic, "provider");
  await page.goto(`/worklist?open=snooze&who=${patientId}`);
  const dialog = page.getByRole("dialog", { name: "Snooze Gil Rowe" });
  await dialog.getByText("Another time").click();
  await dialog.getByLabel("Day and time").fill("2099-01-01T09:00");
  await dialog.getByLabel("Why").fill("Away");
  await dialog.getByRole("button", { name: "Snooze" }).click();
  await expect(dialog.getByText(/beyond the longest snooze/)).toBeVisible();
  await expect(dialog.getByLabel("Why")).toHaveValue("Away");
  await dialog.getByText("In 1 h").click();
  await dialog.getByRole("button", { name: "Snooze" }).click();
  await expect(row(page, "Gil Rowe")).toContainText("Snoozed until");
  await page.getByRole("button", { name: "Wake Gil Rowe now" }).click();
  await expect(notice(page, "Awake again.")).toBeVisible();
  await expect(row(page, "Gil Rowe")).not.toContainText("Snoozed");

  await clinic.owner.execute(sql`update follow_ups set level = 'urgent', list_group = 'urgent'
    where clinic_id = ${clinic.clinicId} and patient_id = ${patientId}`);
  await page.goto(`/worklist?open=more&who=${patientId}`);
  const more = page.getByRole("dialog", { name: "Gil Rowe" });
  await expect(more.getByText(/an urgent or emergency patient can’t be snoozed/)).toBeVisible();
  await expectAccessible(page);
});

test("without scripts rows are selected, taken and assigned", async ({ browser, clinic }) => {
  await treated(clinic, "Hal Stone", undefined, 90);
  await treated(clinic, "Ida Thorn", undefined, 80);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "provider");
  await page.getByRole("button", { name: "Take Hal Stone" }).click();
  await expect(row(page, "Hal Stone")).toContainText("Dr. Pat Osei");
  const bar = page.getByRole("form", { name: "Selected patients" });
  await expect(bar).toBeHidden();
  await page.getByRole("checkbox", { name: "Select Hal Stone" }).check();
  await page.getByRole("checkbox", { name: "Select Ida Thorn" }).check();
  await bar.getByRole("button", { name: "Assign…" }).click();
  const dialog = page.getByRole("dialog", { name: "Assign 2 patients" });
  await dialog.getByText("Nobody in particular").click();
  await dialog.getByRole("button", { name: "Assign", exact: true }).click();
  await expect(
    page.getByText(
      "2 selected: 1 given back to everyone, 1 was nobody’s already. 1 was Dr. Pat Osei’s.",
    ),
  ).toBeVisible();
  await context.close();
});

test("a view is saved, shared and used by somebody else", async ({ page, clinic, browser }) => {
  test.setTimeout(120_000);
  await treated(clinic, "Jo Underhill", undefined, 90);
  await treated(clinic, "Kit Vance", undefined, 5);
  await signIn(page, clinic, "aesthetician");
  await page.goto("/worklist?group=awaiting&assigned=nobody");
  await page.getByText("Views", { exact: true }).last().click();
  await page.getByRole("link", { name: "Save or change views…" }).click();
  const dialog = page.getByRole("dialog", { name: "Views" });
  await expect(dialog.getByText("Awaiting check-in + Unassigned")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill("overdue");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("There is a view of this name already")).toBeVisible();
  await dialog.getByLabel("Name").fill("Morning round");
  await dialog.getByRole("checkbox", { name: "Everybody in the clinic sees it" }).check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  const link = page
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: "Morning round" });
  await expect(link).toHaveAttribute("aria-current", "page");
  expect(await link.getAttribute("href")).toBe("/worklist?group=awaiting&assigned=nobody");

  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  await signIn(other, clinic, "provider");
  await other
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: "Morning round" })
    .click();
  await expect(row(other, "Jo Underhill")).toBeVisible();
  await expect(row(other, "Kit Vance")).toHaveCount(0);
  // It is hers: others see it and can't change it.
  await other.goto("/worklist?open=views");
  await expect(other.getByText("Shared by Ana Aldrin")).toBeVisible();
  await expect(other.getByRole("button", { name: "Remove view Morning round" })).toHaveCount(0);

  // She takes it back, and it is gone for the other.
  await page.goto("/worklist?open=views");
  const form = page.getByRole("form", { name: "View Morning round" });
  await form.getByLabel("Name").fill("My round");
  await form.getByRole("checkbox").uncheck();
  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("form", { name: "View My round" })).toBeVisible();
  await other.goto("/worklist");
  await expect(other.getByRole("link", { name: /round/ })).toHaveCount(0);
  await theirs.close();
  await page.getByRole("button", { name: "Remove view My round" }).click();
  await expect(page.getByRole("form", { name: "View My round" })).toHaveCount(0);
});
