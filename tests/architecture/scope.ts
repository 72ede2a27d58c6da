import type { CallExpression, Expression, Node, Program, TemplateLiteral } from "oxc-parser";
import { codeOf, type Excuses, type Finding, type House, place, unusedExcuses } from "./house";
import { calledName, isCallable, nameOf, nodesIn, ofType } from "./syntax";

/** A table of the schema: its SQL name and the column that holds the clinic; null when it has none. */
type Table = { sqlName: string; column: string | null };
type Tables = ReadonlyMap<string, Table>;

/**
 * Every statement in db names the clinic for each table that it reads, changes or removes from,
 * although row-level security would keep the others out: two locks. `excused` names the functions
 * that can't, as "path#name", and why.
 */
export function unscopedQueries(house: House, excused: Excuses): Finding[] {
  const tables = tablesOf(house);
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    if (!path.startsWith("db/")) continue;
    const found = [
      ...unscopedChains(parsed.program, withAliases(parsed.program, tables)),
      ...unscopedTexts(parsed.program, tables),
    ];
    for (const { at, table, column } of found) {
      const id = `${path}#${functionAround(parsed.program, at)}`;
      if (id in excused) {
        used.add(id);
        continue;
      }
      findings.push({
        where: place(path, source, at),
        wrong: `${table} is reached without its clinic`,
        todo: `Compare ${column} with the actor's clinic in the condition itself, not under an "or".`,
      });
    }
  }
  return [...findings, ...unusedExcuses(excused, used, "naming the clinic")];
}

type Unscoped = { at: number; table: string; column: string };

function tablesOf(house: House): Tables {
  const tables = new Map<string, Table>();
  for (const { path, parsed } of codeOf(house)) {
    if (!path.startsWith("db/schema")) continue;
    for (const { id, init } of ofType(parsed.program, "VariableDeclarator")) {
      if (init?.type !== "CallExpression" || nameOf(init.callee) !== "pgTable") continue;
      const [sqlName, columns] = init.arguments;
      const name = nameOf(id);
      if (name === null || sqlName?.type !== "Literal" || columns?.type !== "ObjectExpression") {
        continue;
      }
      const has = columns.properties.some(
        (each) => each.type === "Property" && nameOf(each.key) === "clinicId",
      );
      const column = has ? "clinicId" : sqlName.value === "clinics" ? "id" : null;
      tables.set(name, { sqlName: String(sqlName.value), column });
    }
  }
  return tables;
}

/** The tables, and what a file calls them a second time: `const other = alias(patients, "other")`. */
function withAliases(program: Program, tables: Tables): Tables {
  const known = new Map(tables);
  for (const { id, init } of ofType(program, "VariableDeclarator")) {
    if (init?.type !== "CallExpression" || nameOf(init.callee) !== "alias") continue;
    const table = tables.get(nameOf(init.arguments[0]) ?? "");
    const name = nameOf(id);
    if (table && name !== null) known.set(name, table);
  }
  return known;
}

/** The name of the declared function that an offset lies in. */
function functionAround(program: Program, at: number): string {
  let name = "";
  for (const node of nodesIn(program)) {
    if (isCallable(node) && node.start <= at && at < node.end) name = node.id?.name ?? name;
  }
  return name;
}

type Step = { method: string; call: CallExpression };

/** Chains of the query builder: select…from…join…where, update…set…where, delete…where, $count. */
function unscopedChains(program: Program, tables: Tables): Unscoped[] {
  const inner = new Set<Node>();
  const found: Unscoped[] = [];
  for (const outer of ofType(program, "CallExpression")) {
    if (inner.has(outer)) continue;
    const steps: Step[] = [];
    let call: Expression = outer;
    while (call.type === "CallExpression" && call.callee.type === "MemberExpression") {
      inner.add(call);
      steps.unshift({ method: calledName(call) ?? "", call });
      call = call.callee.object;
    }
    found.push(...judgeChain(program, steps, tables));
  }
  return found;
}

function judgeChain(program: Program, steps: readonly Step[], tables: Tables): Unscoped[] {
  const where = steps.find(({ method }) => method === "where")?.call.arguments[0];
  const selects = steps.some(({ method }) => method.startsWith("select"));
  return steps.flatMap(({ method, call }) => {
    const [target, condition] = call.arguments;
    const table = tables.get(nameOf(target) ?? "");
    if (!table?.column) return [];
    const name = nameOf(target)!;
    const reaches =
      (method === "from" && selects) || method === "update" || method === "delete"
        ? where
        : /join$/i.test(method) || method === "$count"
          ? condition
          : "nothing";
    if (reaches === "nothing") return [];
    const scoped = reaches !== undefined && demands(program, reaches, name, table.column);
    return scoped ? [] : [{ at: call.start, table: name, column: `${name}.${table.column}` }];
  });
}

