import type { Planted } from "./clean-house";
import { doors } from "./planted-doors";

const directions: Planted[] = (
  [
    ["lib to db", "lib/plan.ts", 'import type { x } from "@/db/mutations/calls";'],
    ["lib to app", "lib/plan.ts", 'import { requireStaff } from "@/app/auth";'],
    ["lib to next", "lib/plan.ts", 'import { headers } from "next/headers";'],
    ["lib to react", "lib/plan.ts", 'import type { ReactNode } from "react";'],
    ["lib to drizzle", "lib/plan.ts", 'import { sql } from "drizzle-orm";'],
    ["lib to pg", "lib/plan.ts", 'const pg = await import("pg");'],
    ["lib/triage to the rest of lib", "lib/triage/rules.ts", 'import { day } from "@/lib/dates";'],
    ["lib/triage to a package", "lib/triage/rules.ts", 'import { z } from "zod";'],
    ["components to db", "components/list.tsx", 'import { calls } from "@/db/schema/care";'],
    ["components to app", "components/list.tsx", 'export { requireStaff } from "@/app/auth";'],
    ["components to the server", "components/list.tsx", 'import { cookies } from "next/headers";'],
    ["components to another trade", "components/list.tsx", 'import pg from "pg";'],
    ["db to components", "db/list.ts", 'import { Badge } from "../components/badge";'],
    ["db to app", "db/list.ts", 'import { requireStaff } from "@/app/auth";'],
    ["db to next", "db/list.ts", 'import { cache } from "react";'],
    ["app to the schema", "app/list.ts", 'import type { calls } from "@/db/schema/care";'],
    ["app to drizzle", "app/list.ts", 'import { eq } from "drizzle-orm";'],
    ["scripts to tests", "scripts/list.ts", 'import "@/tests/calls.test";'],
    ["app to tests", "app/list.ts", 'import "../tests/calls.test";'],
    ["a file that isn't there", "lib/plan.ts", 'import { gone } from "./gone";'],
  ] as const
).map(([about, path, source]) => ({
  rule: "wrongDirections",
  about,
  files: { [path]: source },
  finds: `${path}:1 `,
}));

const unscoped: Planted[] = (
  [
    ["a select", "tx.select().from(calls).where(eq(calls.id, id))", "calls"],
    ["a select of everything", "tx.select().from(calls)", "calls"],
    ["a clinic by its name", "tx.select().from(clinics).where(eq(clinics.name, id))", "clinics"],
    ["an update", "tx.update(calls).set({}).where(eq(calls.id, id))", "calls"],
    ["a delete", "tx.delete(calls)", "calls"],
    [
      "a join under another name",
      `tx.select().from(calls).leftJoin(other, eq(other.id, calls.id))
        .where(eq(calls.clinicId, id)); const other = alias(calls, "other")`,
      "other",
    ],
    [
      "a clinic under an or",
      "tx.delete(calls).where(or(eq(calls.clinicId, id), eq(calls.id, id)))",
      "calls",
    ],
    [
      "a condition of its own name without the clinic",
      "tx.delete(calls).where(ofCall(id)); function ofCall(x) { return and(eq(calls.id, x)); }",
      "calls",
    ],
    [
      "a join",
      "tx.select().from(calls).leftJoin(patients, eq(patients.id, calls.patientId)).where(eq(calls.clinicId, id))",
      "patients",
    ],
    ["a count", "tx.$count(calls, eq(calls.id, id))", "calls"],
    ["text", "tx.execute(sql`select * from calls where id = ${id}`)", "calls"],
    ["text with a table of the schema", "tx.execute(sql`delete from ${calls}`)", "calls"],
    [
      "a clinic in another query of the text",
      "sql`select (select 1 from calls) from patients where clinic_id = ${id}`",
      "calls",
    ],
    [
      "an alias",
      "sql`select 1 from patients p join calls c on c.id = p.id where p.clinic_id = ${id}`",
      "calls",
    ],
    ["a plain string", 'pool.query("update calls set id = null")', "calls"],
  ] as const
).map(([about, statement, table]) => ({
  rule: "unscopedQueries",
  about,
  files: { "db/statement.ts": `\nexport const statement = ${statement};` },
  finds: `db/statement.ts:2 ${table} is reached without its clinic`,
}));

/** One planted violation for each thing that the rules forbid. */
export const planted: Planted[] = [
  ...directions,
  ...doors,
  ...unscoped,
  {
    rule: "importCycles",
    about: "two files that import each other",
    files: {
      "lib/a.ts": 'import { b } from "./b"; export const a = b;',
      "lib/b.ts": 'import { a } from "./a"; export const b = a;',
    },
    finds: "lib/a.ts imports itself: lib/a.ts → lib/b.ts → lib/a.ts",
  },
  {
    rule: "wrongClients",
    about: '"use client" outside components',
    files: { "app/(staff)/leaf.tsx": '"use client"; export const leaf = 1;' },
    finds: 'app/(staff)/leaf.tsx says "use client" outside components/',
  },
  {
    rule: "wrongClients",
    about: "a heavy package behind a client file",
    files: {
      "components/clock.tsx": '"use client"; import { hour } from "@/lib/hour"; export { hour };',
      "lib/hour.ts": 'import { day } from "@/lib/dates"; export const hour = day;',
    },
    finds:
      'components/clock.tsx brings "temporal-polyfill" into the browser by components/clock.tsx → lib/hour.ts → lib/dates.ts',
  },
  {
    rule: "wrongPlaces",
    about: "another folder at the top level",
    files: { "src/main.ts": "" },
    finds: "src stands at the top level",
  },
  {
    rule: "wrongPlaces",
    about: "a barrel",
    files: { "lib/triage/index.ts": 'export * from "./assess";' },
    finds: 'lib/triage/index.ts "index.ts" is a drawer or a barrel',
  },
  {
    rule: "wrongPlaces",
    about: "a drawer",
    files: { "components/hooks/use-day.ts": "" },
    finds: 'components/hooks/use-day.ts "hooks" is a drawer',
  },
  {
    rule: "wrongDefaultExports",
    about: "a default export",
    files: { "lib/plan.ts": "export default function plan() {}" },
    finds: "lib/plan.ts:1 exports a default",
  },
  {
    rule: "wrongDefaultExports",
    about: "a default export by another name",
    files: { "lib/plan.ts": "const plan = 1;\nexport { plan as default };" },
    finds: "lib/plan.ts:2 exports a default",
  },
  ...[
    "export const key = process.env.KEY;",
    'export const key = process["env"].KEY;',
    "export const { env } = process;",
    'import { env } from "node:process"; env.KEY;',
  ].map(
    (source): Planted => ({
      rule: "environmentReads",
      about: source,
      files: { "db/key.ts": source },
      finds: "db/key.ts:1 reads process.env",
    }),
  ),
  {
    rule: "rawSql",
    about: "SQL made of input",
    files: { "db/order.ts": "export const order = (column) => sql`${sql.raw(column)} desc`;" },
    finds: "db/order.ts:1 sql.raw makes SQL of a value",
  },
  {
    rule: "rawSql",
    about: "an identifier made of input",
    files: { "scripts/order.ts": "export const order = (column) => sql.identifier(column);" },
    finds: "scripts/order.ts:1 sql.identifier makes SQL of a value",
  },
];
