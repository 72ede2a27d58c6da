import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { logError } from "@/lib/log";
import { connectionOptions } from "./client";

/** Something that the desk does by itself, again and again. */
export type RepeatedJob = {
  /** Small letters and dashes; the name of its queue. */
  name: string;
  /** Length of its slots in whole seconds; in each one it is begun once over all processes. */
  every: number;
  run: () => Promise<void>;
};

/** A process that takes its share of the jobs. */
export type JobRunner = {
  /** Takes nothing more, waits up to 10 s for what runs, and leaves the rest to others. */
  close(): Promise<void>;
};

const FINISH_MS = 10_000;
/** Asked several times a slot: none passes unasked, and a slot missed by a long run is made up for. */
const ASKS_A_SLOT = 4;
const LONGEST_WAIT_SECONDS = 15;

const QUEUE = {
  /** A slot is dropped while an earlier one waits or runs: a job never overlaps itself. */
  policy: "exclusive",
} as const;
const SIGNS_OF_LIFE = {
  /** A worker without a sign of life for so long is dead, and its job is anybody's. */
  heartbeatSeconds: 15,
  /** One that lives but doesn't come to an end is given up for another after so long. */
  expireInSeconds: 900,
  /** Of the worker's death alone: what a job throws is logged, and its next slot is the next try. */
  retryLimit: 5,
} as const;
const KEPT_SECONDS = 600;

/**
 * Begins to run the jobs beside all other processes that do. Resolves once it takes part; rejects
 * when the database is away or its tables are of another version. Later it goes on through every
 * failure and logs each kind of silence once. What a job throws is logged without its message.
 */
export async function openJobRunner(
  url: string | undefined,
  jobs: readonly RepeatedJob[],
): Promise<JobRunner> {
  const pool = new pg.Pool({
    ...connectionOptions(url),
    application_name: "afterglow jobs",
    max: 2,
    query_timeout: 12_000,
  });
  pool.on("error", () => {});
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: "pgboss",
    migrate: false,
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 300,
    // Nothing here waits for another job.
    flowIntervalSeconds: 86_400,
    // Of the owner's, or of an operator of many queues.
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  let told = false;
  const failed = (error: unknown) => {
    // Once a loss: a database that is away for an hour is one event, not a thousand.
    if (!told) logError("The queue of jobs doesn't answer; they go on when it does.", error);
    told = true;
  };
  boss.on("error", failed);
  boss.on("warning", ({ data }) => {
    const kind = "type" in data ? String(data.type) : null;
    logError("The queue of jobs warns.", null, { kind });
  });

  const end = new AbortController();
  const asking: Promise<void>[] = [];
  const close = async () => {
    end.abort();
    try {
      await Promise.all([boss.stop({ timeout: FINISH_MS }), ...asking]);
    } finally {
      await pool.end();
    }
  };
  try {
    await boss.start();
    for (const job of jobs) {
      await boss.createQueue(job.name, QUEUE);
      const worker = await boss.work(
        job.name,
        { pollingIntervalSeconds: 10, heartbeatRefreshSeconds: 5 },
        () => runOnce(job),
      );
      const answered = (created: boolean) => {
        told = false;
        if (created) boss.notifyWorker(worker);
      };
      asking.push(askOnAndOn(boss, job, answered, failed, end.signal));
    }
  } catch (error) {
    await close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return { close: () => (closing ??= close()) };
}

/** Never throws: the queue would keep the text of what was thrown. */
async function runOnce({ name, run }: RepeatedJob): Promise<void> {
  try {
    await run();
  } catch (error) {
    logError("A job failed; it runs again at its next time.", error, { job: name });
  }
}

/** Puts the job of each slot into its queue, unless another process was first. */
async function askOnAndOn(
  boss: PgBoss,
  { name, every }: RepeatedJob,
  answered: (created: boolean) => void,
  failed: (error: unknown) => void,
  end: AbortSignal,
): Promise<void> {
  const wait = Math.min(every / ASKS_A_SLOT, LONGEST_WAIT_SECONDS) * 1_000;
  while (!end.aborted) {
    try {
      const id = await boss.send(name, null, {
        ...SIGNS_OF_LIFE,
        singletonSeconds: every,
        // Longer than its slot: it is the finished job that says that the slot is done.
        deleteAfterSeconds: every + KEPT_SECONDS,
      });
      answered(id !== null);
    } catch (error) {
      failed(error);
    }
    await sleep(wait, undefined, { signal: end }).catch(() => undefined);
  }
}
