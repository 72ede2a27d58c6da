import { expect, expectAccessible, signIn, test, treated } from "./desk";

test("the day's list goes to paper with the filters of the screen", async ({ page, clinic }) => {
  for (let n = 0; n < 55; n++) {
    await treated(clinic, `Person Number${n}`, `+1212555${1000 + n}`, 100);
  }
  await signIn(page, clinic, "aesthetician");
  await page.getByRole("link", { name: "Unassigned" }).click();
  await expect(page).toHaveURL(/assigned=nobody/);
  await page.getByRole("link", { name: "Print", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^Calls for / })).toBeVisible();
  expect(page.url()).toContain("assigned=nobody");
  // Longer than a page of the list: nobody is left out.
  await expect(page.getByText("55 people with something due today or late")).toBeVisible();
  await expect(page.getByText(/only Unassigned/)).toBeVisible();
  await expect(page.getByText(/Lakeside Skin · .* · printed .* by Ana Aldrin/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Person Number54/ })).toContainText("(212) 555-1054");
  await expectAccessible(page);

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.getByRole("button", { name: "Print this sheet" }).click();
  await expect(page.locator("body[data-printed]")).toHaveCount(1);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("button", { name: "Print this sheet" })).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  const look = await page.locator("article").evaluate((sheet) => {
    const row = sheet.querySelector("tbody tr")!;
    const { color, backgroundColor } = getComputedStyle(sheet);
    return { color, backgroundColor, breaks: getComputedStyle(row).breakInside };
  });
  expect(look).toEqual({
    color: "rgb(0, 0, 0)",
    backgroundColor: "rgb(255, 255, 255)",
    breaks: "avoid",
  });
});

test("the hand-over holds its sections, a chosen time in its address, and fits a small phone", async ({
  page,
  clinic,
}) => {
  await treated(clinic, "Sol Reyes", "+12125550181", 60);
  await signIn(page, clinic, "provider");
  await page.goto("/hand-over");
  for (const name of [
    "On call",
    /^New urgent since/,
    /^Open urgent work/,
    /^Call-backs promised until the end of/,
    /^Escalations waiting for an answer/,
    "Done today",
  ]) {
    await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("link", { name: "4 h", exact: true }).click();
  await expect(page).toHaveURL(/\/hand-over\?hours=4$/);
  await expect(page.getByRole("link", { name: "4 h", exact: true })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await page.getByLabel("Since", { exact: true }).fill("2099-01-01T08:00");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Enter a time that has passed")).toBeVisible();

  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 640 });
    for (const path of ["/hand-over", "/worklist/print"]) {
      await page.goto(path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
