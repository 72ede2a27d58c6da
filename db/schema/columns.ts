import { integer, timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 as uuidv7 } from "uuid";

/** An instant: `timestamptz`, to the millisecond, as a `Date`. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** A row's own id. Version 7, so that new rows land at the end of their index. */
export const ownId = () => uuid().notNull().$defaultFn(uuidv7);

/** The clinic that a row belongs to: the first column of every key. */
export const clinicId = () => uuid().notNull();

/** Raised by one with every change, so that a stale save is noticed. */
export const version = () => integer().notNull().default(1);
