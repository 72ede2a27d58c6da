import { readFile, writeFile } from "node:fs/promises";

/** A statement as it was sent. */
export type Statement = { text: string; values: unknown[] };

type Recorded = Statement & { client: number };

/**
 * The transactions in which a page reads, found by visiting it on a desk that records into `file`.
 * The first visits send more: what is read once, and what a look leaves behind.
 */
export async function transactionsOf(
  file: string,
  visit: () => Promise<unknown>,
): Promise<Statement[][]> {
  let before = "";
  for (let round = 0; round < 10; round++) {
    await writeFile(file, "");
    await visit();
    const recorded = (await readFile(file, "utf8")).trim().split("\n").map(parse);
    // Connections take turns in another order each time.
    const texts = recorded
      .map(({ text }) => text)
      .toSorted()
      .join(";\n");
    if (texts === before) return inTransactions(recorded);
    before = texts;
  }
  throw new Error("No two visits of the page sent the same statements.");
}

function parse(line: string): Recorded {
  return JSON.parse(line) as Recorded;
}

function inTransactions(recorded: Recorded[]): Statement[][] {
  const transactions: Statement[][] = [];
  const current = new Map<number, Statement[]>();
  for (const { client, ...statement } of recorded) {
    if (statement.text.startsWith("begin") || !current.has(client)) {
      const fresh: Statement[] = [];
      current.set(client, fresh);
      transactions.push(fresh);
    }
    current.get(client)?.push(statement);
  }
  return transactions;
}

/** The same statement sent anew: what was the present then is the present now. */
export function atPresent(
  { values, ...rest }: Statement,
  recordedAt: number,
  now: Date,
): Statement {
  const present = now.toISOString();
  return {
    ...rest,
    values: values.map((value) => (isPresent(value, recordedAt) ? present : value)),
  };
}

function isPresent(value: unknown, recordedAt: number): boolean {
  return (
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT/.test(value) &&
    Math.abs(Date.parse(value) - recordedAt) < 60_000
  );
}
