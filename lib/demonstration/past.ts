import { HOUR } from "./desk-time";
import type { DemoPerson, People } from "./people";
import type { Plot } from "./plot";
import {
  decline,
  healAfterTheWindow,
  healFromTrouble,
  healQuickly,
  healUnderCare,
  type Subject,
  stayAway,
  type Trouble,
} from "./stories";

const DAY_HOURS = 24;
const WEEKS = 26;
/** Anything that ended before this is over by now. */
const OVER_DAYS = 18.5;
/** Sessions of a series lie about a month apart. */
const SESSION_DAYS = [27, 60] as const;

type Patient = { person: DemoPerson; sessions: number; last: Date; sameAreaAgain: string | null };

const TROUBLES: readonly [Trouble, ...Trouble[]] = [
  {
    onset: [52, 90],
    answers: { redness: 2, heat: 2, pain: 5, pus: "yes" },
    call: "Yellow fluid at the jaw since this morning. Comes in today.",
    seen: "Swab taken, treated by the provider.",
    review: "Clearly better after a day of treatment.",
    referred: 0.4,
  },
  {
    onset: [50, 80],
    answers: { pain: 4, pus: "unsure", temperatureC: 37.4 },
    call: "Not sure whether the fluid is cloudy. Comes in to show it.",
    seen: "Clear fluid, no infection found.",
    review: "Looked at in the clinic: no infection.",
    referred: 0,
  },
  {
    onset: [10, 40],
    answers: { itching: 3, bumps: "yes" },
    call: "Itching kept her awake, small bumps. Comes in today.",
    seen: "Reaction to the serum is likely; the lot is noted.",
    review: "Itching is gone, bumps are flat.",
    referred: 0.2,
  },
  {
    onset: [30, 60],
    answers: { blisters: "yes", pain: 3 },
    call: "Cold sore at the lip. Comes in today.",
    seen: "Treatment prescribed.",
    review: "Healing under treatment.",
    referred: 0.5,
  },
  {
    onset: [60, 100],
    answers: { redness: 2, heat: 2, chills: "yes", temperatureC: 38.3 },
    call: "Shivering since noon, 38.3 °C. Comes in today.",
    seen: "Examined, sent to the physician with a letter.",
    review: "Physician reports: treated, free of fever.",
    referred: 0.6,
  },
  {
    onset: [4, 9],
    answers: { breathing: "unsure", itching: 2 },
    call: "Tight throat after the serum. Told to ring 911; stayed on the line.",
    seen: "Back from the emergency room, breathing freely.",
    review: "Anxiety, says the emergency room. No allergy found.",
    referred: 0.3,
  },
];

/** Six months that are over. Returns the people who may come again. */
export function tellThePast(plot: Plot, people: People): DemoPerson[] {
  const { random, time } = plot;
  const patients: Patient[] = [];
  for (const endedAt of pastTreatments(plot)) {
    const known = returning(plot, patients, endedAt);
    const patient = known ?? {
      person: people.next(),
      sessions: 0,
      last: endedAt,
      sameAreaAgain: null,
    };
    if (!known) patients.push(patient);
    const area = patient.sameAreaAgain ?? undefined;
    const treatment = plot.treat(patient.person, endedAt, area === undefined ? {} : { area });
    patient.last = endedAt;
    patient.sessions += 1;
    const mayStayOpen = endedAt < time.ago((OVER_DAYS + SESSION_DAYS[1]) * DAY_HOURS);
    const staysOpen = tellOne(plot, { person: patient.person, treatment }, mayStayOpen);
    patient.sameAreaAgain = staysOpen ? treatment.area : null;
  }
  return random
    .shuffled(patients)
    .filter(({ last, sameAreaAgain }) => last < time.ago(27 * DAY_HOURS) && sameAreaAgain === null)
    .map(({ person }) => person);
}

function pastTreatments({ random, time }: Plot): Date[] {
  const ended: Date[] = [];
  for (let week = WEEKS; week > 0; week--) {
    const latest = Math.max((week - 1) * 7, OVER_DAYS) * DAY_HOURS;
    const earliest = week * 7 * DAY_HOURS;
    if (earliest - latest < DAY_HOURS) continue;
    const share = (earliest - latest) / (7 * DAY_HOURS);
    const count = Math.round(random.whole(8, 12) * share);
    for (let each = 0; each < count; each++) ended.push(time.treated(latest, earliest));
  }
  return ended.toSorted((a, b) => a.getTime() - b.getTime());
}

/** Somebody of whom a recovery still stands comes first, so that the next session ends it. */
function returning({ random }: Plot, patients: Patient[], at: Date): Patient | undefined {
  const daysSince = ({ last }: Patient) => (at.getTime() - last.getTime()) / HOUR / DAY_HOURS;
  const due = patients.filter((each) => daysSince(each) >= SESSION_DAYS[0]);
  const waiting = due.find(({ sameAreaAgain }) => sameAreaAgain !== null);
  if (waiting || !random.chance(0.45)) return waiting;
  return due.find((each) => each.sessions < 4 && daysSince(each) <= SESSION_DAYS[1]);
}

/** One of the ways a recovery goes. True when it is left open for the next session to end. */
function tellOne(plot: Plot, subject: Subject, mayStayOpen: boolean): boolean {
  const lot = plot.random.between(0, 100);
  if (lot < 60) healQuickly(plot, subject);
  else if (lot < 75) healAfterTheWindow(plot, subject);
  else if (lot < 82) healUnderCare(plot, subject);
  else if (lot < 88) healFromTrouble(plot, subject, plot.random.pick(TROUBLES));
  else if (lot < 90) decline(plot, subject);
  else {
    const close = !mayStayOpen || plot.random.chance(0.2);
    stayAway(plot, subject, close);
    return !close;
  }
  return false;
}
