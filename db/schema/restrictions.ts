import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { SETTABLE_RESTRICTIONS } from "@/lib/recovery/restriction-hours";
import { recoveries } from "./care";
import { staff } from "./clinic";
import { clinicId, instant, ownId } from "./columns";

/**
 * The end of a restriction that a provider set for one recovery. Append only: the highest version holds.
 * `untilHours` counts from the end of treatment; null takes back what was set before.
 */
export const restrictionOverrides = pgTable(
  "restriction_overrides",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    restriction: text({ enum: SETTABLE_RESTRICTIONS }).notNull(),
    untilHours: integer(),
    reason: text().notNull(),
    setBy: uuid().notNull(),
    setAt: instant().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({ columns: [t.clinicId, t.setBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("restriction_overrides_version").on(t.clinicId, t.recoveryId, t.restriction, t.version),
    check(
      "restriction_overrides_hours",
      sql`until_hours between 1 and 720 and (restriction <> 'exercise' or until_hours in (24, 48, 72))`,
    ),
  ],
);
