import type { Level } from "./protocol";

/** What a level means and asks for. `within` is null where there is nothing to do in time. */
export type LevelPlan = {
  meaning: string;
  patient: string;
  staff: string;
  within: { amount: number; unit: "hours" | "clinic hours" } | null;
};

/** Hours after treatment at which a patient in normal healing is asked to check in. */
export const CHECK_IN_HOURS = [24, 48, 72, 168, 336] as const;

/** Default words and response times for each level; a clinic may edit its own copy. */
export const LEVEL_PLANS: Readonly<Record<Level, LevelPlan>> = {
  expected: {
    meaning: "Healing as usual",
    patient: "This is usual for now. See below what to avoid still.",
    staff: "Wait for the next check-in.",
    within: null,
  },
  awaiting: {
    meaning: "We don't know: no report, or not confirmed gone",
    patient: "Please check in, so that we know how your skin is doing.",
    staff: "Reach the patient within 24 h.",
    within: { amount: 24, unit: "hours" },
  },
  watch: {
    meaning: "Past the usual window, or more than expected",
    patient: "This is taking a little longer than usual. We will call you.",
    staff: "Call within 24 h and ask about every sign.",
    within: { amount: 24, unit: "hours" },
  },
  complication: {
    meaning: "Still there after the first few days",
    patient: "Contact your healthcare provider right away.",
    staff: "Call within 4 clinic hours; a licensed provider reviews it today.",
    within: { amount: 4, unit: "clinic hours" },
  },
  urgent: {
    meaning: "Infection sign or allergic reaction",
    patient: "Contact your healthcare provider right away.",
    staff: "Licensed staff call within 1 h; examination the same day.",
    within: { amount: 1, unit: "hours" },
  },
  emergency: {
    meaning: "Breathing or eyes may be in danger",
    patient: "Call the emergency number now.",
    staff: "Call at once and tell the medical director.",
    within: { amount: 0, unit: "hours" },
  },
};
