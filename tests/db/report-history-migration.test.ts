import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { migrate } from "@/db/migrate";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

/** The release before reports had a history to ask. */
const BEFORE = 7;
const name = `afterglow_test_${randomBytes(6).toString("hex")}`;
const owner = `owner_${name}`;
let scratch: ScratchDatabase;
let client: Client;
let folder: string;

beforeAll(async () => {
  scratch = await scratchDatabase();
  const url = new URL(await createDatabase(scratch.url, name));
  await scratch.ownerPool.query(
    `create role ${owner} login password 'x' nosuperuser createrole;
    alter database ${name} owner to ${owner};
    grant afterglow_app to ${owner} with admin option`,
  );
  // As somebody's own server has it: the owner of the tables is no superuser.
  url.username = owner;
  url.password = "x";
  client = new Client({ connectionString: url.href });
  await client.connect();
  folder = await mkdtemp(join(tmpdir(), "afterglow-migrations-"));
  await cp("db/migrations", folder, { recursive: true });
  const journal = join(folder, "meta/_journal.json");
  const read = JSON.parse(await readFile(journal, "utf8")) as { entries: unknown[] };
  await writeFile(journal, JSON.stringify({ ...read, entries: read.entries.slice(0, BEFORE) }));
  await applyMigrations(drizzle(client), { migrationsFolder: folder });
  await client.query("select set_config('app.clinic_id', $1, false)", [id(1)]);
  for (const statement of LIFE) await client.query(statement);
  await migrate(url.href);
});
afterAll(async () => {
  await client.end();
  await dropDatabase(scratch.url, name);
  await scratch.ownerPool.query(`drop owned by ${owner}; drop role ${owner}`);
  await scratch.drop();
  await rm(folder, { recursive: true });
});

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

const IDS = [`'${id(1)}'`, `'${id(2)}'`].join(", ");

/**
 * Two people, treated on 1 October at noon. The first has a number that a call struck, was left alone for a
 * while, was closed on day 16, opened again by a report and closed anew. The second is open, with a number that
 * somebody marked by hand, and was heard of a day late.
 */
const LIFE = [
  `insert into clinics (id, name, time_zone, country, phone, opening_hours, created_at)
    values ('${id(1)}', 'Mine', 'UTC', 'US', '+1', '{}', '2026-09-01Z')`,
  `insert into protocol_versions (clinic_id, id, number, rules, approved_by, approved_at)
    values ('${id(1)}', '${id(1)}', 1, '{}', 'Default', '2026-09-01Z')`,
  `insert into staff (clinic_id, id, email, name, role, password_hash, created_at)
    values ('${id(1)}', '${id(1)}', 'a@example.org', 'Ana', 'provider', '', '2026-09-01Z')`,
  `insert into patients (clinic_id, id, name, name_key, consent_to_contact, do_not_contact_until, created_at)
    values ('${id(1)}', '${id(1)}', 'One', 'one', true, '2026-10-20Z', '2026-10-01Z'),
      ('${id(1)}', '${id(2)}', 'Two', 'two', false, null, '2026-10-02Z')`,
  `insert into patient_corrections (clinic_id, id, patient_id, at, corrected_by, reason, before, after)
    values ('${id(1)}', '${id(1)}', '${id(1)}', '2026-10-05Z', '${id(1)}', 'Asked',
      '{"doNotContactUntil": null}', '{"doNotContactUntil": "2026-10-20T00:00:00.000Z"}')`,
  `insert into contact_points (clinic_id, id, patient_id, kind, value, usable, created_at)
    values ('${id(1)}', '${id(1)}', '${id(1)}', 'phone', '+15550001', false, '2026-10-01Z'),
      ('${id(1)}', '${id(2)}', '${id(2)}', 'phone', '+15550002', false, '2026-10-02Z')`,
  `insert into treatments (clinic_id, id, patient_id, ended_at, ended_at_source, service_name, created_at)
    select '${id(1)}', n::uuid, n::uuid, '2026-10-01T12:00Z', 'recorded', 'Microneedling', '2026-10-01Z'
    from unnest(array[${IDS}]) n`,
  `insert into recoveries (clinic_id, id, patient_id, protocol_version_id, opened_at, open)
    values ('${id(1)}', '${id(1)}', '${id(1)}', '${id(1)}', '2026-10-01T12:00Z', false),
      ('${id(1)}', '${id(2)}', '${id(2)}', '${id(1)}', '2026-10-03T00:00Z', true)`,
  `insert into closures (clinic_id, id, recovery_id, at, closed_by, outcome, idempotency_key)
    values ('${id(1)}', '${id(1)}', '${id(1)}', '2026-10-15T12:00Z', '${id(1)}', 'healed', '${id(1)}'),
      ('${id(1)}', '${id(2)}', '${id(1)}', '2026-10-18T12:00Z', '${id(1)}', 'healed', '${id(2)}')`,
  `insert into assessments (clinic_id, id, recovery_id, at, cause, level, reasons, normal, trends,
      protocol_version_id, thresholds)
    select '${id(1)}', gen_random_uuid(), '${id(1)}', at::timestamptz, cause, level, reasons::jsonb, '[]', '[]',
      '${id(1)}', '{}'
    from (values ('2026-10-15T12:00Z', 'closing', 'expected', '[]'),
      ('2026-10-16T12:00Z', 'check_in', 'watch', '[{"code": "REOPENED_AFTER_CLOSE"}]'),
      ('2026-10-17T12:00Z', 'review', 'watch', '[{"code": "REOPENED_AFTER_CLOSE"}]'),
      ('2026-10-18T12:00Z', 'closing', 'expected', '[]')) a (at, cause, level, reasons)`,
  `insert into check_ins (clinic_id, id, patient_id, observed_at, recorded_at, source, answers, idempotency_key)
    values ('${id(1)}', '${id(1)}', '${id(2)}', '2026-10-03T09:00Z', '2026-10-03T09:00Z', 'staff_phone', '{}',
      '${id(1)}')`,
  `insert into calls (clinic_id, id, patient_id, called_by, direction, contact_point_id, check_in_id, started_at,
      logged_at, outcome, next_action, idempotency_key)
    values ('${id(1)}', '${id(1)}', '${id(1)}', '${id(1)}', 'outbound', '${id(1)}', null,
        '2026-10-04T09:00Z', '2026-10-04T09:05Z', 'wrong_number', '', '${id(1)}'),
      ('${id(1)}', '${id(2)}', '${id(2)}', '${id(1)}', 'outbound', '${id(2)}', '${id(1)}',
        '2026-10-03T08:55Z', '2026-10-03T09:00Z', 'reached', '', '${id(2)}')`,
];

