import type { Answers } from "@/lib/triage/protocol";
import type { Group } from "@/lib/worklist/groups";
import { HOUR } from "./desk-time";
import { answersAt, courseOf } from "./healing";
import type { DemoPerson, People } from "./people";
import type { CallGiven, Plot } from "./plot";
import { hourOf, type Subject } from "./stories";
import type { DemoTreatment } from "./treatment-kinds";

/** Somebody on this morning's list, and the group they must be in. */
export type Morning = { person: DemoPerson; group: Group };

/**
 * Helps to tell where somebody stands this morning. Ages are hours since the treatment; reports and
 * calls are told in hours before now, so that what is late is late by hours.
 */
export type Scene = {
  plot: Plot;
  people: People;
  /** One of those who came in earlier months, or somebody new. */
  patient(language?: DemoPerson["language"]): DemoPerson;
  put(person: DemoPerson, group: Group): void;
  treated(
    person: DemoPerson,
    age: readonly [number, number],
    given?: Partial<DemoTreatment>,
  ): Subject;
  /** Somebody treated so long ago, already in a group of the list. */
  someone(
    group: Group,
    age: readonly [number, number],
    given?: Partial<DemoTreatment>,
    language?: DemoPerson["language"],
  ): Subject;
  /** A report at an hour after treatment: ordinary healing apart from what is given. */
  told(subject: Subject, hour: number, answers: Answers): void;
  /** The same, if the hour has passed. */
  toldIfOver(subject: Subject, hour: number, answers: Answers): void;
  /** The same, so many hours before now. */
  toldAgo(subject: Subject, hoursAgo: number, answers: Answers): void;
  calledAgo(subject: Subject, hoursAgo: number, call: CallGiven): void;
  /** A call today, about so many minutes ago. */
  calledToday(subject: Subject, minutes: number, call: CallGiven): void;
};

/** Every sign that silence asks about, gone. */
export const GONE: Answers = { redness: 0, swelling: 0, heat: 0 };
export const PINK: Answers = { redness: 1, swelling: 0, heat: 0 };

export function startMorning(
  plot: Plot,
  people: People,
  known: DemoPerson[],
): { scene: Scene; mornings: Morning[] } {
  const { random, time } = plot;
  const mornings: Morning[] = [];
  const report = (subject: Subject, at: Date, answers: Answers) => {
    const hour = (at.getTime() - subject.treatment.endedAt.getTime()) / HOUR;
    const usual = answersAt(courseOf(46, random), hour);
    plot.report(subject.person, at, { ...usual, ...answers });
  };
  const scene: Scene = {
    plot,
    people,
    patient(language) {
      const earlier = known.findIndex(
        (each) => language === undefined || each.language === language,
      );
      if (earlier < 0 || !random.chance(0.4)) return people.next(language);
      return known.splice(earlier, 1)[0]!;
    },
    put: (person, group) => {
      mornings.push({ person, group });
    },
    treated(person, [least, most], given) {
      const treatment = plot.treat(person, time.treated(least, most), given);
      return { person, treatment };
    },
    someone(group, age, given, language) {
      const subject = scene.treated(scene.patient(language), age, given);
      scene.put(subject.person, group);
      return subject;
    },
    told: (subject, hour, answers) => report(subject, hourOf(subject, hour), answers),
    toldIfOver(subject, hour, answers) {
      const at = hourOf(subject, hour);
      if (at < time.now) report(subject, at, answers);
    },
    toldAgo: (subject, hoursAgo, answers) => report(subject, time.ago(hoursAgo), answers),
    calledAgo: ({ person }, hoursAgo, call) => plot.call(person, time.ago(hoursAgo), call),
    calledToday: ({ person }, minutes, call) => plot.call(person, time.today(minutes), call),
  };
  return { scene, mornings };
}
