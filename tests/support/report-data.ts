import * as fc from "fast-check";
import { DIRECTIONS, OUTCOME_CODES, SPEAKERS } from "@/lib/calls/outcomes";
import { MESSAGE_KINDS, MESSAGE_STATUSES, STOP_KINDS } from "@/lib/messaging/words";
import { CONTACT_KINDS } from "@/lib/patients/contact";
import { HUMAN_CLOSING_OUTCOMES } from "@/lib/recovery/closing";
import type { ReportData } from "@/lib/reports/data-set";
import type { ReportFacts } from "@/lib/reports/facts";
import { LEVELS } from "@/lib/triage/protocol";

const HOUR = 3_600_000;
const HOURS = [["09:00", "13:00"] as const, ["14:00", "18:00"] as const];
const PERIOD = { from: "2026-03-02", to: "2026-04-06" };
const BEGIN = Date.parse("2026-03-01T12:00:00Z");

/** The facts of a data set, as the database would give all of them. */
export function factsOf(data: ReportData): ReportFacts {
  const ms = (at: Date) => at.getTime();
  const orNull = (at: Date | null) => at && at.getTime();
  return {
    clinic: data.clinic,
    patients: data.patients.map(({ id, contactPoints, doNotContact }) => ({
      id,
      language: "en",
      contactPoints: contactPoints.map(({ kind, value, states }) => ({
        kind,
        value,
        states: states.map((state) => ({ ...state, at: ms(state.at) })),
      })),
      doNotContact: doNotContact.map(({ from, to }) => ({ from: ms(from), to: orNull(to) })),
    })),
    stops: data.stops.map((each) => ({ ...each, at: ms(each.at) })),
    treatments: data.treatments.map((each) => ({ ...each, endedAt: ms(each.endedAt) })),
    dueChecks: data.dueChecks.map((each) => ({
      ...each,
      opensAt: ms(each.opensAt),
      dueAt: ms(each.dueAt),
      closesAt: ms(each.closesAt),
      cancelledAt: orNull(each.cancelledAt),
    })),
    checkIns: data.checkIns.map(({ answers, ...each }) => ({
      ...each,
      observedAt: ms(each.observedAt),
      recordedAt: ms(each.recordedAt),
      byPatient: each.source === "patient",
      answers: Object.entries(answers).some(
        ([sign, value]) => sign !== "swellingTrend" && value !== null,
      ),
      redness: typeof answers.redness === "number" ? answers.redness : null,
    })),
    assessments: data.assessments.map((each) => ({ ...each, at: ms(each.at) })),
    calls: data.calls.map((each) => ({
      ...each,
      startedAt: ms(each.startedAt),
      endedAt: orNull(each.endedAt),
      loggedAt: ms(each.loggedAt),
      voidedAt: orNull(each.voidedAt),
    })),
    reviews: data.reviews.map((each) => ({ ...each, at: ms(each.at) })),
    reopenings: data.reopenings.map((each) => ({ ...each, at: ms(each.at) })),
    closures: data.closures.map((each) => ({
      ...each,
      at: ms(each.at),
      byHuman: each.byKind === "human",
    })),
    messages: data.messages.map((each) => ({
      ...each,
      sentAt: orNull(each.sentAt),
      statuses: each.statuses.map((status) => ({ ...status, at: ms(status.at) })),
    })),
  };
}

/** Half hours from the day before the period to a horizon and more after it, some off by a millisecond. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(0, 0, 0, 1, -1))
  .map(([halfHours, off]) => new Date(BEGIN + halfHours * (HOUR / 2) + off));
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });
const shortly = (hours: number) =>
  fc.integer({ min: 0, max: hours * 2 }).map((halves) => halves * (HOUR / 2));

/** Beside summer time on other dates: half and quarter hours, a midnight that is skipped, no change at all. */
const zone = fc.constantFrom(
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Asuncion",
  "Asia/Beirut",
  "Pacific/Kiritimati",
  "UTC",
);
const week = fc.constantFrom([], HOURS, [HOURS[1]!, HOURS[0]!], [["00:00", "24:00"] as const]);
const openingHours = fc.record({
  mon: week,
  tue: week,
  wed: week,
  thu: week,
  fri: week,
  sat: week,
  sun: week,
});

