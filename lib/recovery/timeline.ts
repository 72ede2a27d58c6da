import { Temporal } from "temporal-polyfill";
import { answerRank, isAbnormal, valueWords } from "@/lib/triage/answers";
import {
  type Answers,
  type Protocol,
  SIGN_QUESTIONS,
  SIGNS,
  type Sign,
} from "@/lib/triage/protocol";
import { elapsedHours } from "./clock";

/** A sign's answers over the hours since treatment, ready to be drawn. */
export type SignSeries = {
  sign: Sign;
  label: string;
  /** Top of the scale: 3, 10, or 2 for yes-or-no answers (no 0, not sure 1, yes 2). */
  max: number;
  points: {
    hour: number;
    value: number;
    label: string;
    source: string;
    checkInId: string;
    abnormal: boolean;
  }[];
  /** Redness, swelling and heat are expected until the normal window ends. */
  band?: { toHour: number; max: number };
};

type TimedCheckIn = {
  id: string;
  observedAt: Date;
  source: keyof typeof SOURCE_WORDS;
  answers: Answers;
};

/** Where a check-in came from, as staff read it. */
export const SOURCE_WORDS = {
  patient: "By the patient",
  staff_phone: "By phone",
  staff_clinic: "In the clinic",
} as const;

const HEALING_SIGNS: ReadonlySet<Sign> = new Set(["redness", "swelling", "heat"]);

/**
 * Each asked sign with its answers by hour, oldest first. `normalHours`: until when redness, swelling and heat
 * are expected, where a prescriber set another window than the protocol's. Yes-or-no signs that were never answered
 * yes or not sure are left out, so that the picture shows what matters. Temperature isn't drawn.
 */
export function signSeries(
  checkIns: readonly TimedCheckIn[],
  treatmentEndedAt: Date,
  protocol: Protocol,
  normalHours: number = protocol.thresholds.normalHours,
): SignSeries[] {
  const { thresholds, extensions } = protocol;
  const oldestFirst = checkIns.toSorted((a, b) => a.observedAt.getTime() - b.observedAt.getTime());
  return SIGNS.flatMap((sign): SignSeries[] => {
    const { kind, extension, word } = SIGN_QUESTIONS[sign];
    if (kind === "celsius" || (extension !== null && !extensions[extension])) return [];
    const points = oldestFirst.flatMap((checkIn) => {
      const answer = checkIn.answers[sign];
      const value = answerRank(sign, answer);
      const hour = elapsedHours(treatmentEndedAt, checkIn.observedAt);
      if (value === null || answer === undefined || answer === null || hour < 0) return [];
      const healing = HEALING_SIGNS.has(sign) && hour <= normalHours;
      return [
        {
          hour,
          value,
          label: valueWords(sign, answer),
          source: SOURCE_WORDS[checkIn.source],
          checkInId: checkIn.id,
          abnormal: !healing && isAbnormal(sign, value, thresholds),
        },
      ];
    });
    if (kind === "certainty" && points.every((point) => point.value === 0)) return [];
    const max = kind === "pain" ? 10 : kind === "severity" ? 3 : 2;
    const band = HEALING_SIGNS.has(sign)
      ? { toHour: normalHours, max: sign === "swelling" ? 1 : 3 }
      : undefined;
    return [{ sign, label: word, max, points, ...(band && { band }) }];
  });
}

/** The hour at which each clinic day begins, to mark under the chart: "Day 1" from its midnight. */
export function dayMarks(
  treatmentEndedAt: Date,
  maxHour: number,
  zone: string,
): { hour: number; label: string }[] {
  const marks: { hour: number; label: string }[] = [];
  const dayZero = Temporal.Instant.fromEpochMilliseconds(treatmentEndedAt.getTime())
    .toZonedDateTimeISO(zone)
    .startOfDay();
  for (let day = 1; ; day++) {
    const midnight = new Date(dayZero.add({ days: day }).startOfDay().epochMilliseconds);
    const hour = elapsedHours(treatmentEndedAt, midnight);
    if (hour > maxHour) return marks;
    marks.push({ hour, label: `Day ${day}` });
  }
}
