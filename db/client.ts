import { sql } from "drizzle-orm";
import { drizzle, type NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import type { PgDatabase } from "drizzle-orm/pg-core";
import pg from "pg";
import type { Actor } from "@/lib/actor";
import { closeAtEnd } from "@/lib/closing";
import { databaseUrl } from "@/lib/env";
import { hideValues } from "./hide-values";
import { prepareStatements } from "./prepare-statements";

/** The database, or a transaction of it: tests pass one that they roll back. */
export type Database = PgDatabase<NodePgQueryResultHKT>;

/**
 * How every connection of the desk is opened: as the unprivileged role, with limits that keep one
 * stuck statement, lock or forgotten transaction from holding it: 3 s to connect, 10 s a statement,
 * 5 s a lock.
 */
export function connectionOptions(url: string | undefined) {
  return {
    connectionString: url,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    options: [
      "-c role=afterglow_app",
      "-c statement_timeout=10s",
      "-c lock_timeout=5s",
      "-c idle_in_transaction_session_timeout=15s",
      "-c TimeZone=UTC",
      "-c plan_cache_mode=force_generic_plan",
    ].join(" "),
  };
}

/**
 * A pool of connections that work as the unprivileged role. They prepare what they send, with one
 * plan whatever the values are; what a connection keeps ends with it, after 15 minutes. Statements
 * that are sent together go out at once and are done in their order, without a wait between them.
 */
export function openPool(url: string | undefined, max = 10): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(url),
    pipeline: true,
    max,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 900,
  });
  pool.on("connect", (client) => prepareStatements(client));
  // An idle connection that the server drops is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => {});
  return pool;
}

/**
 * A pool as the owner of the tables, for what no clinic can do by itself: opening a clinic. Row-level
 * security is forced on the owner too.
 */
export function openOwnerPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    pipeline: true,
    max: 2,
    connectionTimeoutMillis: 3_000,
  });
  pool.on("error", () => {});
  return pool;
}

/**
 * Queries over a pool, with the column names of the schema. What a transaction throws tells no
 * value that somebody entered, for the framework logs what nobody catches.
 */
export function databaseOn(pool: pg.Pool): Database {
  const database = drizzle(pool, { casing: "snake_case" });
  const begin = database.transaction.bind(database);
  database.transaction = async (work, config) => {
    try {
      return await begin(work, config);
    } catch (error) {
      throw hideValues(error);
    }
  };
  return database;
}

/** The process's one pool. Nothing connects before the first query. */
export const pool = openPool(databaseUrl());
closeAtEnd(() => pool.end());

/** The process's one database, on that pool. */
export const db: Database = databaseOn(pool);

/**
 * Runs `work` in one transaction that sees and writes only this actor's clinic. Every query and
 * mutation goes through here. What `work` throws undoes everything.
 */
export function inClinic<T>(
  actor: Pick<Actor, "clinicId">,
  database: Database,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    // On its way ahead of the first statement of `work`, which doesn't wait for it.
    const named = tx.execute(sql`select set_config('app.clinic_id', ${actor.clinicId}, true)`);
    const [, done] = await together([named.execute(), work(tx)]);
    return done;
  });
}

/**
 * What several statements of one transaction answer that go out at once, each once. Throws what the
 * first that failed says, and only when none is under way any more: a statement that comes after the
 * end of its transaction would be done in another one.
 */
export async function together<T extends readonly PromiseLike<unknown>[] | []>(
  statements: T,
): Promise<{ -readonly [I in keyof T]: Awaited<T[I]> }> {
  // A statement of drizzle's is sent again whenever somebody waits for it.
  const sent: Promise<unknown>[] = statements.map((each) => Promise.resolve(each));
  await Promise.allSettled(sent);
  return Promise.all(sent) as Promise<{ -readonly [I in keyof T]: Awaited<T[I]> }>;
}
