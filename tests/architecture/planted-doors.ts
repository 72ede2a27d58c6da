import type { Planted } from "./clean-house";

const actorFirst = "actor: Actor, now: Date, database: Database = db";
/** Doors of the data layer and of the app that do without a duty. */
export const doors: Planted[] = [
  {
    rule: "wrongDataDoors",
    about: "a mutation without a permission",
    files: {
      "db/mutations/claims.ts": `export function claim(${actorFirst}) {
        return inClinic(actor, database, (tx) => writeAudit(tx, actor, {}, now));
      }`,
    },
    finds: "db/mutations/claims.ts:1 claim does without its permission",
  },
  {
    rule: "wrongDataDoors",
    about: "a mutation that asks for the permission too late",
    files: {
      "db/mutations/claims.ts": `export const claim = async (${actorFirst}) => {
        await tell();
        requirePermission(actor, "log call");
        return inClinic(actor, database, (tx) => writeAudit(tx, actor, {}, now));
      };`,
    },
    finds: "claim does without its permission",
  },
  {
    rule: "wrongDataDoors",
    about: "an unaudited mutation",
    files: {
      "db/mutations/claims.ts": `export async function claim(${actorFirst}) {
        requirePermission(actor, "log call");
        return inClinic(actor, database, async (tx) => { await tx.insert(claims).values({}); });
      }`,
    },
    finds: "claim does without its audit",
  },
  {
    rule: "wrongDataDoors",
    about: "an audit that nobody waits for",
    files: {
      "db/mutations/claims.ts": `export async function claim(${actorFirst}) {
        requirePermission(actor, "log call");
        return inClinic(actor, database, async (tx) => { writeAudit(tx, actor, {}, now); });
      }`,
    },
    finds: "claim does without its audit",
  },
  {
    rule: "wrongDataDoors",
    about: "an audit in another transaction",
    files: {
      "db/mutations/claims.ts": `export async function claim(${actorFirst}) {
        requirePermission(actor, "log call");
        return inClinic(actor, database, async (tx) => { await writeAudit(other, actor, {}, now); });
      }`,
    },
    finds: "claim does without its audit",
  },
  {
    rule: "wrongDataDoors",
    about: "a query without a permission",
    files: {
      "db/queries/claims.ts": `export function listClaims(${actorFirst}) {
        return inClinic(actor, database, (tx) => tx.select());
      }`,
    },
    finds: "db/queries/claims.ts:1 listClaims does without its permission",
  },
  {
    rule: "wrongDataDoors",
    about: "a query outside its clinic",
    files: {
      "db/queries/claims.ts": `export function listClaims(${actorFirst}) {
        requirePermission(actor, "see worklist");
        return database.select();
      }`,
    },
    finds: "listClaims does without its clinic",
  },
  {
    rule: "wrongDataDoors",
    about: "a query that takes the database first, as if it were a part",
    files: {
      "db/queries/claims.ts": `export function listClaims(database: Database = db) {
        return inClinic(somebody, other, (tx) => tx.select());
      }
      export function countClaims(tx: Database) { return tx.$count(claims); }`,
    },
    finds: "db/queries/claims.ts:1 listClaims does without its permission",
  },
  {
    rule: "wrongDataDoors",
    about: "a clinic that came with the input",
    files: {
      "db/queries/claims.ts": `export function listClaims(actor: Actor, input: Input, database = db) {
        requirePermission(actor, "see worklist");
        return inClinic(input, database, (tx) => tx.select());
      }`,
    },
    finds: "listClaims does without its clinic",
  },
  {
    rule: "wrongDataDoors",
    about: "a door that is no function of its file",
    files: { "db/queries/claims.ts": 'export { listAll } from "./all";', "db/queries/all.ts": "" },
    finds: "db/queries/claims.ts:1 listAll does without its permission",
  },
  {
    rule: "wrongAppDoors",
    about: "a server action for anybody",
    files: {
      "app/(staff)/settings/actions.ts": `"use server";
        export async function save() { await recordCall(); await requireStaff(); }`,
    },
    finds: "app/(staff)/settings/actions.ts:2 save doesn't ask who is there",
  },
  {
    rule: "wrongAppDoors",
    about: "a server action for anybody, through a part of its file",
    files: {
      "app/(staff)/settings/actions.ts": `"use server";
        export async function save() { await keep(); }
        async function keep() { await recordCall(); await requireStaff(); }`,
    },
    finds: "app/(staff)/settings/actions.ts:2 save doesn't ask who is there",
  },
  {
    rule: "wrongAppDoors",
    about: "a server action hidden in a page",
    files: {
      "app/(staff)/settings/page.tsx": `export default async function Page() {
        await requireStaff();
        async function save() { "use server"; await requireStaff(); }
        return save;
      }`,
    },
    finds: "app/(staff)/settings/page.tsx:3 hides a server action",
  },
  {
    rule: "wrongAppDoors",
    about: "a page for anybody",
    files: { "app/(staff)/settings/page.tsx": "export default function Page() { return null; }" },
    finds: "app/(staff)/settings/page.tsx:1 default doesn't ask who is there",
  },
  {
    rule: "wrongAppDoors",
    about: "a route for anybody",
    files: {
      "app/api/list/route.ts": `async function answer() { return Response.json(1); }
        export { answer as GET };`,
    },
    finds: "app/api/list/route.ts:1 GET doesn't ask who is there",
  },
];
