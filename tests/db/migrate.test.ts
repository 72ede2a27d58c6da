import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "@/db/migrate";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const name = `afterglow_test_${randomBytes(6).toString("hex")}`;
let scratch: ScratchDatabase;

beforeAll(async () => {
  // Whoever migrates first has made the role that all databases of the server share.
  scratch = await scratchDatabase();
  await withClient(scratch.url, (client) => client.query(`create database ${name}`));
});
afterAll(async () => {
  await withClient(scratch.url, (client) => client.query(`drop database ${name} with (force)`));
  await scratch.drop();
});

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every column, constraint, index, policy, trigger and function, as one list of words. */
async function schemaOf(url: string): Promise<unknown[]> {
  const { rows } = await withClient(url, (client) =>
    client.query(`
      select 'column' as kind, table_name || '.' || column_name || ' ' || data_type as what
        from information_schema.columns where table_schema in ('public', 'pgboss')
      union all select 'constraint', conrelid::regclass || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
      union all select 'index', indexdef from pg_indexes where schemaname in ('public', 'pgboss')
      union all select 'policy', tablename || ' ' || policyname || ' ' || qual
        from pg_policies where schemaname = 'public'
      union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all select 'function', pg_get_functiondef(oid)
        from pg_proc where pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
      union all select 'grant', table_name || ' ' || privilege_type
        from information_schema.role_table_grants where grantee = 'afterglow_app'
      order by 1, 2`),
  );
  return rows;
}

describe("8 migrators at once", () => {
  it("all succeed, and each migration is applied once", async () => {
    const url = new URL(scratch.url);
    url.pathname = `/${name}`;
    await Promise.all(Array.from({ length: 8 }, () => migrate(url.href)));
    const { rows } = await withClient(url.href, (client) =>
      client.query<{ n: number }>("select count(*)::int as n from drizzle.__drizzle_migrations"),
    );
    const journal: { entries: unknown[] } = JSON.parse(
      readFileSync("db/migrations/meta/_journal.json", "utf8"),
    );
    expect(rows).toEqual([{ n: journal.entries.length }]);
    expect(await schemaOf(url.href)).toEqual(await schemaOf(scratch.url));
  });

  it("and find nothing to do the next time", async () => {
    const before = await schemaOf(scratch.url);
    await Promise.all([migrate(scratch.url), migrate(scratch.url)]);
    expect(await schemaOf(scratch.url)).toEqual(before);
  });
});
