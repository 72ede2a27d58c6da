import * as fc from "fast-check";
import type { CheckInFact, RecoveryFacts } from "@/lib/triage/facts";
import {
  type Answers,
  type Certainty,
  type CheckInSource,
  DEFAULT_PROTOCOL,
  type Protocol,
  REASON_CODES,
  type ReasonCode,
  type Severity,
  type SwellingTrend,
} from "@/lib/triage/protocol";

/** The end of treatment in tests. */
export const ENDED = new Date("2026-06-01T15:00:00Z");

/** The instant some hours (and milliseconds) after the end of treatment. */
export function hoursAfter(hours: number, milliseconds = 0): Date {
  return new Date(ENDED.getTime() + Math.round(hours * 3_600_000) + milliseconds);
}

/** Facts of a recovery about which nothing is known yet, with some of them replaced. */
export function recoveryFacts(facts: Partial<RecoveryFacts> = {}): RecoveryFacts {
  return {
    treatmentEndedAt: ENDED,
    checkIns: [],
    reviews: [],
    closedAt: [],
    risks: [],
    protocol: DEFAULT_PROTOCOL,
    longerWindow: null,
    ...facts,
  };
}

/** The default protocol with some extensions switched. */
export function protocolWith(extensions: Partial<Protocol["extensions"]>): Protocol {
  return { ...DEFAULT_PROTOCOL, extensions: { ...DEFAULT_PROTOCOL.extensions, ...extensions } };
}

/** A check-in observed at an hour and recorded then, or at the hour given. */
export function checkIn(
  hour: number,
  answers: Answers,
  more: Partial<CheckInFact> & { recordedHour?: number } = {},
): CheckInFact {
  const { recordedHour, ...rest } = more;
  return {
    id: `at ${hour} h`,
    observedAt: hoursAfter(hour),
    recordedAt: hoursAfter(recordedHour ?? hour),
    source: "patient",
    answers,
    ...rest,
  };
}

/** Every sign of the guide and extension answered as gone. */
export const ALL_CLEAR: Answers = {
  redness: 0,
  swelling: 0,
  heat: 0,
  pain: 0,
  pus: "no",
  itching: 0,
  bumps: "no",
  tightness: 0,
  peeling: 0,
  breathing: "no",
  eye: "no",
  spreading: "no",
  blisters: "no",
  chills: "no",
};

// Instants close to every limit, two hours apart where windows touch.
const HOURS = [
  -1, 0, 1, 2, 4, 22, 23, 24, 26, 46, 47, 48, 50, 51, 52, 60, 70, 72, 74, 76, 166, 168, 336, 338,
];
const nudge = fc.constantFrom(0, 0, 0, 0, -1, 1);

function instantAmong(hours: readonly number[]): fc.Arbitrary<Date> {
  return fc.tuple(fc.constantFrom(...hours), nudge).map(([hour, ms]) => hoursAfter(hour, ms));
}

const certainty = fc.constantFrom<Certainty>("no", "unsure", "yes");
const severity = fc.constantFrom<Severity>(0, 1, 2, 3);
const pain = fc.constantFrom(0, 3, 4, 5, 6, 7, 10);
const temperatureC = fc.constantFrom(36.6, 37.9, 38, 39);
const swellingTrend = fc.constantFrom<SwellingTrend>("less", "same", "more");

const perSign = {
  redness: severity,
  swelling: severity,
  heat: severity,
  pain,
  pus: certainty,
  itching: severity,
  bumps: certainty,
  tightness: severity,
  peeling: severity,
  breathing: certainty,
  eye: certainty,
  spreading: certainty,
  blisters: certainty,
  chills: certainty,
  temperatureC,
};
const FAMILIES: fc.Arbitrary<Answers>[] = [
  fc.record({ redness: severity, swelling: severity, heat: severity }, { requiredKeys: [] }),
  fc.record({ swelling: severity, swellingTrend }, { requiredKeys: [] }),
  fc.record({ redness: severity, pain }, { requiredKeys: [] }),
  fc.record({ pain }),
  fc.record({ chills: certainty, temperatureC, blisters: certainty }, { requiredKeys: [] }),
  fc.record({ pus: certainty, breathing: certainty }, { requiredKeys: [] }),
  fc.record({ itching: severity, tightness: severity, peeling: severity }, { requiredKeys: [] }),
];
const anyAnswers: fc.Arbitrary<Answers> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...FAMILIES) },
  { weight: 1, arbitrary: fc.record({ ...perSign, swellingTrend }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.constant(ALL_CLEAR) },
);

