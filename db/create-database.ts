import { Client } from "pg";
import { errorCode } from "@/lib/error-code";

// Already there; somebody makes it at this moment; somebody copies the same template just now.
const TRY_AGAIN = new Set(["42P04", "23505", "55006"]);

/**
 * Makes the database `name` on the server of `url` (any database of that server, a login that may
 * create databases) unless it exists, and answers its url.
 */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (let attempt = 1; ; attempt++) {
      const found = await client.query("select 1 from pg_database where datname = $1", [name]);
      if (found.rowCount) return databaseUrl(url, name);
      try {
        await client.query(`create database ${client.escapeIdentifier(name)} template template0`);
      } catch (error) {
        if (!TRY_AGAIN.has(errorCode(error) ?? "") || attempt === 20) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  } finally {
    await client.end();
  }
}

/** Drops the database `name` on the server of `url`, with whoever is still connected to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}
