import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type Database, databaseOn, openOwnerPool } from "@/db/client";
import { scratchDatabase } from "./database";

/** A running production server and the database behind it, for tests over real HTTP. */
export type Desk = {
  baseUrl: string;
  secret: string;
  owner: Database;
  /** What the server has written to its log so far; null when somebody else started it. */
  log(): string | null;
  stop(): Promise<void>;
};

const PATIENCE_MS = 30_000;

/**
 * The desk that BASE_URL names, with TEST_DATABASE_URL as the owner's address of its database and
 * NEXTAUTH_SECRET as its key. Without BASE_URL: one started here, on a scratch database of the
 * server that TEST_DATABASE_URL names, with `env` beside its own settings.
 */
export async function openDesk(env: Record<string, string> = {}): Promise<Desk> {
  const { BASE_URL, TEST_DATABASE_URL, NEXTAUTH_SECRET } = process.env;
  // Vite puts "/" into BASE_URL when nobody has set it.
  if (!BASE_URL?.startsWith("http")) return startDesk(env);
  if (!TEST_DATABASE_URL || !NEXTAUTH_SECRET) {
    throw new Error(
      "With BASE_URL, TEST_DATABASE_URL and NEXTAUTH_SECRET must be that server's own.",
    );
  }
  const pool = openOwnerPool(TEST_DATABASE_URL);
  return {
    baseUrl: BASE_URL.replace(/\/$/, ""),
    secret: NEXTAUTH_SECRET,
    owner: databaseOn(pool),
    log: () => null,
    stop: () => pool.end(),
  };
}

async function startDesk(env: Record<string, string>): Promise<Desk> {
  const scratch = await scratchDatabase();
  const secret = "only for tests, and long enough to pass";
  const server = spawn(process.execPath, ["--import", "tsx", "tests/support/desk-server.ts"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: scratch.url,
      NEXTAUTH_SECRET: secret,
      NEXTAUTH_URL: "http://127.0.0.1",
      AFTERGLOW_PROXIES: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  server.stdout?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  server.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const port = await portOf(server).catch((cause: unknown) => {
    throw new Error(`The server didn't start:\n${log}`, { cause });
  });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    secret,
    owner: scratch.owner,
    log: () => log,
    async stop() {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      await scratch.drop();
    },
  };
}

async function portOf(server: ChildProcess): Promise<number> {
  const told = await once(server, "message", { signal: AbortSignal.timeout(PATIENCE_MS) });
  return Number(told[0]);
}