const delay = fc.constantFrom(0, 0, 0, 1, 2, 3, 26, 100, -5 / 60, -6 / 60);

function checkInOf(
  observed: fc.Arbitrary<Date>,
  recorded: fc.Arbitrary<Date> | null,
  answers: fc.Arbitrary<Answers>,
): fc.Arbitrary<CheckInFact> {
  return fc
    .record({
      id: fc.uuid(),
      observedAt: observed,
      told: recorded ?? delay,
      source: fc.constantFrom<CheckInSource>("patient", "patient", "staff_clinic", "staff_phone"),
      identityVerified: fc.constantFrom(true, false, null),
      answers,
    })
    .map(({ told, ...fact }) => ({
      ...fact,
      recordedAt: told instanceof Date ? told : hoursLater(fact.observedAt, told),
    }));
}

function hoursLater(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * 3_600_000);
}

/** Any check-in; ids repeat never, instants often. */
export const anyCheckIn = checkInOf(instantAmong(HOURS), null, anyAnswers);

const everyCode: ReasonCode[] = [...REASON_CODES];
const codes = fc.oneof(
  fc.subarray(everyCode, { minLength: 1, maxLength: 6 }),
  fc.constant(everyCode),
);

const anyProtocol = fc
  .record({
    X1: fc.boolean(),
    X2: fc.boolean(),
    X3: fc.boolean(),
    X4: fc.boolean(),
    X5: fc.boolean(),
    X9: fc.boolean(),
    X10: fc.boolean(),
  })
  .map((extensions) => protocolWith(extensions));

function factsOf(
  checkIns: fc.Arbitrary<CheckInFact[]>,
  instants: fc.Arbitrary<Date>,
  protocol: fc.Arbitrary<Protocol>,
): fc.Arbitrary<RecoveryFacts> {
  return fc.record({
    treatmentEndedAt: fc.constant(ENDED),
    checkIns,
    reviews: fc.array(fc.record({ at: instants, clears: codes }), { maxLength: 2 }),
    closedAt: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(instants, { maxLength: 2 }) },
    ),
    risks: fc.constantFrom([], ["isotretinoin"]),
    protocol,
    longerWindow: fc.constantFrom(null, { normalHours: 72, firstDaysHours: 168 }),
  });
}

const spread = factsOf(fc.array(anyCheckIn, { maxLength: 7 }), instantAmong(HOURS), anyProtocol);

// One family of signs at a handful of instants, so that windows, recordings and reviews meet.
const crowded = fc
  .tuple(
    fc.subarray(HOURS, { minLength: 3, maxLength: 6 }),
    fc.constantFrom(...FAMILIES),
    fc.boolean(),
  )
  .chain(([hours, family, isBackDated]) => {
    const instants = instantAmong(hours);
    const late = isBackDated ? instantAmong(hours.map((hour) => Math.abs(hour) + 60)) : null;
    const checkIns = fc.array(checkInOf(instants, late, family), { maxLength: 8 });
    const moments = isBackDated ? fc.oneof(instants, late ?? instants) : instants;
    return factsOf(checkIns, moments, fc.constant(protocolWith({})));
  });

/** Any facts with usable instants, biased to collisions and to the limits. */
export const anyFacts = fc.oneof(spread, { weight: 2, arbitrary: crowded });

/** An instant of assessment, biased to the limits. */
export const anyNow = fc.oneof(instantAmong(HOURS), {
  weight: 2,
  arbitrary: fc.constant(hoursAfter(500)),
});