const who = fc.nat({ max: 5 });
const which = fc.nat({ max: 9 });
const value = fc.constantFrom("+15550001", "+15550002", "a@example.org");
const word = sometimes(fc.constantFrom("one", "two"));

const person = fc.record({
  contactPoints: fc.array(
    fc.record({
      kind: fc.constantFrom(...CONTACT_KINDS),
      value,
      states: fc.uniqueArray(
        fc.record({ at: instant, usable: fc.boolean(), consent: fc.boolean() }),
        { maxLength: 3, selector: ({ at }) => at.getTime() },
      ),
    }),
    { maxLength: 3 },
  ),
  doNotContact: fc.array(fc.record({ from: instant, to: sometimes(instant) }), { maxLength: 1 }),
});

const parts = fc.record({
  now: instant,
  zone,
  openingHours,
  holidays: fc.subarray(["2026-03-06", "2026-03-09", "2026-03-17"]),
  people: fc.array(person, { minLength: 1, maxLength: 6 }),
  stops: fc.array(fc.record({ value, kind: fc.constantFrom(...STOP_KINDS), at: instant }), {
    maxLength: 4,
  }),
  treatments: fc.array(
    fc.record({
      who,
      endedAt: instant,
      area: word,
      device: word,
      rf: fc.boolean(),
      depthMm: sometimes(fc.constantFrom(0.25, 0.49, 0.5, 1, 1.75, 2, 12.5)),
      practitioner: word,
      site: word,
      productLot: word,
    }),
    { maxLength: 10 },
  ),
  dueChecks: fc.array(fc.record({ which, opensAt: instant, cancelledAt: sometimes(instant) }), {
    maxLength: 10,
  }),
  checkIns: fc.array(
    fc.record({
      who,
      which: sometimes(which),
      recordedAt: instant,
      ago: shortly(72),
      source: fc.constantFrom("patient", "staff_phone"),
      answers: fc.record(
        {
          redness: sometimes(fc.integer({ min: 0, max: 3 })),
          swellingTrend: fc.constant("more"),
          pus: fc.constant("no"),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    }),
    { maxLength: 12 },
  ),
  assessments: fc.uniqueArray(
    fc.record({
      which,
      at: instant,
      level: fc.constantFrom(...LEVELS),
      cause: fc.constantFrom("check_in", "time", "review", "closing"),
      reasons: fc.subarray([
        "PUS",
        "X_FEVER",
        "HEAT_PAST_48H",
        "NEW_REASON",
        "constructor",
        "NO_REPORT_48H",
      ]),
    }),
    { maxLength: 16, selector: ({ which: n, at }) => `${n} ${at.getTime()}` },
  ),
  calls: fc.array(
    fc.record({
      who,
      which: sometimes(fc.array(which, { maxLength: 2 })),
      startedAt: instant,
      lasts: sometimes(shortly(1)),
      loggedAfter: shortly(20),
      outcome: fc.constantFrom("reached" as const, ...OUTCOME_CODES),
      reachedWho: sometimes(fc.constantFrom(...SPEAKERS)),
      by: fc.constantFrom("ana", "ben"),
      direction: fc.constantFrom("outbound" as const, ...DIRECTIONS),
      voidedAt: sometimes(instant),
    }),
    { maxLength: 16 },
  ),
  reviews: fc.array(fc.record({ which, at: instant }), { maxLength: 4 }),
  reopenings: fc.array(fc.record({ which, at: instant }), { maxLength: 3 }),
  closures: fc.array(
    fc.record({
      which,
      at: instant,
      byKind: fc.constantFrom("human" as const, "human" as const, "system" as const),
      outcome: sometimes(fc.constantFrom(...HUMAN_CLOSING_OUTCOMES)),
    }),
    { maxLength: 6 },
  ),
  messages: fc.array(
    fc.record({
      who,
      kind: fc.constantFrom(...MESSAGE_KINDS),
      sentAt: sometimes(instant),
      statuses: fc.array(fc.record({ at: instant, status: fc.constantFrom(...MESSAGE_STATUSES) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 6 },
  ),
});

/** A clinic's history around five weeks of 2026, of six patients at most. What it names is there. */
export const reportData: fc.Arbitrary<ReportData> = parts.map((told) => {
  const patientId = (n: number) => `p${n % told.people.length}`;
  const many = told.treatments.length;
  // Whatever is about a treatment is left out when there is none.
  const about = <T extends { which: number }>(list: readonly T[], kind: string) =>
    many === 0
      ? []
      : list.map(({ which: n, ...each }, i) => ({
          ...each,
          id: `${kind}${i}`,
          treatmentId: `t${n % many}`,
        }));
  const ownerOf = (n: number | null, other: number) =>
    patientId(n === null || many === 0 ? other : told.treatments[n % many]!.who);
  return {
    format: "reports-exact/1",
    now: told.now,
    config: { horizonHours: 720 },
    period: PERIOD,
    clinic: {
      id: "clinic",
      timeZone: told.zone,
      openingHours: { ...told.openingHours } as unknown as ReportData["clinic"]["openingHours"],
      holidays: told.holidays,
    },
    patients: told.people.map(({ contactPoints, doNotContact }, n) => ({
      id: `p${n}`,
      doNotContact,
      contactPoints: contactPoints.map((point, i) => ({ ...point, id: `cp${n}-${i}` })),
    })),
    stops: told.stops.map((each, n) => ({ ...each, id: `s${n}` })),
    treatments: told.treatments.map(({ who: n, ...each }, i) => ({
      ...each,
      id: `t${i}`,
      patientId: patientId(n),
    })),
    dueChecks: about(told.dueChecks, "d").map((each) => ({
      ...each,
      dueAt: new Date(each.opensAt.getTime() + 12 * HOUR),
      closesAt: new Date(each.opensAt.getTime() + 48 * HOUR),
    })),
    checkIns: told.checkIns.map(({ who: other, which: n, ago, ...each }, i) => ({
      ...each,
      id: `k${i}`,
      patientId: ownerOf(n, other),
      treatmentId: n === null || many === 0 ? null : `t${n % many}`,
      observedAt: new Date(each.recordedAt.getTime() - ago),
    })) as ReportData["checkIns"],
    assessments: about(told.assessments, "a") as ReportData["assessments"],
    calls: told.calls.map(({ who: other, which: list, lasts, loggedAfter, ...each }, i) => {
      const ends = lasts === null ? null : new Date(each.startedAt.getTime() + lasts);
      const owner = ownerOf(list?.[0] ?? null, other);
      const own = (list ?? []).filter((n) => many > 0 && ownerOf(n, 0) === owner);
      return {
        ...each,
        id: `c${i}`,
        patientId: owner,
        treatmentIds: list === null ? null : own.map((n) => `t${n % many}`),
        endedAt: ends,
        loggedAt: new Date(each.startedAt.getTime() + loggedAfter),
      };
    }),
    reviews: about(told.reviews, "v").map((each) => ({
      ...each,
      by: "ben",
      licensed: true,
      reasons: [],
    })),
    reopenings: about(told.reopenings, "o"),
    closures: about(told.closures, "x").map((each) => ({ ...each, by: "ana" })),
    messages: told.messages.map(({ who: n, ...each }, i) => ({
      ...each,
      id: `m${i}`,
      patientId: patientId(n),
      value: "+15550001",
    })),
  };
});

/** A scope that takes in everything. */
export const EVERYTHING = {
  site: null,
  practitioner: null,
  device: null,
  area: null,
  language: null,
} as const;
