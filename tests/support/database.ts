import { randomBytes } from "node:crypto";
import { Client, type Pool } from "pg";
import { inject } from "vitest";
import { type Database, databaseOn, openOwnerPool, openPool } from "@/db/client";

/** A database of one test file: `owner` owns the tables, `app` works as production does. */
export type ScratchDatabase = {
  owner: Database;
  app: Database;
  pool: Pool;
  ownerPool: Pool;
  url: string;
  drop(): Promise<void>;
};

/**
 * Makes a new migrated database on the server of TEST_DATABASE_URL, an owner's address. Call it in
 * `beforeAll` and `drop` it in `afterAll`.
 */
export async function scratchDatabase(): Promise<ScratchDatabase> {
  const server = serverUrl();
  const name = `afterglow_test_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const migrated = inject("migratedDatabase");
  await asOwner(server, (client) => client.query(`create database ${name} template ${migrated}`));
  const [pool, ownerPool] = [openPool(url.href), openOwnerPool(url.href)];
  return {
    owner: databaseOn(ownerPool),
    app: databaseOn(pool),
    pool,
    ownerPool,
    url: url.href,
    async drop() {
      await Promise.all([pool.end(), ownerPool.end()]);
      await asOwner(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Runs a test's body in a transaction that never happened. */
export async function rolledBack(
  database: Database,
  work: (tx: Database) => Promise<void>,
): Promise<void> {
  const undo = new Error("undo");
  await database
    .transaction(async (tx) => {
      await work(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error("TEST_DATABASE_URL must name a server on which tests may make databases.");
  return url;
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
