import type { ReasonCode } from "./protocol";

/** Groups of reasons for filters and colours. */
const CATEGORIES = [
  "infection",
  "allergic",
  "prolonged",
  "past_window",
  "more_than_expected",
  "no_report",
  "data_check",
  "clinic_rule",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The category of each reason. */
export const REASON_CATEGORIES: Readonly<Record<ReasonCode, Category>> = {
  X_BREATHING: "clinic_rule",
  X_EYE: "clinic_rule",
  PUS: "infection",
  PUS_UNSURE: "infection",
  PAIN_SIGNIFICANT: "infection",
  SWELLING_INCREASED: "infection",
  SWELLING_SEVERE: "infection",
  ITCH_EXCESSIVE: "allergic",
  BUMPS: "allergic",
  BUMPS_UNSURE: "allergic",
  X_FEVER: "clinic_rule",
  X_SPREADING: "clinic_rule",
  X_BLISTERS: "clinic_rule",
  REDNESS_PROLONGED: "prolonged",
  SWELLING_PROLONGED: "prolonged",
  HEAT_PROLONGED: "prolonged",
  REDNESS_RETURNED: "past_window",
  HEAT_RETURNED: "past_window",
  REDNESS_PAST_48H: "past_window",
  SWELLING_PAST_48H: "past_window",
  HEAT_PAST_48H: "past_window",
  SWELLING_MORE_THAN_SLIGHT: "more_than_expected",
  PAIN_MODERATE: "more_than_expected",
  ITCH_MODERATE_PAST_48H: "past_window",
  TIGHTNESS_MORE_THAN_SOME: "more_than_expected",
  PEELING_MORE_THAN_SOME: "more_than_expected",
  TIGHTNESS_PAST_14D: "more_than_expected",
  PEELING_PAST_14D: "more_than_expected",
  X_RISK_BUMP: "clinic_rule",
  REOPENED_AFTER_CLOSE: "data_check",
  CONTRADICTORY_REPORTS: "data_check",
  DATA_BEFORE_TREATMENT: "data_check",
  IDENTITY_UNVERIFIED: "data_check",
  NO_REPORT_48H: "no_report",
  NOT_CONFIRMED_RESOLVED: "no_report",
};
