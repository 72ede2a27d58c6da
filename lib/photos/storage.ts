import { randomBytes } from "node:crypto";

/** Where the bytes of photos are kept, by keys that say nothing. What `put` has answered for survives a crash. */
export type PhotoStorage = {
  /** The same key again replaces what was there, never by half. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when nothing is there. */
  get(key: string): Promise<Buffer | null>;
  /** Also what a `put` that broke off has left. Nothing there is no error. */
  remove(key: string): Promise<void>;
};

/** A new key: 128 random bits, hexadecimal. */
export function newStorageKey(): string {
  return randomBytes(16).toString("hex");
}
