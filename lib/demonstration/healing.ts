import type { Answers, Severity } from "@/lib/triage/protocol";
import type { Random } from "./random";

/** How one invented skin heals: hours after treatment at which each sign has gone. */
export type Course = {
  redGone: number;
  redStart: 2 | 3;
  swellingGone: number;
  heatGone: number;
  peels: boolean;
};

/**
 * A course whose redness goes at `redGone` hours. Swelling and heat go before, and well inside the
 * usual window, so that a story is about the redness unless it says otherwise.
 */
export function courseOf(redGone: number, random: Random): Course {
  return {
    redGone,
    redStart: random.chance(0.3) ? 3 : 2,
    swellingGone: Math.min(redGone - 2, random.between(18, 42)),
    heatGone: Math.min(redGone - 2, random.between(14, 40)),
    peels: random.chance(0.55),
  };
}

/** What the patient would answer at an hour to every question: signs that fade, dryness that comes later. */
export function answersAt(course: Course, hour: number): Answers {
  return {
    redness: fading(hour / course.redGone, course.redStart),
    swelling: hour < course.swellingGone ? 1 : 0,
    ...(hour > 20 && { swellingTrend: hour < course.swellingGone ? "less" : "same" }),
    heat: hour < course.heatGone / 2 ? 2 : hour < course.heatGone ? 1 : 0,
    pain: hour < 6 ? 3 : hour < 20 ? 2 : hour < 36 ? 1 : 0,
    pus: "no",
    itching: hour > 30 && hour < 110 ? 1 : 0,
    bumps: "no",
    tightness: hour < 8 ? 1 : hour < 72 ? 2 : hour < 140 ? 1 : 0,
    peeling: course.peels ? peeling(hour) : 0,
    breathing: "no",
    eye: "no",
    spreading: "no",
    blisters: "no",
    chills: "no",
  };
}

function fading(share: number, start: 2 | 3): Severity {
  if (share >= 1) return 0;
  if (share >= 0.6) return 1;
  return share >= 0.25 ? 2 : start;
}

function peeling(hour: number): Severity {
  if (hour < 48 || hour > 240) return 0;
  return hour > 90 && hour < 150 ? 2 : 1;
}