/** Rows as short texts, instants in UTC. */
async function told(query: string): Promise<string[]> {
  await client.query("set timezone = 'UTC'");
  const { rows } = await client.query<{ said: string }>(query);
  return rows.map(({ said }) => said);
}

const day = (column: string) => `to_char(${column}, 'MM-DD HH24:MI:SS.MS')`;

it("tells what a number was when, as far as anybody knows", async () => {
  expect(
    await told(`select concat_ws(' ', right(contact_point_id::text, 1), usable, consent,
      case when at < now() - interval '1 day' or contact_point_id = '${id(1)}' then ${day("at")} end) as said
      from contact_point_states order by contact_point_id, at`),
  ).toEqual([
    "1 t t 10-01 00:00:00.000",
    "1 f t 10-04 09:05:00.000",
    "2 t f 10-02 00:00:00.000",
    "2 f f",
  ]);
  expect(
    await told(`select ${day("from_at")} || ' ' || ${day("until_at")} as said
      from do_not_contact_periods`),
  ).toEqual(["10-05 00:00:00.000 10-20 00:00:00.000"]);
});

it("plans the checks that were still ahead when the desk heard of the treatment", async () => {
  expect(
    await told(`select concat_ws(' ', right(recovery_id::text, 1), to_char(due_at, 'MM-DD'),
      'cancelled ' || to_char(cancelled_at, 'MM-DD')) as said from due_checks order by recovery_id, due_at`),
  ).toEqual([
    "1 10-02",
    "1 10-03",
    "1 10-04",
    "1 10-08",
    "1 10-15",
    "2 10-03",
    "2 10-04",
    "2 10-08",
    "2 10-15",
  ]);
});

it("knows a reopening by the assessment that named it, and when calls were over", async () => {
  expect(await told(`select ${day("at")} as said from reopenings`)).toEqual(["10-16 12:00:00.000"]);
  expect(await told(`select ${day("ended_at")} as said from calls order by id`)).toEqual([
    "10-04 09:05:00.000",
    "10-03 09:00:00.001",
  ]);
});

it("leaves every table as closed to other clinics as it was", async () => {
  expect(
    await told(`select relname as said from pg_class where relkind = 'r' and relrowsecurity
      and not relforcerowsecurity`),
  ).toEqual([]);
  expect(
    await told("select tgname as said from pg_trigger where tgenabled = 'D' and not tgisinternal"),
  ).toEqual([]);
});
