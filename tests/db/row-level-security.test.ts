import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";
import { addHealthRows } from "@/tests/support/health-rows";

const NOW = new Date("2026-11-24T15:00:00Z");
let scratch: ScratchDatabase;
let mine: string;
let theirs: string;
let tables: { name: string; forced: boolean; owner: string; column: string }[];

beforeAll(async () => {
  scratch = await scratchDatabase();
  mine = await addClinic(scratch.owner, NOW, { name: "Mine" });
  theirs = await addClinic(scratch.owner, NOW, { name: "Theirs" });
  for (const clinicId of [mine, theirs]) {
    const person = await addStaff(scratch.owner, NOW, { clinicId });
    await addSession(scratch.owner, NOW, person);
    await addHealthRows(scratch.owner, clinicId, person.id, NOW, "Canary");
  }
  const { rows } = await scratch.owner.execute<(typeof tables)[number]>(sql`
    select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as forced,
      pg_get_userbyid(c.relowner) as owner, a.attname as column
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      and (a.attname = 'clinic_id' or (c.relname = 'clinics' and a.attname = 'id'))
    where c.relkind in ('r', 'p') order by 1`);
  tables = rows;
});
afterAll(() => scratch.drop());

const count = (name: string) => sql`select count(*)::int as n from ${sql.identifier(name)}`;

describe("row-level security alone, as the application's role", () => {
  it("is forced on every table that belongs to a clinic", () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ forced }) => !forced)).toEqual([]);
  });

  it("has rows of both clinics in every such table, so that the next tests mean something", async () => {
    const empty: string[] = [];
    for (const { name, column } of tables) {
      const { rows } = await scratch.owner.execute<{ n: number }>(
        sql`select count(distinct ${sql.identifier(column)})::int as n from ${sql.identifier(name)}`,
      );
      if (rows[0]!.n < 2) empty.push(name);
    }
    expect(empty).toEqual([]);
  });

  it.each(["", "00000000-0000-4000-8000-000000000000", null])(
    "shows nothing when the clinic is %j",
    async (clinicId) => {
      for (const { name } of tables) {
        await rolledBack(scratch.app, async (tx) => {
          if (clinicId !== null) {
            await tx.execute(sql`select set_config('app.clinic_id', ${clinicId}, true)`);
          }
          expect((await tx.execute(count(name))).rows, name).toEqual([{ n: 0 }]);
        });
      }
    },
  );

  it("shows one's own rows and no others", async () => {
    for (const { name, column } of tables) {
      const { rows } = await inClinic({ clinicId: mine }, scratch.app, (tx) =>
        tx.execute(
          sql`select distinct ${sql.identifier(column)} as clinic from ${sql.identifier(name)}`,
        ),
      );
      expect(rows, name).toEqual([{ clinic: mine }]);
    }
  });

  it("refuses to write into another clinic", async () => {
    const insert = inClinic({ clinicId: mine }, scratch.app, (tx) =>
      addStaff(tx, NOW, { clinicId: theirs, email: "intruder@example.org" }),
    );
    await expect(insert).rejects.toMatchObject({
      cause: expect.objectContaining({ code: "42501" }),
    });
    const { rowCount } = await inClinic({ clinicId: mine }, scratch.app, (tx) =>
      tx.execute(sql`update staff set name = 'Intruder' where clinic_id = ${theirs}`),
    );
    expect(rowCount).toBe(0);
  });

  it("works as a role that owns nothing and can't get around policies", async () => {
    expect(tables.filter(({ owner }) => owner === "afterglow_app")).toEqual([]);
    const { rows } = await scratch.app.execute(sql`
      select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb
      from pg_roles where rolname = current_user`);
    expect(rows).toEqual([
      {
        name: "afterglow_app",
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
      },
    ]);
  });

  it("can neither change nor remove an audit row", async () => {
    for (const change of [
      sql`update audit_events set action = 'x'`,
      sql`delete from audit_events`,
    ]) {
      const attempt = inClinic({ clinicId: mine }, scratch.app, (tx) => tx.execute(change));
      await expect(attempt).rejects.toMatchObject({
        cause: expect.objectContaining({ code: "42501" }),
      });
    }
  });
});
