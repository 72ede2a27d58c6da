import { z } from "zod";
import { assess } from "@/lib/triage/assess";
import type { RecoveryFacts } from "@/lib/triage/facts";
import {
  type Answers,
  CHECK_IN_SOURCES,
  DEFAULT_PROTOCOL,
  EXTENSIONS,
  LEVELS,
  type Protocol,
  REASON_CODES,
} from "@/lib/triage/protocol";

const instant = z
  .string()
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()), "not an instant");

const hours = z.object({ normalHours: z.number(), firstDaysHours: z.number() });
const longerWindow = z.union([
  hours,
  z
    .tuple([z.number(), z.number()])
    .transform(([normalHours, firstDaysHours]) => ({ normalHours, firstDaysHours })),
]);

// Lenient: a switch that isn't known here, or not set, is as in version 1.
const extensions = z.record(z.string(), z.unknown());

const workedCase = z.object({
  id: z.coerce.string(),
  about: z.string().default(""),
  treatmentEndedAt: instant,
  now: instant,
  extensions: extensions.nullish(),
  longerWindow: longerWindow.nullish(),
  risks: z.array(z.coerce.string()).nullish(),
  checkIns: z
    .array(
      z.object({
        id: z.coerce.string().optional(),
        observedAt: instant,
        recordedAt: instant.nullish(),
        source: z.enum(CHECK_IN_SOURCES).nullish().catch(null),
        identityVerified: z.boolean().nullish(),
        answers: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  reviews: z.array(z.object({ at: instant, clears: z.array(z.string()) })).nullish(),
  closedAt: z.union([z.null(), instant, z.array(instant)]).optional(),
  expect: z.object({ level: z.enum(LEVELS), reasons: z.array(z.string()) }),
});

/** A worked case: what is known of a recovery, and the level and reasons that must come out. */
export type WorkedCase = z.output<typeof workedCase>;

/** A case whose assessment differs from what it expects; reasons are sorted. */
export type CaseMismatch = {
  id: string;
  about: string;
  expected: { level: string; reasons: readonly string[] };
  got: { level: string; reasons: readonly string[] };
};

/** Reads the content of a case file: an array of cases, or words for what is wrong with it. */
export function readWorkedCases(
  content: unknown,
): { ok: true; cases: readonly WorkedCase[] } | { ok: false; reason: string } {
  const parsed = z.array(workedCase).safeParse(content);
  return parsed.success
    ? { ok: true, cases: parsed.data }
    : { ok: false, reason: z.prettifyError(parsed.error) };
}

/** Assesses a case; null when level and reasons (as sets) are as expected. */
export function checkWorkedCase(worked: WorkedCase): CaseMismatch | null {
  const assessment = assess(factsOf(worked), worked.now);
  const expected = { level: worked.expect.level, reasons: sortedSet(worked.expect.reasons) };
  const got = {
    level: assessment.level,
    reasons: sortedSet(assessment.reasons.map(({ code }) => code)),
  };
  if (JSON.stringify(expected) === JSON.stringify(got)) return null;
  return { id: worked.id, about: worked.about, expected, got };
}

/** The facts of a case; what it leaves out is absent, and switches are as in version 1. */
export function factsOf(worked: WorkedCase): RecoveryFacts {
  const switches = worked.extensions ?? {};
  // X10 may be written as its window instead of a switch.
  const x10 = longerWindow.safeParse(switches.X10);
  return {
    treatmentEndedAt: worked.treatmentEndedAt,
    checkIns: (worked.checkIns ?? []).map((checkIn, place) => ({
      id: checkIn.id ?? `check-in ${place + 1}`,
      observedAt: checkIn.observedAt,
      recordedAt: checkIn.recordedAt ?? checkIn.observedAt,
      source: checkIn.source ?? "patient",
      identityVerified: checkIn.identityVerified,
      // Taken as it comes: the engine itself leaves out what doesn't fit a question.
      answers: (checkIn.answers ?? {}) as Answers,
    })),
    reviews: (worked.reviews ?? []).map(({ at, clears }) => ({
      at,
      clears: REASON_CODES.filter((code) => clears.includes(code)),
    })),
    closedAt: [worked.closedAt ?? []].flat(),
    risks: worked.risks ?? [],
    protocol: {
      ...DEFAULT_PROTOCOL,
      extensions: switchesOf(switches),
    },
    longerWindow: worked.longerWindow ?? x10.data ?? null,
  };
}

function switchesOf(switches: Record<string, unknown>): Protocol["extensions"] {
  const switched = { ...DEFAULT_PROTOCOL.extensions };
  for (const id of EXTENSIONS) {
    const value = switches[id];
    if (value !== undefined && value !== null) switched[id] = value !== false;
  }
  return switched;
}

function sortedSet(codes: readonly string[]): string[] {
  return [...new Set(codes)].toSorted();
}
