import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const CANARY = "Zoraida Quill";
let scratch: ScratchDatabase;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

/** Everything that a log could write of what the work threw. */
async function logged(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  return inspect(error, { depth: 9, showHidden: true }) + String(error);
}

describe("a failed query tells its code and nothing that was entered", () => {
  it.each([
    ["a value that doesn't fit", sql`select ${CANARY}::uuid`, "22P02"],
    ["a parameter beside the failure", sql`select 1 / 0 from (select ${CANARY}::text) x`, "22012"],
    [
      "a row that breaks a constraint",
      sql`insert into pg_temp.kept values (${CANARY}), (${CANARY})`,
      "23505",
    ],
    ["a check that fails", sql`insert into pg_temp.kept values (${`${CANARY}!`})`, "23514"],
  ])("%s", async (_, statement, code) => {
    const work = scratch.owner.transaction(async (tx) => {
      await tx.execute(
        sql`create temp table kept (name text unique check (name not like '%!')) on commit drop`,
      );
      await tx.execute(statement);
    });
    const text = await logged(work);
    expect(text).not.toContain(CANARY);
    expect(text).toContain(code);
  });
});
