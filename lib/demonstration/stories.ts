import type { Advice } from "@/lib/calls/advice";
import type { Outcome } from "@/lib/calls/outcomes";
import type { Answers } from "@/lib/triage/protocol";
import { HOUR } from "./desk-time";
import { answersAt, type Course, courseOf } from "./healing";
import type { DemoPerson } from "./people";
import { type Plot, spoken } from "./plot";
import type { DemoTreatment } from "./treatment-kinds";

/** Whose story it is, and after which treatment. */
export type Subject = { person: DemoPerson; treatment: DemoTreatment };

const CARE: Advice[] = ["aftercare", "when_to_ring"];

/** The instant so many hours after the treatment. */
export function hourOf({ treatment }: Subject, hour: number): Date {
  return new Date(treatment.endedAt.getTime() + hour * HOUR);
}

/** The patient's own report when asked at an hour of the protocol: a while later, and awake. */
export function answerInvitation(plot: Plot, subject: Subject, course: Course, hour: number): Date {
  const { time, random } = plot;
  const at = time.awake(hourOf(subject, hour + random.between(0.2, 4)));
  reportAt(plot, subject, course, at);
  return at;
}

/** The patient's own report at an instant; some tell in the evening what they saw earlier. */
export function reportAt(plot: Plot, subject: Subject, course: Course, at: Date): void {
  const { random } = plot;
  const earlier = random.chance(0.08) ? random.between(0.5, 3) * HOUR : 0;
  const observedAt = new Date(at.getTime() - earlier);
  plot.report(subject.person, at, curveAt(subject, course, observedAt), { observedAt });
}

/** What this skin shows at an instant. */
export function curveAt({ treatment }: Subject, course: Course, at: Date): Answers {
  return answersAt(course, (at.getTime() - treatment.endedAt.getTime()) / HOUR);
}

/** A call in which the patient answers every question from the course. */
export function reach(plot: Plot, subject: Subject, course: Course, at: Date, note: string): void {
  plot.call(subject.person, at, {
    reached: spoken(curveAt(subject, course, at), { advice: CARE }),
    note,
  });
}

/** Most recoveries: gone within the usual window, told by the patient or, if not, by telephone. */
export function healQuickly(plot: Plot, subject: Subject): void {
  const { time, random } = plot;
  const course = courseOf(random.between(28, 45), random);
  if (random.chance(0.8)) answerInvitation(plot, subject, course, 24);
  if (random.chance(0.08)) {
    const at = time.open(hourOf(subject, random.between(16, 26)), 0.2, 3);
    plot.call(subject.person, at, {
      direction: random.chance(0.7) ? "inbound" : "walk_in",
      reached: spoken(curveAt(subject, course, at), { advice: CARE }),
      note: "Asked when makeup is possible again. Told: from 24 h at the earliest.",
    });
  }
  if (random.chance(0.84)) answerInvitation(plot, subject, course, 48);
  else tryUntilReached(plot, subject, course, random.whole(0, 2));
  laterReports(plot, subject, course);
  closeFrom(plot, subject, "healed");
}

/** Redness past 48 h and gone by 72 h: one call more than usual. */
export function healAfterTheWindow(plot: Plot, subject: Subject): void {
  const { time, random } = plot;
  const course = courseOf(random.between(53, 68), random);
  if (random.chance(0.75)) answerInvitation(plot, subject, course, 24);
  const told = answerInvitation(plot, subject, course, 48);
  const called = time.open(told, 0.5, 6);
  reach(plot, subject, course, called, "A little pink still. Asked every sign, nothing else.");
  answerInvitation(plot, subject, course, 72);
  laterReports(plot, subject, course);
  closeFrom(plot, subject, "healed");
}

/** Redness beyond the first days: a provider looks the same day, and it fades under care. */
export function healUnderCare(plot: Plot, subject: Subject): void {
  const { time, random } = plot;
  const course = courseOf(random.between(88, 140), random);
  if (random.chance(0.8)) answerInvitation(plot, subject, course, 24);
  const told = answerInvitation(plot, subject, course, 48);
  const asked = time.open(told, 0.5, 3);
  reach(plot, subject, course, asked, "Pink on both cheeks. Calling again.");
  const still = answerInvitation(plot, subject, course, 72);
  const called = time.open(still, 0.3, 3);
  plot.call(subject.person, called, {
    // After a long weekend the skin of this course may have healed, and then there was nothing to see.
    reached: spoken(
      { ...curveAt(subject, course, called), redness: 1 },
      { advice: ["see_provider"], toldProvider: true },
    ),
    note: "Still pink after three days, no pain, no fluid. Provider told.",
  });
  // The review must have all that was told before it, or what it clears comes back.
  const looked = time.open(asked > called ? asked : called, 0.5, 3);
  plot.review(subject.person, subject.treatment, looked, "Seen by video: fading, no infection.");
  const faded = Math.max(looked.getTime(), hourOf(subject, course.redGone).getTime());
  reportAt(plot, subject, course, time.awake(new Date(faded + random.between(6, 20) * HOUR)));
  if (random.chance(0.8)) answerInvitation(plot, subject, course, 190);
  closeFrom(plot, subject, "healed_after_care");
}

