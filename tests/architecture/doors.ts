import { codeOf, type Excuses, type Finding, type House, place, unusedExcuses } from "./house";
import {
  type Callable,
  calledName,
  type Declared,
  declaredIn,
  hasDirective,
  isCallable,
  nameOf,
  nodesIn,
  ofType,
  parameter,
} from "./syntax";

type Door = { path: string; source: string; name: string; declared: Declared };

/**
 * Every exported function of db/mutations and db/queries takes an `Actor` first, begins with
 * requirePermission for it and works in inClinic; a mutation also writes the audit in there. A part
 * takes the caller's transaction `tx: Database` first instead. `excused` names what does otherwise
 * as "path#name", without which of "permission", "clinic" and "audit", and why.
 */
export function wrongDataDoors(
  house: House,
  excused: Readonly<Record<string, { without: readonly Duty[]; why: string }>>,
): Finding[] {
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    const mutation = path.startsWith("db/mutations/");
    if (!mutation && !path.startsWith("db/queries/")) continue;
    const declared = declaredIn(parsed.program);
    for (const name of declared.exported) {
      const id = `${path}#${name}`;
      const broken = brokenDuties({ path, source, name, declared }, mutation);
      const without: readonly Duty[] = excused[id]?.without ?? [];
      if (without.length > 0 && without.every((duty) => broken.has(duty))) used.add(id);
      for (const [duty, todo] of broken) {
        if (without.includes(duty)) continue;
        const start = (declared.functions.get(name) ?? declared.values.get(name))?.start ?? 0;
        const wrong = `${name} does without its ${duty}`;
        findings.push({ where: place(path, source, start), wrong, todo });
      }
    }
  }
  const why = Object.fromEntries(Object.entries(excused).map(([id, each]) => [id, each.why]));
  return [...findings, ...unusedExcuses(why, used, "permission, clinic and audit")];
}

export type Duty = "permission" | "clinic" | "audit";

function brokenDuties(door: Door, mutation: boolean): Map<Duty, string> {
  const broken = new Map<Duty, string>();
  const { declared, name } = door;
  const callable = declared.functions.get(name);
  if (!callable) {
    if (declared.values.get(name)?.type === "Literal") return broken;
    return broken.set("permission", "Export a function that takes the actor first, or list it.");
  }
  const actor = parameter(callable.params[0]);
  if (actor.type === "Database" && actor.name === "tx") return broken;
  if (
    actor.type !== "Actor" ||
    actor.name === null ||
    !beginsWithPermission(callable, actor.name)
  ) {
    broken.set(
      "permission",
      "Take `actor: Actor` first and make requirePermission(actor, …) the first line, or list it with its reason.",
    );
  }
  const transactions = clinicWork(door, callable);
  if (transactions.length === 0 || reachesPast(callable)) {
    broken.set("clinic", "Do the work in `inClinic(actor, database, async (tx) => …)`.");
  }
  if (mutation && !transactions.some((work) => writesAudit(work, declared))) {
    broken.set(
      "audit",
      "Await writeAudit(tx, actor, …) inside inClinic, or list it with its reason.",
    );
  }
  return broken;
}

function beginsWithPermission({ body }: Callable, actor: string): boolean {
  const first = body?.type === "BlockStatement" ? body.body[0] : null;
  if (first?.type !== "ExpressionStatement" || first.expression.type !== "CallExpression") {
    return false;
  }
  const call = first.expression;
  return (
    nameOf(call.callee) === "requirePermission" &&
    nameOf(call.arguments[0]) === actor &&
    call.arguments[1]?.type === "Literal"
  );
}

