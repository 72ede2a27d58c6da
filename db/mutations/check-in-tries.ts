import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/db/client";
import { ADDRESS_TRIES, addressKey } from "@/lib/check-in/link";
import type { TryTaken } from "./sign-in-tries";

/** Counter of the birth dates that a neighbourhood of addresses tries, over all links. */
export type AddressTries = {
  /** Uses up one try, before any birth date is compared. */
  take(address: string): Promise<TryTaken>;
  /** Gives it back: the birth date was right. */
  giveBack(address: string): Promise<void>;
};

/** The counter on a pool, shared by all processes. The tries of one link are counted in its own row. */
export function addressTriesOn(storeClient: pg.Pool): AddressTries {
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: "check-in",
    points: ADDRESS_TRIES.points,
    duration: ADDRESS_TRIES.minutes * 60,
  });
  return {
    async take(address) {
      try {
        await limiter.consume(addressKey(address));
        return { ok: true };
      } catch (refusal) {
        // A limiter that can't count lets nobody through, as at the sign-in.
        return refusal instanceof RateLimiterRes
          ? { ok: false, reason: "refused", waitMs: refusal.msBeforeNext }
          : { ok: false, reason: "unavailable" };
      }
    },
    async giveBack(address) {
      await Promise.allSettled([limiter.reward(addressKey(address))]);
    },
  };
}

/** The process's counter. */
export const addressTries = addressTriesOn(pool);
