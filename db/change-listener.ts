import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { logError } from "@/lib/log";
import { connectionOptions } from "./client";

/** Hears of changes that any process of the desk has committed. */
export type ChangeListener = {
  /**
   * Calls `changed` after each change on the clinic's list, and once whenever something may have
   * been missed. Returns what ends that.
   */
  subscribe(clinicId: string, changed: () => void): () => void;
  /** Ends the connection for good. */
  close(): Promise<void>;
};

/** The triggers of the tables notify it, with the clinic's id. */
const CHANNEL = "afterglow_changes";

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** A connection that died without a word is noticed by asking it something. */
const PULSE_MS = 15_000;
const PULSE_PATIENCE_MS = 5_000;

/**
 * One connection that listens, opened with the first subscriber. When it is lost it comes back by
 * itself, later and later up to every 10 s, and then tells every subscriber once.
 */
export function openChangeListener(url: string | undefined): ChangeListener {
  const subscribers = new Map<string, Set<() => void>>();
  const end = new AbortController();
  let listening: Promise<void> | null = null;

  const heard = (clinicId: string) => {
    for (const changed of subscribers.get(clinicId) ?? []) changed();
  };
  const maybeMissed = () => {
    for (const clinicId of subscribers.keys()) heard(clinicId);
  };

  return {
    subscribe(clinicId, changed) {
      // A function of its own, so that one listener given twice counts twice.
      const tell = () => changed();
      const others = subscribers.get(clinicId);
      if (others) others.add(tell);
      else subscribers.set(clinicId, new Set([tell]));
      listening ??= listenOnAndOn(url, heard, maybeMissed, end.signal);
      return () => {
        const left = subscribers.get(clinicId);
        left?.delete(tell);
        if (left?.size === 0) subscribers.delete(clinicId);
      };
    },
    async close() {
      end.abort();
      subscribers.clear();
      await listening;
    },
  };
}

async function listenOnAndOn(
  url: string | undefined,
  heard: (clinicId: string) => void,
  ready: () => void,
  end: AbortSignal,
): Promise<void> {
  let wait = FIRST_WAIT_MS;
  let told = false;
  const begun = () => {
    wait = FIRST_WAIT_MS;
    told = false;
    ready();
  };
  while (!end.aborted) {
    try {
      await listenOnce(url, heard, begun, end);
    } catch (error) {
      // Once a loss: a database that is away for an hour is one event, not a thousand.
      if (!told) logError("Changes can't be heard until the database is back.", error);
      told = true;
    }
    // Not all processes at the same instant.
    const jitter = 0.75 + Math.random() / 2;
    await sleep(wait * jitter, undefined, { signal: end }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** Listens until the end is asked for; throws when the connection fails or is lost. */
async function listenOnce(
  url: string | undefined,
  heard: (clinicId: string) => void,
  ready: () => void,
  end: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    ...connectionOptions(url),
    application_name: "afterglow changes",
    query_timeout: PULSE_PATIENCE_MS,
  });
  const lost = Promise.withResolvers<void>();
  lost.promise.catch(() => undefined);
  client.on("error", lost.reject);
  client.on("end", () => lost.reject(new Error("The connection ended.")));
  client.on("notification", ({ payload = "" }) => heard(payload));
  const asked = () => lost.resolve();
  end.addEventListener("abort", asked, { once: true });
  let pulse: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    ready();
    pulse = setInterval(() => {
      client.query("select 1").catch(lost.reject);
    }, PULSE_MS);
    await lost.promise;
  } finally {
    clearInterval(pulse);
    end.removeEventListener("abort", asked);
    await client.end().catch(() => undefined);
  }
}
