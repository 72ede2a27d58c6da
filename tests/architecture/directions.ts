import { codeOf, type Finding, type House, type Import, importsOf, packageOf } from "./house";
import { hasDirective } from "./syntax";

type Ground = { folders: readonly string[]; packages: (name: string, asked: string) => boolean };

const ON_SCREEN =
  /^(next|next-auth|react|react-dom|@base-ui\/react|lucide-react|@tanstack\/react-table|recharts|nuqs|tinykeys)$/;
const IN_DATABASE = /^(drizzle-orm|drizzle-kit|pg|pg-boss|rate-limiter-flexible)$/;
const SHOWN_WITH =
  /^(react|react-dom|@base-ui\/react|lucide-react|@tanstack\/react-table|recharts|nuqs|tinykeys)$/;
const NEXT_TO_SHOW = /^next\/(link|navigation|form|dynamic|script)$/;

/** What each folder may import. The first that a path begins with counts. */
const GROUNDS: readonly (readonly [string, Ground])[] = [
  ["lib/triage/", { folders: ["lib/triage/"], packages: () => false }],
  [
    "lib/",
    { folders: ["lib/"], packages: (name) => !ON_SCREEN.test(name) && !IN_DATABASE.test(name) },
  ],
  [
    "components/",
    {
      folders: ["lib/", "components/"],
      packages: (name, asked) => SHOWN_WITH.test(name) || NEXT_TO_SHOW.test(asked),
    },
  ],
  ["db/", { folders: ["lib/", "db/"], packages: (name) => !ON_SCREEN.test(name) }],
  [
    "app/",
    {
      folders: ["lib/", "components/", "db/queries/", "db/mutations/", "app/"],
      packages: (name) => !IN_DATABASE.test(name),
    },
  ],
];

/** lib ← components and db ← app; nothing imports tests. Type imports count. */
export function wrongDirections(house: House): Finding[] {
  const { imports, findings } = importsOf(house);
  for (const each of imports) {
    const found = misdirected(each);
    if (found) findings.push(found);
  }
  return findings;
}

function misdirected({ from, where, asked, target }: Import): Finding | null {
  if (target?.startsWith("tests/") && !from.startsWith("tests/")) {
    const wrong = `imports ${target}`;
    return { where, wrong, todo: "Nothing imports tests: move what is shared to lib or db." };
  }
  const [folder, ground] = GROUNDS.find(([start]) => from.startsWith(start)) ?? [];
  if (!folder || !ground) return null;
  const allowed =
    target === null
      ? ground.packages(packageOf(asked), asked)
      : ground.folders.some((start) => target.startsWith(start)) || /^[^/]+\.json$/.test(target);
  if (allowed) return null;
  const reaches = ground.folders.join(", ");
  return {
    where,
    wrong: `${folder} imports ${target ?? `the package "${asked}"`}`,
    todo: `${folder} may import ${reaches} and the packages of its own trade: ask through one of these, or move the code to where it belongs.`,
  };
}

/** Files that import each other in a ring, type imports included. One finding a ring. */
export function importCycles(house: House): Finding[] {
  const next = new Map<string, string[]>();
  for (const { from, target } of importsOf(house).imports) {
    if (target) next.set(from, [...(next.get(from) ?? []), target]);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const wrong = `imports itself: ${[...trail.slice(at), path].join(" → ")}`;
      findings.push({ where: path, wrong, todo: "Move what both need to a file of its own." });
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return findings;
}

/** Too heavy for a browser, or of the server only. */
const NOT_FOR_BROWSERS =
  /^(zod|temporal-polyfill|libphonenumber-js|csv-parse|csv-stringify|drizzle-orm|pg|pino|uuid|rate-limiter-flexible|@node-rs\/argon2|next-auth|sharp|aws4fetch)$/;

/** "use client" stands on leaves, and what they reach stays light. Type imports don't count. */
export function wrongClients(house: House): Finding[] {
  const says = (directive: string) =>
    codeOf(house)
      .filter(({ parsed }) => hasDirective(parsed.program, directive))
      .map(({ path }) => path);
  const actions = new Set(says("use server"));
  const values = Map.groupBy(
    importsOf(house).imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  );
  return says("use client").flatMap((client) => {
    const findings: Finding[] = [];
    if (!MAY_BE_CLIENT.test(client)) {
      const todo = "Move the interactive leaf to components/ and give it what it needs as props.";
      findings.push({ where: client, wrong: 'says "use client" outside components/', todo });
    }
    const trails = new Map([[client, client]]);
    for (const [path, trail] of trails) {
      // A server action is a door to the server, not code for the browser.
      if (actions.has(path)) continue;
      for (const { asked, target } of values.get(path) ?? []) {
        if (target !== null) {
          if (!trails.has(target)) trails.set(target, `${trail} → ${target}`);
        } else if (NOT_FOR_BROWSERS.test(packageOf(asked)) || asked.startsWith("node:")) {
          const wrong = `brings "${asked}" into the browser by ${trail}`;
          const todo = "Work it out on the server and pass the result, or import the type only.";
          findings.push({ where: client, wrong, todo });
        }
      }
    }
    return findings;
  });
}

/** Next demands "use client" of an error page. */
const MAY_BE_CLIENT = /^(components\/|app\/(.*\/)?(global-)?error\.tsx$)/;
