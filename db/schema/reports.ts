import { date, foreignKey, index, jsonb, pgTable, primaryKey } from "drizzle-orm/pg-core";
import type { Figures } from "@/lib/reports/figures";
import { clinics } from "./clinic";
import { clinicId, instant, ownId } from "./columns";

/** A month's figures as they stood once nothing could change them any more. Never rewritten. */
export const reportMonths = pgTable(
  "report_months",
  {
    clinicId: clinicId(),
    /** Its first day: "2026-11-01". */
    month: date({ mode: "string" }).notNull(),
    frozenAt: instant().notNull(),
    figures: jsonb().$type<Figures>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.month] }),
    foreignKey({ columns: [t.clinicId], foreignColumns: [clinics.id] }),
  ],
);

/** A frozen month came out otherwise later: the figures that differ, as they stood and as they stand. */
export const reportRestatements = pgTable(
  "report_restatements",
  {
    clinicId: clinicId(),
    id: ownId(),
    month: date({ mode: "string" }).notNull(),
    at: instant().notNull(),
    before: jsonb().$type<Figures>().notNull(),
    after: jsonb().$type<Figures>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.month],
      foreignColumns: [reportMonths.clinicId, reportMonths.month],
    }),
    index("report_restatements_of_month").on(t.clinicId, t.month, t.at),
  ],
);
