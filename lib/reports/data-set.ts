import { z } from "zod";
import { DIRECTIONS, OUTCOME_CODES, SPEAKERS } from "@/lib/calls/outcomes";
import { isZone } from "@/lib/dates";
import { MESSAGE_KINDS, MESSAGE_STATUSES, STOP_KINDS } from "@/lib/messaging/words";
import { CONTACT_KINDS } from "@/lib/patients/contact";
import { CLOSING_OUTCOMES } from "@/lib/recovery/closing";
import { CHECK_IN_SOURCES, LEVELS } from "@/lib/triage/protocol";

/** A clinic's whole history in a file, with the period that a report of it is asked for. */

/** PostgreSQL keeps no text with a zero byte. */
const text = z.string().refine((said) => !said.includes("\0"), "holds a zero byte");
const id = text.min(1).max(200);
const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at));
const day = z.iso.date();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "is no time like 09:00");
const hours = z.array(z.tuple([clock, clock]));
const zone = z.string().refine(isZone, "is no IANA time zone");
const words = text.nullable();

const schema = z.object({
  format: z.literal("reports-exact/1"),
  now: instant,
  config: z.object({ horizonHours: z.literal(720) }),
  period: z
    .object({ from: day, to: day })
    .refine(({ from, to }) => from <= to, "ends before it begins"),
  clinic: z.object({
    id,
    timeZone: zone,
    openingHours: z.object({
      mon: hours,
      tue: hours,
      wed: hours,
      thu: hours,
      fri: hours,
      sat: hours,
      sun: hours,
    }),
    holidays: z.array(day),
  }),
  patients: z.array(
    z.object({
      id,
      contactPoints: z.array(
        z.object({
          id,
          kind: z.enum(CONTACT_KINDS),
          value: text,
          states: z.array(z.object({ at: instant, usable: z.boolean(), consent: z.boolean() })),
        }),
      ),
      doNotContact: z.array(z.object({ from: instant, to: instant.nullable() })),
    }),
  ),
  stops: z.array(z.object({ id, value: text, kind: z.enum(STOP_KINDS), at: instant })),
  treatments: z.array(
    z.object({
      id,
      patientId: id,
      endedAt: instant,
      area: words,
      device: words,
      rf: z.boolean().nullable(),
      depthMm: z.number().nullable(),
      practitioner: words,
      site: words,
      productLot: words,
    }),
  ),
  dueChecks: z.array(
    z
      .object({
        id,
        treatmentId: id,
        opensAt: instant,
        dueAt: instant,
        closesAt: instant,
        cancelledAt: instant.nullable(),
      })
      .refine(({ opensAt, closesAt }) => opensAt < closesAt, "closes before it opens"),
  ),
  checkIns: z.array(
    z.object({
      id,
      patientId: id,
      treatmentId: id.nullable(),
      observedAt: instant,
      recordedAt: instant,
      source: z.enum(CHECK_IN_SOURCES),
      answers: z.record(z.string(), z.union([z.number(), text]).nullable()),
    }),
  ),
  assessments: z.array(
    z.object({
      id,
      treatmentId: id,
      at: instant,
      level: z.enum(LEVELS),
      cause: z.enum(["check_in", "time", "review", "closing"]),
      reasons: z.array(text),
    }),
  ),
  calls: z.array(
    z.object({
      id,
      patientId: id,
      treatmentIds: z.array(id).nullable(),
      startedAt: instant,
      endedAt: instant.nullable(),
      loggedAt: instant,
      outcome: z.enum(OUTCOME_CODES),
      reachedWho: z.enum(SPEAKERS).nullable(),
      by: id,
      direction: z.enum(DIRECTIONS),
      voidedAt: instant.nullable(),
    }),
  ),
  reviews: z.array(
    z.object({
      id,
      treatmentId: id,
      at: instant,
      by: id,
      licensed: z.boolean(),
      reasons: z.array(text),
    }),
  ),
  reopenings: z.array(z.object({ id, treatmentId: id, at: instant })),
  closures: z.array(
    z.object({
      id,
      treatmentId: id,
      at: instant,
      by: id.nullable(),
      byKind: z.enum(["human", "system"]),
      outcome: z.enum(CLOSING_OUTCOMES).nullable(),
    }),
  ),
  messages: z.array(
    z.object({
      id,
      patientId: id,
      value: text,
      kind: z.enum(MESSAGE_KINDS),
      sentAt: instant.nullable(),
      statuses: z.array(z.object({ at: instant, status: z.enum(MESSAGE_STATUSES) })),
    }),
  ),
});

export type ReportData = z.output<typeof schema>;

/** Reads the text of a data set; a refusal names the first place that is wrong, and nothing that stands there. */
export function readReportData(
  json: string,
): { ok: true; data: ReportData } | { ok: false; message: string } {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return { ok: false, message: "The file isn't readable JSON." };
  }
  const read = schema.safeParse(content);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    const where = path.length === 0 ? "The file" : path.join(".");
    return { ok: false, message: `${where}: ${message}` };
  }
  const wrong = wrongName(read.data);
  return wrong === null ? { ok: true, data: read.data } : { ok: false, message: wrong };
}

/** The first id that is there twice, or that names nothing. */
function wrongName(data: ReportData): string | null {
  const lists = {
    patients: data.patients,
    stops: data.stops,
    treatments: data.treatments,
    dueChecks: data.dueChecks,
    checkIns: data.checkIns,
    assessments: data.assessments,
    calls: data.calls,
    reviews: data.reviews,
    reopenings: data.reopenings,
    closures: data.closures,
    messages: data.messages,
  };
  for (const [name, list] of Object.entries(lists)) {
    const ids = new Set<string>();
    for (const [n, each] of list.entries()) {
      if (ids.size === ids.add(each.id).size) return `${name}.${n}.id: is there twice`;
    }
  }
  const patients = new Set(data.patients.map((each) => each.id));
  const treatments = new Set(data.treatments.map((each) => each.id));
  for (const [name, list] of Object.entries(lists)) {
    for (const [n, each] of list.entries()) {
      if ("patientId" in each && !patients.has(each.patientId)) {
        return `${name}.${n}.patientId: names no patient`;
      }
      const named =
        "treatmentIds" in each
          ? (each.treatmentIds ?? [])
          : "treatmentId" in each && each.treatmentId !== null
            ? [each.treatmentId]
            : [];
      if (named.some((treatment) => !treatments.has(treatment))) {
        return `${name}.${n}: names a treatment that isn't there`;
      }
    }
  }
  return null;
}
