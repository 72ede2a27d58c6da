import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { addSomebody, addTreatment } from "@/db/fixtures";
import { clinics } from "@/db/schema/clinic";
import { messageStatuses, messageStops, messages, receivedTexts } from "@/db/schema/messages";
import {
  acts,
  expect,
  expectAccessible,
  press,
  signIn,
  type TestClinic,
  test,
  treated,
} from "./desk";

const HOUR = 3_600_000;
const PHONE = "+12125550181";

const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/** A clinic of invented people can send by everything; it has no quiet hours here. */
async function canWrite({ clinicId, owner }: TestClinic): Promise<void> {
  await owner
    .update(clinics)
    .set({ demonstration: 2, quietFrom: "00:00", quietUntil: "00:00" })
    .where(eq(clinics.id, clinicId));
}

async function textFrom({ clinicId, owner }: TestClinic, value: string, body: string, hours = 1) {
  await owner.insert(receivedTexts).values({
    clinicId,
    value,
    body,
    receivedAt: ago(hours),
    providerId: randomUUID(),
  });
}

/** A message that left so many hours ago, and what its provider said of it. */
async function leftAgo(
  { clinicId, owner }: TestClinic,
  patientId: string,
  hours: number,
  status: "delivered" | "failed",
) {
  const [at, messageId] = [ago(hours), randomUUID()];
  await owner.insert(messages).values({
    clinicId,
    id: messageId,
    patientId,
    cause: messageId,
    kind: "automatic",
    template: "check_in",
    createdAt: at,
    leavesAt: at,
    state: "sent",
    tries: 1,
    triedAt: at,
    channel: "sms",
    value: PHONE,
    sentAt: at,
  });
  await owner.insert(messageStatuses).values({ clinicId, messageId, at, status });
}