/** A serious sign: licensed staff call at once, the patient is seen, a review ends it. */
export type Trouble = {
  onset: readonly [number, number];
  answers: Answers;
  call: string;
  seen: string;
  review: string;
  referred: number;
};

export function healFromTrouble(plot: Plot, subject: Subject, trouble: Trouble): void {
  const { time, random } = plot;
  const onset = time.awake(hourOf(subject, random.between(...trouble.onset)));
  const onsetHour = (onset.getTime() - subject.treatment.endedAt.getTime()) / HOUR;
  const before = courseOf(random.between(40, 47), random);
  const after = courseOf(onsetHour + 60, random);
  if (onsetHour > 40) answerInvitation(plot, subject, before, 24);
  const answers = { ...answersAt(after, onsetHour), ...trouble.answers };
  plot.report(subject.person, onset, answers);
  const called = new Date(onset.getTime() + random.between(12, 50) * 60_000);
  plot.call(subject.person, called, {
    by: "helen",
    reached: spoken(answers, { advice: ["seen_today"], toldProvider: true }),
    note: trouble.call,
  });
  const seen = time.open(called, 0.6, 3);
  plot.call(subject.person, seen, {
    by: "helen",
    direction: "walk_in",
    reached: spoken(answers, { advice: ["seen_today"], toldProvider: true }),
    note: trouble.seen,
  });
  const looked = time.open(new Date(seen.getTime() + 20 * HOUR), 0.2, 5);
  plot.review(subject.person, subject.treatment, looked, trouble.review);
  const better = Math.max(looked.getTime() + 8 * HOUR, onset.getTime() + 64 * HOUR);
  reportAt(plot, subject, after, time.awake(new Date(better)));
  reportAt(plot, subject, after, time.awake(hourOf(subject, 200 + random.between(0, 5))));
  closeFrom(plot, subject, random.chance(trouble.referred) ? "referred" : "healed_after_care");
}

/** Nobody answers. Lost, unless the patient comes for the next session: then `close` is false. */
export function stayAway(plot: Plot, subject: Subject, close: boolean): void {
  const { time, random } = plot;
  if (random.chance(0.3)) {
    answerInvitation(plot, subject, courseOf(random.between(60, 80), random), 24);
  }
  const last = tryInVain(plot, subject, 3);
  if (!close) return;
  const at = Math.max(last.getTime(), hourOf(subject, 336).getTime());
  const lost = time.open(new Date(at), 1, 20);
  plot.close(subject.person, subject.treatment, lost, "lost", "Three calls and a letter.");
}

/** Doesn't want to be called: the provider ends the follow-up. */
export function decline(plot: Plot, subject: Subject): void {
  const { time } = plot;
  const called = time.open(hourOf(subject, 48.1), 1, 8);
  plot.call(subject.person, called, { outcome: "refused", note: "Prefers not to be called." });
  closeFrom(plot, subject, "declined");
}

/** Fails `misses` times, a day apart, and then reaches the patient. */
function tryUntilReached(plot: Plot, subject: Subject, course: Course, misses: number): void {
  const { time } = plot;
  const last = misses > 0 ? tryInVain(plot, subject, misses) : null;
  const from = last ? new Date(last.getTime() + 22 * HOUR) : hourOf(subject, 48.1);
  reach(plot, subject, course, time.open(from, 0.5, 6), "Forgot to check in. All quiet.");
}

function tryInVain(plot: Plot, { person, treatment }: Subject, times: number): Date {
  const { time } = plot;
  let at = time.open(hourOf({ person, treatment }, 48.1), 0.5, 8);
  for (let attempt = 0; attempt < times; attempt++) {
    if (attempt > 0) at = time.open(new Date(at.getTime() + 22 * HOUR), 0.2, 4);
    const outcome = missOf(plot, person, attempt);
    const promisedAt = outcome === "reached_call_back_later" ? time.open(at, 2, 5) : null;
    plot.call(person, at, { outcome, promisedAt, phone: attempt % ownPhones(person) });
  }
  return at;
}

/** An emergency contact stands behind the person's own numbers. */
function ownPhones({ phones }: DemoPerson): number {
  return phones.filter(({ reaches }) => reaches !== "emergency").length;
}

/** A wrong or dead number only where another is left to try. */
function missOf({ random }: Plot, person: DemoPerson, attempt: number): Outcome {
  if (ownPhones(person) > 1 && attempt === 0 && random.chance(0.5)) {
    return random.pick(["wrong_number", "not_in_service"]);
  }
  if (person.language === "es" && random.chance(0.4)) return "language_barrier";
  return random.pick([
    "no_answer",
    "no_answer",
    "no_answer",
    "left_voicemail",
    "left_voicemail",
    "busy",
    "reached_someone_else",
    "reached_call_back_later",
    "not_dialled",
  ]);
}

function laterReports(plot: Plot, subject: Subject, course: Course): void {
  if (plot.random.chance(0.75)) answerInvitation(plot, subject, course, 168);
  if (plot.random.chance(0.4)) answerInvitation(plot, subject, course, 330);
}

function closeFrom(
  plot: Plot,
  subject: Subject,
  outcome: "healed" | "healed_after_care" | "referred" | "declined",
): void {
  const at = plot.time.open(hourOf(subject, 336), 0.3, 20);
  plot.close(subject.person, subject.treatment, at, outcome);
}
