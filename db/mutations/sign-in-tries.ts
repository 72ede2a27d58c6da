import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/db/client";
import { TRIES, TRIES_WINDOW_MINUTES, type TryCounter, type TryKeys } from "@/lib/sign-in/tries";

/** `refused` carries when the window ends, in milliseconds from now. */
export type TryTaken =
  | { ok: true }
  | { ok: false; reason: "refused"; waitMs: number }
  | { ok: false; reason: "unavailable" };

/** Counters of password tries, kept in the database so that all processes share them. */
export type TryCounters = {
  /** Uses up one try of each counter, all before any password is checked. */
  take(keys: TryKeys): Promise<TryTaken>;
  /** Gives the tries back: the password was right, so nothing was guessed. */
  giveBack(keys: TryKeys): Promise<void>;
};

/** The counters on a pool; each take is one statement, so parallel tries can't slip past a limit. */
export function tryCountersOn(storeClient: pg.Pool): TryCounters {
  const limiter = (counter: TryCounter) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix: "sign-in",
      points: TRIES[counter],
      duration: TRIES_WINDOW_MINUTES * 60,
    });
  const limiters: Record<TryCounter, RateLimiterPostgres> = {
    range: limiter("range"),
    address: limiter("address"),
    account: limiter("account"),
    known: limiter("known"),
  };
  return {
    async take(keys) {
      try {
        for (const { counter, key } of keys) await limiters[counter].consume(key);
        return { ok: true };
      } catch (refusal) {
        // A limiter that can't count lets nobody through: else an outage would open the gate.
        return refusal instanceof RateLimiterRes
          ? { ok: false, reason: "refused", waitMs: refusal.msBeforeNext }
          : { ok: false, reason: "unavailable" };
      }
    },
    async giveBack(keys) {
      // What can't be given back costs its owner one try and must not cost them the sign-in.
      await Promise.allSettled(keys.map(({ counter, key }) => limiters[counter].reward(key)));
    },
  };
}

/** The process's counters. */
export const tryCounters = tryCountersOn(pool);
