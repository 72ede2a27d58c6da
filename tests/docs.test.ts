import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CallExpression, Node } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { codeOf, type House, readHouse } from "./architecture/house";
import { ofType } from "./architecture/syntax";

const root = new URL("../", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), "utf8");

type Row = { wrong: string; does: string; tests: string };

/** The rows of a page's one table; cells are told apart by bars. */
function rowsOf(page: string): Row[] {
  const lines = page.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => {
    const cells = line.split("|").slice(1, -1);
    if (cells.length !== 3) throw new Error(`Not three cells: ${line}`);
    const [wrong = "", does = "", tests = ""] = cells.map((cell) => cell.trim());
    return { wrong, does, tests };
  });
}

const NOT_BUILT = /^Not built yet: needs [a-z ]+$/;
/** "`db/imports.test.ts`: stores nothing at all when a late batch fails, and says so" */
const NAMED = /^`([^`]+\.(?:test|spec)\.ts)`: (.+)$/;

/** What is wrong with the tests that a row names; nothing when each is there. */
function missingIn({ wrong, does, tests }: Row, house: House): string[] {
  if (wrong === "" || does === "") return [`A row says nothing: ${wrong}${does}`];
  if (NOT_BUILT.test(tests)) return [];
  return tests.split("<br>").flatMap((each) => {
    const [, file, name] = NAMED.exec(each) ?? [];
    if (file === undefined || name === undefined) return [`${wrong}: names no test in "${each}"`];
    const known = titlesIn(house, `tests/${file}`);
    const found = known.some((title) => title === name || title.endsWith(` › ${name}`));
    return found ? [] : [`${wrong}: "${name}" isn't in ${file}`];
  });
}

/** The tests of a file that run, by the titles of what they stand in: "an alert › is raised once". */
function titlesIn(house: House, file: string): string[] {
  const [code] = codeOf(new Map([[file, house.get(file) ?? ""]]));
  const calls = [...ofType(code!.parsed.program, "CallExpression")];
  const around = (inner: CallExpression) =>
    calls.filter((outer) => outer.start <= inner.start && inner.end <= outer.end);
  return calls
    .filter((call) => kindOf(call.callee) === "test")
    .map((call) => around(call).filter(({ callee }) => kindOf(callee) !== null))
    .filter((path) => path.every(({ callee }) => kindOf(callee) !== "skipped"))
    .map((path) => path.map((each) => titleOf(each) ?? "").join(" › "));
}

/** What `it(…)`, `test(…)`, `it.each(…)(…)` and their like declare; null for every other call. */
function kindOf(callee: Node): "test" | "describe" | "skipped" | null {
  if (callee.type === "Identifier") {
    if (callee.name === "it" || callee.name === "test") return "test";
    return callee.name === "describe" ? "describe" : null;
  }
  const called = callee.type === "CallExpression" ? callee.callee : callee;
  if (called.type !== "MemberExpression" || called.property.type !== "Identifier") return null;
  const { name } = called.property;
  const of = kindOf(called.object);
  if (of === null || of === "skipped") return of;
  if (name === "describe") return "describe";
  if (["skip", "skipIf", "todo", "fixme", "runIf"].includes(name)) return "skipped";
  return callee.type === "CallExpression" && name === "each" ? of : null;
}

function titleOf({ arguments: [title] }: CallExpression): string | null {
  if (title?.type === "Literal" && typeof title.value === "string") return title.value;
  if (title?.type !== "TemplateLiteral") return null;
  return title.quasis.map(({ value }) => value.cooked).join("…");
}

const house = readHouse(fileURLToPath(root));

describe("docs/pains.md", () => {
  const rows = rowsOf(textOf("docs/pains.md"));

  it("has a row for each pain", () => {
    expect(rows.length).toBeGreaterThanOrEqual(30);
    expect(new Set(rows.map(({ wrong }) => wrong)).size).toBe(rows.length);
  });

  it.each(rows)("names tests that are there: $wrong", (row) => {
    expect(missingIn(row, house)).toEqual([]);
  });
});

describe("a row of the table", () => {
  const file = "db/alerts.test.ts";
  const small: House = new Map([
    [
      `tests/${file}`,
      `describe("an alert", () => { it("is raised once", () => {}); it.skip("sleeps", () => {}); });
      describe.skip("by night", () => { it("is heard", () => {}); });
      it.each([1])("rings %s", () => {}); describe.each([1])("of %s", () => test("ends", () => {}));`,
    ],
  ]);
  const wrongWith = (tests: string, does = "Something") =>
    missingIn({ wrong: "It hurts", does, tests }, small);

  it.each([
    `\`${file}\`: is raised once`,
    `\`${file}\`: an alert › is raised once<br>\`${file}\`: rings %s`,
    `\`${file}\`: of %s › ends`,
    "Not built yet: needs messages",
  ])("is taken: %s", (tests) => expect(wrongWith(tests)).toEqual([]));

  it.each([
    "",
    "Not built yet",
    "is raised once",
    "`db/gone.test.ts`: is raised once",
    `\`${file}\`: is raised`,
    `\`${file}\`: a snooze › is raised once`,
    `\`${file}\`: sleeps`,
    `\`${file}\`: is heard`,
    `\`${file}\`: is raised once<br>\`${file}\`: is raised twice`,
  ])("is found out: %j", (tests) => expect(wrongWith(tests)).toHaveLength(1));

  it("says what the desk does", () => {
    expect(wrongWith("Not built yet: needs messages", "")).toHaveLength(1);
  });
});
