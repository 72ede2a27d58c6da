import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** A tree of files: path from the top level, with "/" → its text; files that aren't code are empty. */
export type House = ReadonlyMap<string, string>;

/** What is wrong, where ("db/mutations/calls.ts:12") and what to do about it. */
export type Finding = { where: string; wrong: string; todo: string };

/** Something that a rule lets through, and why. */
export type Excuses = Readonly<Record<string, string>>;

const CODE = /\.(tsx?|jsx?|mjs|cjs)$/;
/** Made by tools, or not part of the house. Whatever begins with a dot isn't read either. */
const NOT_READ = /^(node_modules|next-env\.d\.ts|test-results|playwright-report|.*\.tsbuildinfo)$/;

/** The real tree below a folder. */
export function readHouse(root: string): House {
  const house = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.name.startsWith(".") || NOT_READ.test(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else house.set(path, CODE.test(path) ? readFileSync(join(root, path), "utf8") : "");
    }
  };
  walk("");
  return house;
}

/** The files of code, parsed. A file that can't be parsed throws: nothing could be said about it. */
export function codeOf(house: House): { path: string; source: string; parsed: ParseResult }[] {
  return [...house]
    .filter(([path]) => CODE.test(path))
    .map(([path, source]) => ({ path, source, parsed: parse(path, source) }));
}

const parsedBefore = new Map<string, ParseResult>();

function parse(path: string, source: string): ParseResult {
  const key = `${path}\0${source}`;
  const known = parsedBefore.get(key);
  if (known) return known;
  const parsed = parseSync(path, source, { preserveParens: false });
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} can't be parsed: ${error.message}`);
  parsedBefore.set(key, parsed);
  return parsed;
}

/** "path:line" of an offset in a file. */
export function place(path: string, source: string, offset: number): string {
  return `${path}:${source.slice(0, offset).split("\n").length}`;
}

/** One import or re-export. `target` is the file in the house, null for a package. */
export type Import = {
  from: string;
  where: string;
  asked: string;
  target: string | null;
  typeOnly: boolean;
};

/** Every import of every file: static, re-exported and dynamic, "@/…" and relative ones resolved. */
export function importsOf(house: House): { imports: Import[]; findings: Finding[] } {
  const imports: Import[] = [];
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    for (const { asked, start, typeOnly } of asksOf(parsed, source)) {
      const where = place(path, source, start);
      const inside = asked.startsWith("@/") || asked.startsWith(".");
      const target = inside ? resolve(house, path, asked) : null;
      if (inside && target === null) {
        const todo = 'Name a file of this tree, as "@/…" or "./…", in a plain string.';
        findings.push({ where, wrong: `imports "${asked}", which isn't there`, todo });
      } else imports.push({ from: path, where, asked, target, typeOnly });
    }
  }
  return { imports, findings };
}

function asksOf({ module, program }: ParseResult, source: string) {
  const asks = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    asked: moduleRequest.value,
    start,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  // `import type` without names in braces, and re-exports, are read from the tree.
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration" && statement.importKind === "type") {
      for (const ask of asks) if (ask.start === statement.start) ask.typeOnly = true;
    }
    const reExport =
      statement.type === "ExportAllDeclaration" || statement.type === "ExportNamedDeclaration";
    if (reExport && statement.source) {
      const typeOnly = statement.exportKind === "type";
      asks.push({ asked: statement.source.value, start: statement.start, typeOnly });
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const asked = source
      .slice(moduleRequest.start, moduleRequest.end)
      .replace(/^["'`]|["'`]$/g, "");
    asks.push({ asked, start, typeOnly: false });
  }
  return asks;
}

function resolve(house: House, from: string, asked: string): string | null {
  const path = asked.startsWith("@/")
    ? posix.normalize(asked.slice(2))
    : posix.join(posix.dirname(from), asked);
  const endings = ["", ".ts", ".tsx", ".js", ".mjs", "/index.ts", "/index.tsx"];
  return endings.map((ending) => path + ending).find((candidate) => house.has(candidate)) ?? null;
}

/** The package of an import: "@scope/name" or "name"; node's own modules as "node:…". */
export function packageOf(asked: string): string {
  return asked
    .split("/")
    .slice(0, asked.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Excuses that excuse nothing any more, so that the list stays as short as it says it is. */
export function unusedExcuses(list: Excuses, used: ReadonlySet<string>, rule: string): Finding[] {
  return Object.keys(list)
    .filter((excused) => !used.has(excused))
    .map((excused) => ({
      where: excused,
      wrong: `is excused from "${rule}" and doesn't need it`,
      todo: "Take it off the list in tests/architecture.test.ts.",
    }));
}
