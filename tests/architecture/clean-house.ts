import type { House } from "./house";

/** A small house that keeps every rule. */
export const CLEAN: House = new Map([
  ["package.json", ""],
  ["next.config.js", "export default { key: process.env.KEY };"],
  ["lib/env.ts", "export function key() { return process.env.KEY; }"],
  ["lib/actor.ts", "export type Actor = { clinicId: string };"],
  [
    "lib/triage/assess.ts",
    'import { LEVELS } from "./levels"; export const assess = () => LEVELS;',
  ],
  ["lib/triage/levels.ts", 'export const LEVELS = ["expected"];'],
  [
    "lib/dates.ts",
    'import { Temporal } from "temporal-polyfill"; export const day = () => Temporal;',
  ],
  [
    "components/badge.tsx",
    `"use client";
    import { useState } from "react";
    import Link from "next/link";
    import { LEVELS } from "@/lib/triage/levels";
    import type { day } from "@/lib/dates";
    export function Badge(props: { day: typeof day }) { return <Link href="/">{LEVELS[useState(0)[0]]}</Link>; }`,
  ],
  [
    "db/schema/care.ts",
    `import { pgTable, uuid } from "drizzle-orm/pg-core";
    export const clinics = pgTable("clinics", { id: uuid() });
    export const patients = pgTable("patients", { clinicId: uuid(), id: uuid() });
    export const calls = pgTable("calls", { clinicId: uuid(), id: uuid(), patientId: uuid() });
    export const rateLimits = pgTable("rate_limits", { key: uuid() });`,
  ],
  [
    "db/mutations/calls.ts",
    `import type { Actor } from "@/lib/actor";
    import { calls } from "@/db/schema/care";
    export async function recordCall(actor: Actor, id: string, now: Date, database: Database = db) {
      requirePermission(actor, "log call");
      return inClinic(actor, database, async (tx) => {
        await keepCall(tx, actor.clinicId, id);
        await writeAudit(tx, actor, { action: "call.log" }, now);
      });
    }
    export async function keepCall(tx: Database, clinicId: string, id: string) {
      await tx.update(calls).set({ id }).where(and(eq(calls.clinicId, clinicId), eq(calls.id, id)));
      await tx.delete(calls).where(eq(calls.clinicId, clinicId));
      await tx.select().from(rateLimits);
      await tx.execute(sql\`delete from rate_limits\`);
    }`,
  ],
  [
    "db/queries/patients.ts",
    `import type { Actor } from "@/lib/actor";
    import { calls, clinics, patients } from "@/db/schema/care";
    export function listPatients(actor: Actor, database: Database = db) {
      requirePermission(actor, "see patient");
      return inClinic(actor, database, (tx) => {
        const own = and(eq(patients.clinicId, actor.clinicId), isNull(patients.id));
        return tx.select().from(patients)
          .innerJoin(calls, and(eq(calls.clinicId, patients.clinicId), eq(calls.patientId, patients.id)))
          .leftJoin(clinics, eq(clinics.id, patients.clinicId))
          .where(own);
      });
    }
    export function searchStatement(tx: Database, clinicId: string) {
      return sql\`with found as (select * from patients where clinic_id = \${clinicId})
        select p.id, (select count(*) from calls where clinic_id = \${clinicId}) from found
        join patients p on p.clinic_id = \${clinicId} and p.id = found.id
        left join lateral (select max(c.id) from calls c where c.clinic_id = \${clinicId}) x on true
        join \${clinics} on \${clinics.id} = \${clinicId}\`;
    }`,
  ],
  [
    "app/(staff)/worklist/page.tsx",
    `import { requireStaff } from "@/app/auth";
    import { Badge } from "@/components/badge";
    import { listPatients } from "@/db/queries/patients";
    export default async function Page() { const actor = await requireStaff(); return <Badge day={await listPatients(actor)} />; }`,
  ],
  [
    "app/(staff)/worklist/actions.ts",
    `"use server";
    import { requireStaff } from "@/app/auth";
    import { recordCall } from "@/db/mutations/calls";
    export async function logCall(form: FormData) { const actor = await requireStaff(); await recordCall(actor, String(form), new Date()); }`,
  ],
  [
    "app/(staff)/export/route.ts",
    `import { requireStaffForRoute } from "@/app/auth";
    export async function GET() { const actor = await requireStaffForRoute(); return Response.json(actor); }`,
  ],
  [
    "app/auth.ts",
    "export async function requireStaff() {} export async function requireStaffForRoute() {}",
  ],
  [
    "scripts/demo.ts",
    'import { recordCall } from "@/db/mutations/calls"; recordCall(process.env.X);',
  ],
  ["tests/calls.test.ts", 'import { recordCall } from "@/db/mutations/calls"; recordCall();'],
]);

/** A violation: the files that bring it in, and how what the rule finds begins. */
export type Planted = {
  rule:
    | "wrongDirections"
    | "importCycles"
    | "wrongClients"
    | "wrongPlaces"
    | "wrongDefaultExports"
    | "environmentReads"
    | "rawSql"
    | "wrongDataDoors"
    | "wrongAppDoors"
    | "unscopedQueries";
  about: string;
  files: Record<string, string>;
  finds: string;
};
