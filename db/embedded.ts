import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { errorCode } from "@/lib/error-code";
import { createDatabase } from "./create-database";
import { provideBinaries } from "./embedded-binaries";
import { makeCluster } from "./embedded-cluster";
import { disownLockFiles } from "./embedded-lock-file";
import { findPlace, openSocketFolder, type Place, SERVER_ENVIRONMENT } from "./embedded-place";
import { joinHolders, leaveAndStop, livePostmaster } from "./embedded-stop";

/** A running server: `url` is the owner's login to the database `afterglow`. */
export type EmbeddedDatabase = {
  url: string;
  /** True when the server was already running, for another app or left by a killed one. */
  adopted: boolean;
  /** Stops the server unless another app still uses it; resolves when its process is gone. */
  stop(): Promise<void>;
};

type Options = {
  /** Data folder; one folder is one database, whoever starts it and however often. */
  folder: string;
  /** Told in one line when the server ended by itself and is being started again. */
  report?: (line: string) => void;
};

type Server = { place: Place; binaries: string; adminUrl: string };
type Hold = { client: Client; adopted: boolean };

const PATIENCE_MS = 60_000;
const LONGEST_LOG = 5_000_000;

/** A small desk: some tens of connections, memory that an old office machine can spare. */
const SETTINGS = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "80",
  shared_buffers: "128MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "1GB",
  random_page_cost: "1.1",
  jit: "off",
  // Folders of earlier versions name it in a way that a parallel worker can't read: it would fail.
  default_text_search_config: "pg_catalog.simple",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log must hold no values of rows: neither statements nor the details of an error.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
} as const;

/**
 * Starts the embedded PostgreSQL on `folder`, or adopts the one that runs there. The server ends
 * with the last app that uses it: by `stop()`, or by a watchdog process if the app is killed.
 * If the server itself dies, it is started again under the same url.
 */
