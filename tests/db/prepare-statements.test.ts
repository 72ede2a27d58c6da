import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { databaseOn, inClinic, openPool } from "@/db/client";
import { addClinic } from "@/db/fixtures";
import { prepareStatements } from "@/db/prepare-statements";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const NOW = new Date("2026-11-24T15:00:00Z");
let scratch: ScratchDatabase;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

type Prepared = { statement: string; generic: number };

describe("a connection of the desk", () => {
  let pool: pg.Pool;
  beforeEach(() => {
    pool = openPool(scratch.url, 1);
    return () => pool.end();
  });

  const prepared = async (): Promise<Prepared[]> => {
    const { rows } = await pool.query<Prepared>(
      "select statement, generic_plans::int as generic from pg_prepared_statements order by prepare_time",
    );
    return rows;
  };

  it("keeps what has values, whichever way it is sent, and nothing else", async () => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("select $1::int as one", [1]);
    await client.query({ text: "select $1::int as two", values: [2] });
    await client.query({ text: "select $1::int as two" }, [2]);
    await client.query("commit");
    client.release();
    const called = await new Promise<unknown>((resolve, reject) => {
      pool.query("select $1::int as three", [3], (error, { rows }) =>
        error ? reject(error) : resolve(rows),
      );
    });
    expect(called).toEqual([{ three: 3 }]);
    expect((await prepared()).map(({ statement }) => statement)).toEqual([
      "select $1::int as one",
      "select $1::int as two",
      "select $1::int as three",
    ]);
  });

  it("answers as it does without names, from one plan for all values", async () => {
    const plain = new pg.Client({ connectionString: scratch.url });
    await plain.connect();
    onTestFinished(() => plain.end());
    const statement = `select n, $2::text || n as word, $3::jsonb -> 'a' as a, n::numeric / 8 as part
      from generate_series(1, $1) n`;
    for (let round = 1; round <= 4; round++) {
      const values = [round, "row ", JSON.stringify({ a: [round, null] })];
      const [ours, theirs] = await Promise.all([
        pool.query(statement, values),
        plain.query(statement, values),
      ]);
      expect(ours.rows).toEqual(theirs.rows);
    }
    expect((await prepared())[0]?.generic).toBe(4);
  });

  it("shows two clinics in turn their own rows only, through one plan", async () => {
    const database = databaseOn(pool);
    const [mine, theirs] = [
      await addClinic(scratch.owner, NOW, { name: "Mine" }),
      await addClinic(scratch.owner, NOW, { name: "Theirs" }),
    ];
    const names = (clinicId: string) =>
      inClinic({ clinicId }, database, async (tx) => {
        const least = "";
        const { rows } = await tx.execute<{ name: string }>(
          sql`select name from clinics where name > ${least}`,
        );
        return rows.map(({ name }) => name);
      });
    for (let round = 0; round < 12; round++) {
      expect(await names(mine)).toEqual(["Mine"]);
      expect(await names(theirs)).toEqual(["Theirs"]);
    }
    const list = (await prepared()).find(({ statement }) => statement.includes("from clinics"));
    expect(list?.generic).toBeGreaterThan(10);
    // Nor does a plan remember who may look when nobody is named any more.
    const { rows } = await pool.query("select name from clinics where name > $1", [""]);
    expect(rows).toEqual([]);
  });

  it("goes on when a table gets a column; only what asks for all columns fails, and once", async () => {
    await scratch.ownerPool.query(
      "create table growing (id int); grant select on growing to public",
    );
    const narrow = () => pool.query("select id from growing where id >= $1", [0]);
    const wide = () => pool.query("select * from growing where id >= $1", [0]);
    await Promise.all([narrow(), wide()]);
    await scratch.ownerPool.query("alter table growing add column more int");
    expect((await narrow()).fields).toHaveLength(1);
    await expect(wide()).rejects.toMatchObject({ code: "0A000" });
    expect((await wide()).fields).toHaveLength(2);
    await scratch.ownerPool.query("alter table growing add column still_more int");
    const called = () =>
      new Promise<number>((resolve, reject) => {
        pool.query("select * from growing where id >= $1", [0], (error, answer) =>
          error ? reject(error) : resolve(answer.fields.length),
        );
      });
    await expect(called()).rejects.toMatchObject({ code: "0A000" });
    expect(await called()).toBe(3);
  });

  it("asks again after a statement that couldn't be read", async () => {
    await expect(pool.query("select id from not_there where id = $1", [1])).rejects.toMatchObject({
      code: "42P01",
    });
    await scratch.ownerPool.query(
      "create table not_there (id int); grant select on not_there to public",
    );
    expect((await pool.query("select id from not_there where id = $1", [1])).rows).toEqual([]);
  });
});

it("sends what is more than it keeps as it is", async () => {
  const client = new pg.Client({ connectionString: scratch.url });
  await client.connect();
  onTestFinished(() => client.end());
  prepareStatements(client, 3);
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < 6; n++) {
      const { rows } = await client.query(`select $1::int + ${n} as sum`, [10]);
      expect(rows).toEqual([{ sum: 10 + n }]);
    }
  }
  const { rows } = await client.query("select statement from pg_prepared_statements order by 1");
  expect(rows.map(({ statement }) => statement)).toEqual([
    "select $1::int + 0 as sum",
    "select $1::int + 1 as sum",
    "select $1::int + 2 as sum",
  ]);
});
