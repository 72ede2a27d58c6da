import { codeOf, type Excuses, type Finding, type House, place, unusedExcuses } from "./house";
import { calledName, nameOf, ofType } from "./syntax";

/** What stands at the top level, beside dotfiles. */
const TOP_LEVEL =
  /^(app|components|db|lib|tests|docs|scripts|(drizzle|next|postcss|vitest)\.config\.(ts|js|mjs)|package(-lock)?\.json|tsconfig\.json|biome\.json|LICENSE|[A-Z]+\.md)$/;
const DRAWER =
  /^(utils?|helpers?|misc|types?|hooks?|services?|common|shared|constants?|index)(\.[jt]sx?)?$/;

/** Only the agreed entries at the top; no barrels and no drawers for what has no name. */
export function wrongPlaces(house: House): Finding[] {
  const findings: Finding[] = [];
  const tops = new Set([...house.keys()].map((path) => path.split("/")[0]!));
  for (const top of tops) {
    if (TOP_LEVEL.test(top)) continue;
    const todo = "Put it into app, components, db, lib, tests, docs or scripts.";
    findings.push({ where: top, wrong: "stands at the top level", todo });
  }
  for (const path of house.keys()) {
    const drawer = path.split("/").find((part) => DRAWER.test(part));
    if (drawer === undefined) continue;
    const todo = "Name the file after what it is about, and import from it directly.";
    findings.push({ where: path, wrong: `"${drawer}" is a drawer or a barrel`, todo });
  }
  return findings;
}

/** Files of which Next, or a tool, asks for a default export. */
const DEFAULT_WANTED =
  /^app\/(.*\/)?(page|layout|template|loading|error|global-error|not-found|forbidden|unauthorized|default|icon|apple-icon|opengraph-image|manifest|robots|sitemap)\.tsx?$|(^|\/)[\w-]+\.config\.(ts|js|mjs)$/;

/** Everything has one name, the same wherever it is used. */
export function wrongDefaultExports(house: House): Finding[] {
  return codeOf(house)
    .filter(({ path }) => !DEFAULT_WANTED.test(path))
    .flatMap(({ path, source, parsed }) =>
      parsed.program.body
        .filter(
          (each) =>
            each.type === "ExportDefaultDeclaration" ||
            (each.type === "ExportNamedDeclaration" &&
              each.specifiers.some(({ exported }) => nameOf(exported) === "default")),
        )
        .map(({ start }) => ({
          where: place(path, source, start),
          wrong: "exports a default",
          todo: "Export it by name.",
        })),
    );
}

const MAY_READ_ENVIRONMENT = /^(lib\/env\.ts|scripts\/.*|tests\/.*|[^/]+\.config\.(ts|js|mjs))$/;

/** The environment is read in one place, where it is checked. */
export function environmentReads(house: House): Finding[] {
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    if (MAY_READ_ENVIRONMENT.test(path)) continue;
    const add = (offset: number) =>
      findings.push({
        where: place(path, source, offset),
        wrong: "reads process.env",
        todo: "Read it in lib/env.ts, in a function with a name, and call that.",
      });
    for (const node of ofType(parsed.program, "MemberExpression")) {
      const { object, property } = node;
      const ofProcess = /(^|\.)process$/.test(source.slice(object.start, object.end));
      const named = property.type === "Identifier" && property.name === "env";
      const quoted = property.type === "Literal" && property.value === "env";
      if (ofProcess && (named || quoted)) add(node.start);
    }
    for (const { id, init, start } of ofType(parsed.program, "VariableDeclarator")) {
      const ofProcess = init?.type === "Identifier" && init.name === "process";
      if (ofProcess && id.type === "ObjectPattern") add(start);
    }
    for (const { moduleRequest, entries, start } of parsed.module.staticImports) {
      if (!/^(node:)?process$/.test(moduleRequest.value)) continue;
      if (entries.some(({ importName }) => importName.name === "env")) add(start);
    }
  }
  return findings;
}

/** Text is never made into SQL, except from the constants named in `allowed` as "path: argument". */
export function rawSql(house: House, allowed: Excuses): Finding[] {
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    if (path.startsWith("tests/")) continue;
    for (const call of ofType(parsed.program, "CallExpression")) {
      const name = calledName(call);
      const ofSql =
        call.callee.type === "MemberExpression" &&
        source.slice(call.callee.object.start, call.callee.object.end) === "sql";
      if (!ofSql || (name !== "raw" && name !== "identifier")) continue;
      const [argument] = call.arguments;
      if (argument?.type === "Literal") continue;
      const spot = `${path}: ${source.slice(argument?.start, argument?.end)}`;
      if (spot in allowed) used.add(spot);
      else
        findings.push({
          where: place(path, source, call.start),
          wrong: `sql.${name} makes SQL of a value that isn't a constant`,
          todo: "Bind the value in a sql`…${value}` template, or list the spot with its reason.",
        });
    }
  }
  return [...findings, ...unusedExcuses(allowed, used, "no SQL made of values")];
}
