import { FLAG_LEVELS, type FlagLevel, type MetricId } from "./report";

/** What a number means: what is counted, by which time, and who is left out. For the page and every file. */
export type Definition = {
  title: string;
  counts: string;
  time: string;
  excludes: string;
};

const COHORT = "Treatments that ended in the period; what happened in the 30 days after each.";
const COHORT_PENDING =
  "Nobody. Those whose 30 days aren't over stay in the total and are listed as pending.";

type Family =
  | Exclude<
      MetricId,
      "period" | `time_to_contact_${FlagLevel}` | `within_limit_${FlagLevel}` | `by_${string}`
    >
  | "time_to_contact"
  | "within_limit"
  | "by";

export const DEFINITIONS: Readonly<Record<Family, Definition>> = {
  never_reached: {
    title: "Never reached",
    counts:
      "Recoveries in which somebody was called at least once and neither the patient nor a relative with authority was ever spoken to, out of all that were called. Recoveries that were flagged and never called stand beside it.",
    time: COHORT,
    excludes:
      "Recoveries without a single attempt. Where the 30 days aren't over, the recovery is counted and also listed as pending.",
  },
  unknown_outcome: {
    title: "Unknown outcome",
    counts:
      "Recoveries without one valid check-in from anybody and without a call that reached the patient, out of all treated.",
    time: COHORT,
    excludes: "Nobody. Where the 30 days aren't over, the recovery is also listed as pending.",
  },
  cascade: {
    title: "Follow-up, step by step",
    counts:
      "Recoveries: treated, then with a check due, then contactable when it was due, then called at least once, then reached, then closed by a person as healed. Each step is part of the one before, and each share is of all treated.",
    time: COHORT,
    excludes:
      "Nobody from the first step. Recoveries that aren't at the last step and whose 30 days aren't over are listed as pending.",
  },
  contactable: {
    title: "Contactable",
    counts:
      "Recoveries with a number that works, or with a text number or address that works, has consent and isn't stopped, out of those with a check due. STOP forbids messages and not calls.",
    time: "As it stood when the first check of the recovery was due.",
    excludes:
      "Cancelled checks. Who couldn't be contacted is listed by the first reason that holds.",
  },
  response_checks: {
    title: "Checks answered",
    counts:
      "Due checks that the patient answered, out of all due checks whose window is over. Several answers in a window count once.",
    time: "Checks due in the period; the answer was observed and sent while the check was open.",
    excludes:
      "Cancelled checks, and checks that are still open, answered or not. Answers that came after the window are listed as late and not counted.",
  },
  response_72h: {
    title: "Answered within 72 h",
    counts:
      "Recoveries with at least one check-in from the patient in the first 72 hours, out of all treated.",
    time: "Treatments that ended in the period; 72 hours after each.",
    excludes: "Recoveries that are younger than 72 hours, answered or not: listed as pending.",
  },
  attempted_patients: {
    title: "Patients called",
    counts:
      "Patients for whom at least one call was made, answered or not, out of all treated patients.",
    time: COHORT,
    excludes: `"Not dialled" isn't an attempt. ${COHORT_PENDING}`,
  },
  reached_patients: {
    title: "Patients reached",
    counts:
      "Patients who were spoken to themselves, or whose relative with authority was, out of all treated patients. Call back later, a refusal, a language barrier and somebody else on the phone aren't reached.",
    time: COHORT,
    excludes: COHORT_PENDING,
  },
  calls_made: {
    title: "Calls made",
    counts: "Outgoing calls by how they ended and when they began.",
    time: "Calls that began in the period, by the clock of the clinic.",
    excludes:
      'Calls that were taken back. "Not dialled", incoming calls and walk-ins are listed apart.',
  },
  time_to_contact: {
    title: "Time to first contact",
    counts:
      "From each flag to the first call about that recovery, and to the first that reached the patient. The median is the time by which half were called; those not called yet count as still waiting, not as left out.",
    time: "Flags raised in the period, each followed for 30 days.",
    excludes:
      "Nobody. Waiting ends without a call when an answer lowers the level before anybody called (awaiting and watch only), after 30 days, or now.",
  },
  within_limit: {
    title: "Called in time",
    counts:
      "Flags whose first call came within the limit of their level, out of all whose limit is over: urgent and emergency 1 h, complication 4 hours of opening time, watch and awaiting 24 h. Reached in time stands beside it.",
    time: "Flags raised in the period.",
    excludes:
      "Flags whose limit isn't over yet, called or not: pending. Flags that an answer lowered before the limit and before any call: withdrawn.",
  },
  p_chart: {
    title: "Called in time, week by week",
    counts:
      "The share called within the limit, by the week in which the flag was raised, with the share of the whole period and limits of three standard errors around it. A week outside them is unlikely to be chance.",
    time: "Flags raised in the period, by calendar week.",
    excludes: "As for called in time. Weeks without any such flag are left out.",
  },
  weekly_flags: {
    title: "Flags by week",
    counts: "Each time a recovery rose to a higher level, by the level it rose to.",
    time: "Flags raised in the period, by calendar week.",
    excludes: "Levels that stayed or fell. One recovery can be flagged more than once.",
  },
  attempts_to_reach: {
    title: "Attempts until reached",
    counts:
      "Recoveries that were called, by the number of outgoing calls up to and with the first that reached the patient. Those who were reached because they called or came in, and those never reached, stand beside them.",
    time: COHORT,
    excludes: "Recoveries without a single attempt.",
  },
  flag_rate: {
    title: "Flagged",
    counts:
      "Recoveries that were at watch or worse at least once, out of all treated; by the worst level, and by why they were flagged (one recovery can have several reasons).",
    time: COHORT,
    excludes: COHORT_PENDING,
  },
  complication_treated: {
    title: "Complications among treated",
    counts:
      "Recoveries that were at complication or worse at least once, out of all treated. Better detection raises this number.",
    time: COHORT,
    excludes: COHORT_PENDING,
  },
  complication_known: {
    title: "Complications among known",
    counts:
      "Recoveries that were at complication or worse at least once, out of those with at least one valid check-in or a call that reached the patient. Silence can't lower it. Better detection raises this number.",
    time: COHORT,
    excludes: "Recoveries of unknown outcome, which are listed apart.",
  },
  by: {
    title: "By what was used, and by whom",
    counts:
      "Flagged, complications and unknown outcome in each group. Limits around the overall share show how far a group of its size strays by chance: 95 % and 99.8 %, exact binomial. Groups are never ranked: who treats harder cases has more complications.",
    time: COHORT,
    excludes: "Nobody. Groups of fewer than ten have counts and no percentage.",
  },
  redness_resolution: {
    title: "Until redness was gone",
    counts:
      "Hours from the end of treatment until the first answer without redness that no later answer takes back. The true end lies between that answer and the one before it, so the times are the latest possible.",
    time: COHORT,
    excludes:
      "Recoveries without an answer about redness, which are listed. Redness that was never answered as gone counts as still there at the last answer.",
  },
  resolution: {
    title: "Closed as healed",
    counts:
      "Recoveries that stood closed by a person as healed, or healed after care, at the end of their 30 days, out of all treated. Referred, declined, lost and treated again aren't healed and stand apart.",
    time: COHORT,
    excludes: COHORT_PENDING,
  },
  missed_checks: {
    title: "Missed checks",
    counts:
      "Due checks in whose window nobody answered and no call reached the patient, out of all whose window is over. An unanswered call isn't knowledge.",
    time: "Checks due in the period.",
    excludes: "Cancelled checks, and checks that are still open: pending.",
  },
  work: {
    title: "Work by person and day",
    counts:
      "Outgoing calls, calls that reached the patient, and reviews, for planning and not for judging.",
    time: "By the day of the clinic on which each began.",
    excludes: 'Calls that were taken back, and "not dialled".',
  },
  messages: {
    title: "Messages",
    counts:
      "Messages by whether they arrived, automatic ones apart from those that a person sent; shares of messages and of patients. STOP counts for everybody who has that number or address.",
    time: "Messages sent in the period; how they stand now.",
    excludes: "Messages whose delivery isn't known yet: pending.",
  },
};

/** The definition of a metric; metrics that differ only by level or group share one. */
export function definitionOf(metric: MetricId): Definition | null {
  if (metric === "period") return null;
  return DEFINITIONS[familyOf(metric)];
}

function familyOf(metric: Exclude<MetricId, "period">): Family {
  for (const level of FLAG_LEVELS) {
    if (metric === `time_to_contact_${level}`) return "time_to_contact";
    if (metric === `within_limit_${level}`) return "within_limit";
  }
  return metric.startsWith("by_") ? "by" : (metric as Family);
}