/** Whether a condition can't be true for a row of another clinic: `eq` on the column, or an `and` with one. */
function demands(program: Program, condition: Node, table: string, column: string): boolean {
  if (condition.type === "Identifier") {
    return [...ofType(program, "VariableDeclarator")].some(
      ({ id, init }) =>
        nameOf(id) === condition.name && init !== null && demands(program, init, table, column),
    );
  }
  if (condition.type !== "CallExpression") return false;
  const name = nameOf(condition.callee);
  if (name === "and") {
    return condition.arguments.some((each) => demands(program, each, table, column));
  }
  // A condition with a name of its own, declared in this file: what it returns has to demand it.
  const named = [...nodesIn(program)].find((node) => isCallable(node) && nameOf(node.id) === name);
  if (named) {
    const returned = [...ofType(named, "ReturnStatement")].map(({ argument }) => argument);
    return (
      returned.length > 0 &&
      returned.every((each) => each !== null && demands(program, each, table, column))
    );
  }
  const isColumn = (node: Node) =>
    node.type === "MemberExpression" &&
    nameOf(node.object) === table &&
    nameOf(node.property) === column;
  return name === "eq" && condition.arguments.filter(isColumn).length === 1;
}

/** SQL as text: sql`…` templates, and strings given to query(…) and execute(…). */
function unscopedTexts(program: Program, tables: Tables): Unscoped[] {
  const templates = [...ofType(program, "TaggedTemplateExpression")]
    .filter(({ tag }) => nameOf(tag) === "sql")
    .map(({ quasi, start }) => ({ text: textOf(quasi, tables), start }));
  const strings = [...ofType(program, "CallExpression")].flatMap((call) => {
    const [given] = call.arguments;
    if (calledName(call) !== "query" && calledName(call) !== "execute") return [];
    if (given?.type === "TemplateLiteral")
      return [{ text: textOf(given, tables), start: given.start }];
    return given?.type === "Literal" ? [{ text: String(given.value), start: given.start }] : [];
  });
  return [...templates, ...strings].flatMap(({ text, start }) =>
    judgeText(text, tables).map((each) => ({ at: start, ...each })),
  );
}

/** The text of a template: a table or column of the schema by its SQL name, other values as "$". */
function textOf({ quasis, expressions }: TemplateLiteral, tables: Tables): string {
  return quasis
    .map(({ value }, at) => {
      const expression = expressions[at];
      return (value.cooked ?? value.raw) + (expression ? inSql(expression, tables) : "");
    })
    .join("");
}

function inSql(expression: Expression, tables: Tables): string {
  if (expression.type === "MemberExpression") {
    const table = tables.get(nameOf(expression.object) ?? "");
    const column = nameOf(expression.property);
    if (!table || column === null) return "$";
    return `${table.sqlName}.${column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  }
  return tables.get(nameOf(expression) ?? "")?.sqlName ?? "$";
}

const MENTION =
  /\b(?:from|join|update|into|using)\s+(?:only\s+)?(?:lateral\s+)?"?([a-z_]+)"?(?:\s+(?:as\s+)?(?!(?:where|set|on|join|left|inner|cross|right|full|group|order|limit|union|values|using|returning|for)\b)([a-z_]+))?/gi;

function judgeText(text: string, tables: Tables): { table: string; column: string }[] {
  const byName = new Map([...tables.values()].map((table) => [table.sqlName, table]));
  return [...text.matchAll(MENTION)].flatMap(({ 0: mention, 1: name, 2: alias, index }) => {
    const table = byName.get(name!.toLowerCase());
    if (!table?.column || /^into/i.test(mention)) return [];
    const column = table.column === "id" ? "id" : "clinic_id";
    const owner = alias ? `(?<![\\w.])${alias}\\.` : `(?<![\\w.])(?:${name}\\.)?`;
    const scoped = new RegExp(`${owner}${column}\\s*=\\s*\\S`, "i");
    const rest = sameLevel(text.slice(index + mention.length));
    // Without an alias the condition belongs to the last table named before it.
    const own = alias ? rest : rest.split(/\b(?:from|join)\b/i)[0]!;
    return scoped.test(own) ? [] : [{ table: name!, column: `${alias ?? name}.${column}` }];
  });
}

/** The text up to where its parenthesis closes, without what stands in deeper ones. */
function sameLevel(text: string): string {
  let depth = 0;
  let kept = "";
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")" && depth-- === 0) break;
    if (depth === 0) kept += letter;
  }
  return kept;
}