test("a check-in is sent by a key, seen by a colleague, and taken back", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(120_000);
  await canWrite(clinic);
  const patientId = await treated(clinic, "Ines Calder", PHONE);
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const card = page.getByRole("region", { name: "Messages" });
  await expect(card).toContainText(/A check-in goes out .+ to \(212\) 555-0181|about to go out/);

  const theirs = await browser.newContext();
  const colleague = await theirs.newPage();
  await signIn(colleague, clinic, "provider");
  await colleague.goto(`/patients/${patientId}`);
  await acts(colleague);

  const asked = page.getByRole("status").filter({ hasText: "Check-in: Leaves in" });
  await press(page, ["t"], asked);
  const mine = card.getByRole("listitem").filter({ hasText: "Ana Aldrin" });
  await expect(mine).toContainText("Waiting");
  await expectAccessible(page);
  const seen = colleague.getByRole("region", { name: "Messages" });
  await expect(seen.getByText(/Ana Aldrin/)).toBeVisible({ timeout: 5_000 });
  await theirs.close();

  await page.keyboard.press("t");
  const refusal = card.getByText("Not sent again: the same message waits already.");
  await expect(refusal).toBeVisible();
  await expect(card.locator("[data-form-message]:focus")).toHaveCount(1);

  await asked.getByRole("button", { name: "Take it back" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The message was taken back: it never leaves.")).toBeVisible();
  await expect(mine).toContainText("Taken back");
  await expect(card.getByRole("button", { name: "Take it back" })).toHaveCount(0);
});

test("the key is in the list of keys", async ({ page, clinic }) => {
  const patientId = await treated(clinic, "Ines Calder");
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const help = page.getByRole("dialog", { name: "Keys of this page" });
  await press(page, ["?"], help);
  await expect(help.getByText("Send a check-in")).toBeVisible();
});

test("STOP holds for the number and everybody who has it, until somebody allows messages", async ({
  page,
  clinic,
}) => {
  test.setTimeout(120_000);
  await canWrite(clinic);
  const { clinicId, owner } = clinic;
  const daughterId = await treated(clinic, "Lucy Halden", PHONE);
  const motherId = await treated(clinic, "Margit Halden", PHONE);
  await owner.insert(messageStops).values({ clinicId, value: PHONE, kind: "STOP", at: ago(2) });
  await signIn(page, clinic, "provider");
  for (const patientId of [motherId, daughterId]) {
    await page.goto(`/patients/${patientId}`);
    const card = page.getByRole("region", { name: "Messages" });
    await expect(card).toContainText("Nothing goes out by itself: the patient answered STOP.");
    await card.getByRole("button", { name: "Ask to ring" }).press("Enter");
    await expect(card.getByText("Not sent: the patient answered STOP.")).toBeVisible();
  }
  const contact = page.getByRole("region", { name: "Contact" });
  await expect(contact).toContainText("No messages: STOP");
  await expectAccessible(page);
  await contact.getByRole("button", { name: "Allow messages to (212) 555-0181" }).press("Enter");
  await expect(page.getByText(/Messages there are allowed again/)).toBeVisible();
  await page.goto(`/patients/${motherId}`);
  await page.getByRole("button", { name: "Ask to ring" }).press("Enter");
  await expect(page.getByText(/Ask to ring: Leaves in/)).toBeVisible();
  await contact.getByRole("button", { name: "Stop messages to (212) 555-0181" }).press("Enter");
  await expect(page.getByText(/Messages there are stopped/)).toBeVisible();
  await expect(contact).toContainText("No messages: STOP");
});

test("what was written both ways stands in order, and a text is shown as text only", async ({
  page,
  clinic,
}) => {
  const patientId = await treated(clinic, "Noor Haddad", PHONE);
  await leftAgo(clinic, patientId, 30, "delivered");
  await textFrom(clinic, PHONE, "<b>It hurts</b> https://nowhere.example", 29);
  await leftAgo(clinic, patientId, 6, "failed");
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const thread = page.getByRole("list", { name: "What was written" }).getByRole("listitem");
  await expect(thread).toHaveText([/Didn’t arrive/, /A text came in/, /Arrived/]);
  await expect(thread.nth(1)).toContainText("<b>It hurts</b> https://nowhere.example");
  await expect(thread.nth(1).getByRole("link")).toHaveCount(0);
  await expect(thread.nth(1)).toContainText("Nobody has read it");
  await thread.nth(1).getByRole("button", { name: "Read" }).press("Enter");
  await expect(page.getByText("Noted that the text was read.")).toBeVisible();
  await expect(thread.nth(1)).toContainText(/Read \w{3} \d/);
  await expect(thread.nth(1).getByRole("button")).toHaveCount(0);
  // Without a provider a link can still be handed over.
  await page.getByRole("button", { name: /^Send check-in/ }).press("Enter");
  await expect(page.getByText(/Not sent: the desk has no provider to send by\./)).toBeVisible();
});

test("it is said when a patient wants to be written to", async ({ page, clinic }) => {
  const patientId = await treated(clinic, "Omar Lind", PHONE);
  await signIn(page, clinic, "manager");
  await page.goto(`/patients/${patientId}`);
  const contact = page.getByRole("region", { name: "Contact" });
  await expect(contact).toContainText("Written to at any hour but 8:00 PM to 9:00 AM.");
  await contact.locator("summary", { hasText: "When to write" }).press("Enter");
  const form = contact.getByRole("form", { name: "When to write" });
  await form.getByLabel("Write from").fill("18:00");
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await expect(form.getByText("Enter both times, or neither")).toBeVisible();
  await form.getByLabel("Until").fill("20:30");
  await form.getByLabel("Time zone they live in").selectOption("America/Los_Angeles");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Saved when they are written to.")).toBeVisible();
  await expect(contact).toContainText(
    "Written to from 6:00 PM to 8:30 PM, by the clocks of America/Los Angeles.",
  );
  // A manager may read, and sends nothing.
  await expect(page.getByRole("button", { name: /^Send check-in/ })).toHaveCount(0);
});

test("texts that nobody has read are handed over, and read there", async ({
  page,
  clinic,
  browser,
}) => {
  test.setTimeout(120_000);
  const phones = [{ value: PHONE }];
  const { clinicId, owner } = clinic;
  for (const name of ["Petra Holm", "Paul Holm"]) {
    const now = new Date();
    const { patientId } = await addSomebody(owner, now, { clinicId, name, phones, emails: [] });
    await addTreatment(owner, ago(60), { clinicId, patientId, endedAt: ago(60) });
  }
  await textFrom(clinic, PHONE, "Can I use make-up?", 2);
  await textFrom(clinic, "+12125550182", "Who is this?");
  await signIn(page, clinic, "provider");
  await page.goto("/hand-over");
  const texts = page.getByRole("region", { name: /Texts nobody has read/ });
  await expect(texts.getByRole("listitem")).toHaveText([
    /(Petra|Paul) Holm or (Petra|Paul) Holm.*Can I use make-up\?/,
    /A number that nobody here has.*Who is this\?/,
  ]);
  await expectAccessible(page);
  await texts.getByRole("button", { name: "Read the text from (212) 555-0182" }).press("Enter");
  await expect(page.getByText("Noted that the text was read.")).toBeVisible();
  await expect(texts.getByRole("listitem")).toHaveCount(1);

  // Another one comes while the page is open.
  await textFrom(clinic, "+12125550183", "Hello?", 0);
  await expect(texts.getByText("Hello?")).toBeVisible({ timeout: 5_000 });

  const theirs = await browser.newContext();
  const manager = await theirs.newPage();
  await signIn(manager, clinic, "manager");
  await manager.goto("/hand-over");
  await expect(manager.getByRole("heading", { name: "On call" })).toBeVisible();
  await expect(manager.getByText(/Texts nobody has read|make-up/)).toHaveCount(0);
  await theirs.close();
});

test("a manager sets the clinic's messages and reads them as they leave", async ({
  page,
  clinic,
}) => {
  await signIn(page, clinic, "manager");
  await page.goto("/settings");
  await page.getByRole("region", { name: "The clinic" }).getByRole("link").press("Enter");
  await expect(page.getByRole("heading", { name: "Messages", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "What this desk can send by" })).toContainText(
    "No provider is set up",
  );
  const check = page.getByRole("region", { name: "Check-in, English" });
  await expect(check).toContainText(
    /Lakeside Skin: tell us how you are\. .*\/check-in\/EXAMPLE-+\?lang=en/,
  );
  await expect(page.getByRole("region", { name: "Check-in, Spanish" })).toContainText(
    "Lakeside Skin: cuéntenos",
  );
  await expectAccessible(page);

  const form = page.getByRole("form", { name: "The clinic’s messages" });
  await form.getByLabel("Name in messages").fill("Lakeside");
  await form.getByLabel("Number that texts come from").fill("twelve");
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await expect(form.getByText("Enter a number that can be called")).toBeVisible();
  await expect(form.getByLabel("Name in messages")).toHaveValue("Lakeside");
  await form.getByLabel("Number that texts come from").fill("");
  await form.getByLabel("Quiet hours from").fill("21:00");
  await form.getByText("Off", { exact: true }).click();
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(check).toContainText("Lakeside: tell us how you are.");
  await expect(form.getByLabel("Quiet hours from")).toHaveValue("21:00");
  await expect(form.getByRole("radio", { name: "Off" })).toBeChecked();
});

test("others are told whom to ask for the clinic's messages", async ({
  page,
  clinic,
  expectedErrors,
}) => {
  expectedErrors.push(/403/);
  await signIn(page, clinic, "provider");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
  await expect(page.getByRole("region", { name: "The clinic" })).toHaveCount(0);
  await page.goto("/settings/messages");
  await expect(page.getByText("Your role doesn't open this page")).toBeVisible();
  await expect(page.getByText(/Mo Lindgren, manager/)).toBeVisible();
  await expect(page.getByText(/tell us how you are/)).toHaveCount(0);
});

test("messages work without scripts", async ({ browser, clinic }) => {
  test.setTimeout(120_000);
  await canWrite(clinic);
  const patientId = await treated(clinic, "Enid Vale", PHONE);
  await textFrom(clinic, PHONE, "It is red");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, clinic, "aesthetician");
  await page.goto(`/patients/${patientId}`);
  const card = page.getByRole("region", { name: "Messages" });
  await card.getByRole("button", { name: /^Send check-in/ }).click();
  await expect(page.getByText(/Check-in: Leaves in/)).toBeVisible();
  await card.getByRole("button", { name: /^Send check-in/ }).click();
  await expect(card.getByText("Not sent again: the same message waits already.")).toBeVisible();
  const mine = card.getByRole("listitem").filter({ hasText: "Ana Aldrin" });
  await mine.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("The message was taken back: it never leaves.")).toBeVisible();
  await card.getByRole("button", { name: "Read" }).click();
  await expect(page.getByText("Noted that the text was read.")).toBeVisible();
  await page.getByRole("button", { name: "Stop messages to (212) 555-0181" }).click();
  await expect(page.getByText("No messages: STOP")).toBeVisible();
  await context.close();
});
