import type { TimeEffect, TimeStanding } from "@/components/record/treatment-time-effect";
import type { TreatmentTimePreview } from "@/db/queries/treatment-time";
import { absolute } from "@/lib/dates";
import { dayAndHour } from "@/lib/recovery/clock";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { levelWord } from "@/lib/worklist/line";

/** A preview in words, in the clinic's zone. */
export function effectOf(
  { before, after }: TreatmentTimePreview,
  now: Date,
  zone: string,
): TimeEffect {
  const [had, has] = [before.assessment?.reasons ?? [], after.assessment?.reasons ?? []];
  const without = (reasons: typeof had, others: typeof had) =>
    reasons.filter(({ code }) => others.every((other) => other.code !== code));
  const [out, wasOut] = [after.leftOut, before.leftOut];
  const times = (some: typeof out, others: typeof out) =>
    some
      .filter(({ id }) => others.every((other) => other.id !== id))
      .map(({ observedAt }) => absolute(observedAt, zone));
  return {
    endedAt: after.endedAt.toISOString(),
    now: standingOf(before, now, zone),
    after: standingOf(after, now, zone),
    come: without(has, had).map(({ sentence }) => sentence),
    go: without(had, has).map(({ sentence }) => sentence),
    leftOut: times(out, wasOut),
    backIn: times(wasOut, out),
  };
}

function standingOf(
  standing: TreatmentTimePreview["before"],
  now: Date,
  zone: string,
): TimeStanding {
  const { assessment, line, endedAt } = standing;
  const level = assessment ? assessment.level : "expected";
  const turns = assessment?.changesAt && assessment.changesTo && assessment.changesTo !== level;
  return {
    endedAt: absolute(endedAt, zone),
    level,
    levelWord: levelWord(level, assessment?.reasons ?? []),
    dayAndHour: dayAndHour(endedAt, now, zone),
    next: line && `${line.nextAction}, due ${absolute(line.dueAt, zone)}`,
    changes: turns
      ? `“${LEVEL_WORDS[assessment.changesTo!]}” after ${absolute(assessment.changesAt!, zone)} without a new report`
      : null,
  };
}
