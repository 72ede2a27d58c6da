import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, databaseOn, inClinic, openPool, together } from "@/db/client";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const CLINIC = { clinicId: "00000000-0000-7000-8000-000000000001" };

let scratch: ScratchDatabase;
let database: Database;

beforeAll(async () => {
  scratch = await scratchDatabase();
  const pool = openPool(scratch.url, 2);
  database = databaseOn(pool);
  return () => pool.end();
});
afterAll(() => scratch.drop());

it("names the clinic ahead of the first statement", async () => {
  const { rows } = await inClinic(CLINIC, database, (tx) =>
    tx.execute(sql`select current_setting('app.clinic_id') as "clinicId"`),
  );
  expect(rows).toEqual([CLINIC]);
});

it("sends a statement once, also one that is only handed on", async () => {
  const count = sql`select set_config('test.times',
    (coalesce(nullif(current_setting('test.times', true), ''), '0')::int + 1)::text, true) as times`;
  const alone = await inClinic(CLINIC, database, (tx) => tx.execute(count));
  expect(alone.rows).toEqual([{ times: "1" }]);
  const [first, second] = await inClinic(CLINIC, database, (tx) =>
    together([tx.execute(count), tx.execute(count)]),
  );
  expect([first.rows, second.rows]).toEqual([[{ times: "1" }], [{ times: "2" }]]);
});

it("throws when nothing is under way any more what the first of them says that failed", async () => {
  let ended = false;
  const wait = async () => {
    await sleep(50);
    ended = true;
  };
  await expect(together([wait(), Promise.reject(new Error("refused"))])).rejects.toThrow("refused");
  expect(ended).toBe(true);
});

it("leaves nothing behind of statements of which one fails", async () => {
  const failing = inClinic(CLINIC, database, (tx) =>
    together([tx.execute(sql`select 1 / 0`), tx.execute(sql`select 1`)]),
  );
  await expect(failing).rejects.toThrow();
  const { rows } = await inClinic(CLINIC, database, (tx) => tx.execute(sql`select 1 as one`));
  expect(rows).toEqual([{ one: 1 }]);
});
