import { Client } from "pg";

const OLDEST_VERSION = 150_014;

/**
 * Reads what the server of `url` promises and answers every reason why patients' data must not be
 * entrusted to it, as sentences; an empty list is a good server. Throws if it can't be reached.
 */
export async function findDurabilityProblems(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
              current_setting('data_checksums') as data_checksums,
              current_setting('synchronous_commit') as synchronous_commit,
              current_setting('server_version') as version,
              current_setting('server_version_num')::int as version_number`,
    );
    return listDurabilityProblems(rows[0]);
  } finally {
    await client.end();
  }
}

/** The judgement alone, on what the server said of itself. */
export function listDurabilityProblems(server: {
  fsync: string;
  full_page_writes: string;
  data_checksums: string;
  synchronous_commit: string;
  version: string;
  version_number: number;
}): string[] {
  const problems: string[] = [];
  if (server.version_number < OLDEST_VERSION) {
    problems.push(`PostgreSQL is ${server.version}; 15.14 is the oldest without known holes.`);
  }
  if (server.fsync !== "on") {
    problems.push("fsync is off: a power cut can destroy the whole database.");
  }
  if (server.full_page_writes !== "on") {
    problems.push("full_page_writes is off: a power cut can leave half-written pages.");
  }
  if (server.data_checksums !== "on") {
    problems.push(
      "Data checksums are off: a failing disk goes unnoticed (see pg_checksums --enable).",
    );
  }
  if (server.synchronous_commit === "off") {
    problems.push("synchronous_commit is off: saved calls can be lost in a crash.");
  }
  return problems;
}
