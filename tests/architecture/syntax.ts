import {
  type ArrowFunctionExpression,
  type CallExpression,
  type Expression,
  type Function as FunctionNode,
  type Node,
  type ParamPattern,
  type Program,
  visitorKeys,
} from "oxc-parser";

/** The node and everything below it, in the order of the text. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const key of visitorKeys[node.type] ?? []) {
    const child: unknown = Reflect.get(node, key);
    for (const each of Array.isArray(child) ? child : [child]) {
      if (isNode(each)) yield* nodesIn(each);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The nodes of one kind at or below a node. */
export function* ofType<T extends Node["type"]>(
  node: Node,
  type: T,
): Generator<Extract<Node, { type: T }>> {
  for (const each of nodesIn(node)) {
    if (each.type === type) yield each as Extract<Node, { type: T }>;
  }
}

/** The name called by `name(…)` or `object.name(…)`. */
export function calledName({ callee }: CallExpression): string | null {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.property.type === "Identifier"
    ? callee.property.name
    : null;
}

/** The name of an identifier, null for anything else. */
export function nameOf(node: Node | null | undefined): string | null {
  return node?.type === "Identifier" ? node.name : null;
}

export type Callable = FunctionNode | ArrowFunctionExpression;

export function isCallable(node: Node | null | undefined): node is Callable {
  return (
    node?.type === "FunctionDeclaration" ||
    node?.type === "FunctionExpression" ||
    node?.type === "ArrowFunctionExpression"
  );
}

/** What a file declares at its top: functions by name, and other values by name. */
export type Declared = {
  functions: Map<string, Callable>;
  values: Map<string, Expression | null>;
  exported: Set<string>;
};

/** The declarations at the top of a file; `default` names the default export. */
export function declaredIn(program: Program): Declared {
  const found: Declared = { functions: new Map(), values: new Map(), exported: new Set() };
  for (const statement of program.body) {
    if (statement.type === "ExportNamedDeclaration") {
      declare(found, statement.declaration, true);
      if (statement.exportKind === "type") continue;
      for (const { local, exported, exportKind } of statement.specifiers) {
        if (exportKind !== "type") rename(found, nameOf(local), nameOf(exported));
      }
    } else if (statement.type === "ExportAllDeclaration") {
      if (statement.exportKind !== "type") found.exported.add(`* of ${statement.source.value}`);
    } else if (statement.type === "ExportDefaultDeclaration") {
      if (isCallable(statement.declaration)) found.functions.set("default", statement.declaration);
      found.exported.add("default");
    } else declare(found, statement, false);
  }
  return found;
}

/** `export { local as name }`; what comes from another file has no declaration here. */
function rename(found: Declared, local: string | null, name: string | null): void {
  if (name === null) return;
  found.exported.add(name);
  const callable = found.functions.get(local ?? "");
  if (callable) found.functions.set(name, callable);
  else if (found.values.has(local ?? "")) found.values.set(name, found.values.get(local ?? "")!);
}

function declare(found: Declared, node: Node | null, exported: boolean): void {
  const add = (name: string, value: Expression | Callable | null) => {
    if (isCallable(value)) found.functions.set(name, value);
    else found.values.set(name, value);
    if (exported) found.exported.add(name);
  };
  if (node?.type === "FunctionDeclaration" && node.id) add(node.id.name, node);
  if (node?.type !== "VariableDeclaration" || node.declare) return;
  for (const { id, init } of node.declarations) {
    if (id.type === "Identifier") add(id.name, init);
    else add("a value taken apart", null);
  }
}

/** A parameter's name (null when taken apart) and the name of its type (null without a plain one). */
export function parameter(param: ParamPattern | undefined): {
  name: string | null;
  type: string | null;
} {
  const pattern = param?.type === "AssignmentPattern" ? param.left : param;
  if (pattern?.type !== "Identifier" && pattern?.type !== "ObjectPattern") {
    return { name: null, type: null };
  }
  const annotation = pattern.typeAnnotation?.typeAnnotation;
  return {
    name: nameOf(pattern),
    type: annotation?.type === "TSTypeReference" ? nameOf(annotation.typeName) : null,
  };
}

/** Whether a file says "use client" or "use server" at its top. */
export function hasDirective(program: Program, directive: string): boolean {
  return program.body.some(
    (statement) => statement.type === "ExpressionStatement" && statement.directive === directive,
  );
}