export async function startDatabase({ folder, report }: Options): Promise<EmbeddedDatabase> {
  const place = await findPlace(folder);
  const binaries = await provideBinaries(place.account !== undefined);
  await makeCluster(place, binaries);
  await openSocketFolder(place);
  const password = (await readFile(join(place.home, "password"), "utf8")).trim();
  const url = (database: string) =>
    `postgresql://afterglow:${password}@localhost:5432/${database}?host=${encodeURIComponent(place.socket)}&sslmode=disable`;
  const server: Server = { place, binaries, adminUrl: url("postgres") };

  // Before the server, so that a parent killed while starting leaves no orphan either.
  const dismissWatchdog = keepWatchdog(server);
  let stopping = false;
  let ending: Promise<void> | undefined;
  let hold: Promise<Hold> = acquire(server);

  function keepHold(current: Hold): void {
    current.client.once("end", () => {
      if (stopping) return;
      report?.("The database server ended by itself; starting it again.");
      hold = regain();
      hold.then(keepHold, () => undefined);
    });
  }

  async function regain(): Promise<Hold> {
    for (;;) {
      try {
        return await acquire(server);
      } catch (error) {
        if (stopping) throw error;
        report?.(`The database server doesn't start: ${String(error)}`);
        await sleep(1_000);
      }
    }
  }

  async function end(): Promise<void> {
    stopping = true;
    const last = await hold.catch(() => undefined);
    if (last) await release(last, server);
    await dismissWatchdog();
  }

  try {
    const first = await hold;
    keepHold(first);
    await createDatabase(server.adminUrl, "afterglow");
    return {
      url: url("afterglow"),
      adopted: first.adopted,
      stop: () => (ending ??= end()),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts the watchdog, and again should it die first. Answers how to send it home. */
function keepWatchdog({ place, adminUrl }: Server): () => Promise<void> {
  let dismissed = false;
  let watchdog = start();

  function start(): ChildProcess {
    const script = `import(process.argv[1]).then((module) => module.watchParent())`;
    const file = new URL("./embedded-stop.ts", import.meta.url).href;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, file, place.home], {
      cwd: "/",
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.write(JSON.stringify({ home: place.home, url: adminUrl }));
    child.on("error", () => undefined);
    child.on("exit", () => {
      if (!dismissed) setTimeout(() => !dismissed && (watchdog = start()), 1_000).unref();
    });
    child.unref();
    return child;
  }

  return async () => {
    dismissed = true;
    if (watchdog.pid === undefined || watchdog.exitCode !== null || watchdog.signalCode) return;
    watchdog.ref();
    const gone = once(watchdog, "exit");
    watchdog.stdin?.end("\ndone\n");
    const late = setTimeout(() => watchdog.kill("SIGKILL"), 3_000);
    await gone;
    clearTimeout(late);
  };
}

/** Gives the server up, and stops it unless another app holds it. */
async function release(hold: Hold, server: Server): Promise<void> {
  const { home } = server.place;
  const end = performance.now() + PATIENCE_MS;
  let client = hold.client;
  for (;;) {
    try {
      if (client !== hold.client) await client.connect();
      await leaveAndStop(client, home);
      return;
    } catch (error) {
      // Mostly another app that stops the server this moment; look again until it is gone.
      if ((await livePostmaster(home)) === undefined) return;
      if (performance.now() > end) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(50);
    client = newClient(server);
  }
}

function newClient({ adminUrl }: Server): Client {
  const client = new Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 3_000,
    application_name: "afterglow holder",
  });
  // A lost connection shows itself in the query that needs it, or in "end".
  client.on("error", () => undefined);
  return client;
}

/** Adopts or starts the server, whichever comes first, and joins its holders. */
async function acquire(server: Server): Promise<Hold> {
  const { home } = server.place;
  const end = performance.now() + PATIENCE_MS;
  let child: ChildProcess | undefined;
  let failures = 0;
  for (;;) {
    const client = newClient(server);
    try {
      await client.connect();
      if (await joinHolders(client)) {
        return { client, adopted: (await livePostmaster(home)) !== child?.pid };
      }
    } catch (error) {
      const code = errorCode(error);
      if (code === "28P01") {
        throw new Error(`The password in ${home}/password isn't the server's.`, { cause: error });
      }
      if (performance.now() > end) {
        throw new Error("The database server didn't answer in time.", { cause: error });
      }
      const waiting = child !== undefined && child.exitCode === null && child.signalCode === null;
      const absent = code === "ENOENT" || code === "ECONNREFUSED";
      if (absent && !waiting && (await livePostmaster(home)) === undefined) {
        // Survivors of a killed server may hold its memory for a moment: worth several tries.
        if (child !== undefined && ++failures >= 20) await explainFailure(home);
        if (failures > 0) await sleep(250);
        child = await spawnServer(server);
      }
    }
    await client.end().catch(() => undefined);
    await sleep(25);
  }
}

async function spawnServer({ place, binaries }: Server): Promise<ChildProcess> {
  const data = join(place.home, "data");
  await openSocketFolder(place);
  await disownLockFiles(place);
  const logFile = join(place.home, "server.log");
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LONGEST_LOG) await truncate(logFile);
  const log = await open(logFile, "a", 0o600);
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: place.socket });
  // Detached: Ctrl-C in the terminal reaches the app, which then stops the server in order.
  const child = spawn(
    join(binaries, "bin", "postgres"),
    ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...place.account,
      cwd: "/",
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  try {
    await once(child, "spawn");
  } finally {
    await log.close();
  }
  child.unref();
  return child;
}

async function explainFailure(home: string): Promise<never> {
  const log = await readFile(join(home, "server.log"), "utf8").catch(() => "");
  const tail = log.trim().split("\n").slice(-8).join("\n");
  throw new Error(`The database server doesn't start. The end of ${home}/server.log:\n${tail}`);
}