/** The work given to inClinic by the function itself, or by functions of its file that it calls. */
function clinicWork(door: Door, callable: Callable, seen = new Set<Callable>()): Callable[] {
  if (seen.has(callable)) return [];
  seen.add(callable);
  const work: Callable[] = [];
  const first = parameter(callable.params[0]);
  for (const call of ofType(callable, "CallExpression")) {
    const name = nameOf(call.callee);
    const [whose, , given] = call.arguments;
    if (name === "inClinic" && isCallable(given)) {
      // The clinic is the actor's own, never one that came with the input.
      const own = first.type?.endsWith("Actor") ? first.name : nameOf(whose);
      if (own !== null && nameOf(whose) === own) work.push(given);
    }
    const called = name === null ? undefined : door.declared.functions.get(name);
    if (!called) continue;
    const inner = clinicWork(door, called, seen);
    work.push(...inner);
    // Work handed on to a function that runs it in its own inClinic.
    if (inner.length > 0) work.push(...call.arguments.filter(isCallable));
  }
  return work;
}

/** Whether the database is used directly, past inClinic. */
function reachesPast(callable: Callable): boolean {
  return [...ofType(callable, "MemberExpression")].some(({ object }) =>
    ["database", "db"].includes(nameOf(object) ?? ""),
  );
}

/** Whether the audit is written in this very transaction, here or in a part that it waits for. */
function writesAudit(work: Callable, declared: Declared, seen = new Set<Callable>()): boolean {
  if (seen.has(work)) return false;
  seen.add(work);
  const tx = parameter(work.params[0]).name;
  const waitedFor = [
    ...[...ofType(work, "AwaitExpression"), ...ofType(work, "ReturnStatement")].map(
      ({ argument }) => argument,
    ),
    work.body,
  ];
  return waitedFor.some((node) => {
    if (node?.type !== "CallExpression" || tx === null) return false;
    if (nameOf(node.arguments[0]) !== tx) return false;
    const name = nameOf(node.callee) ?? "";
    const part = declared.functions.get(name);
    return name === "writeAudit" || (part !== undefined && writesAudit(part, declared, seen));
  });
}

const ROUTE_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Every server action, page and route asks who is there before anything else that it waits for.
 * `open` names those for everybody as "path#name", and why.
 */
export function wrongAppDoors(house: House, open: Excuses): Finding[] {
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, source, parsed } of codeOf(house)) {
    if (!path.startsWith("app/")) continue;
    const declared = declaredIn(parsed.program);
    const { names, guard } = doorsOf(path, declared, hasDirective(parsed.program, "use server"));
    for (const name of names) {
      const callable = declared.functions.get(name);
      if (callable && asksFirst(callable, guard, declared)) continue;
      const id = `${path}#${name}`;
      if (id in open) {
        used.add(id);
        continue;
      }
      findings.push({
        where: place(path, source, callable?.start ?? 0),
        wrong: `${name} doesn't ask who is there`,
        todo: `Make \`await ${guard}()\` the first thing it waits for, or list it with its reason.`,
      });
    }
    for (const { start, directive } of ofType(parsed.program, "ExpressionStatement")) {
      const inside = !parsed.program.body.some((statement) => statement.start === start);
      if (directive !== "use server" || !inside) continue;
      const todo = 'Move it to an actions.ts that says "use server" at its top.';
      findings.push({ where: place(path, source, start), wrong: "hides a server action", todo });
    }
  }
  return [...findings, ...unusedExcuses(open, used, "asking who is there")];
}

function doorsOf(path: string, { exported }: Declared, action: boolean) {
  if (action) return { names: [...exported], guard: "requireStaff" };
  if (path.endsWith("/page.tsx")) return { names: ["default"], guard: "requireStaff" };
  if (!/\/route\.tsx?$/.test(path)) return { names: [], guard: "" };
  return {
    names: [...exported].filter((name) => ROUTE_METHODS.has(name)),
    guard: "requireStaffForRoute",
  };
}

/** Whether the guard, or a function of the file that asks it first, is the first thing waited for. */
function asksFirst(callable: Callable, guard: string, declared: Declared): boolean {
  const first = firstAwaited(callable);
  if (first === guard) return true;
  const part = first === null ? undefined : declared.functions.get(first);
  return part !== undefined && firstAwaited(part) === guard;
}

function firstAwaited(callable: Callable): string | null {
  for (const node of nodesIn(callable)) {
    // What is inside another await comes first, but then it isn't the guard either.
    if (node.type !== "AwaitExpression") continue;
    return node.argument.type === "CallExpression" ? calledName(node.argument) : null;
  }
  return null;
}
