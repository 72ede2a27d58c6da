import { v7 as uuidv7 } from "uuid";
import type { StaffActor } from "@/lib/actor";
import type { ReportData } from "@/lib/reports/data-set";
import { turnsOf } from "@/lib/reports/turns";
import { asStored } from "@/lib/stored-json";
import type { Reason } from "@/lib/triage/assessment";
import type { Answers, ReasonCode } from "@/lib/triage/protocol";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";
import { type Database, inClinic } from "./client";
import {
  assessments,
  checkIns,
  closures,
  contactPoints,
  patients,
  recoveries,
  reviews,
  treatments,
} from "./schema/care";
import { clinics, protocolVersions, sites, staff } from "./schema/clinic";
import { contactPointStates, doNotContactPeriods, dueChecks, reopenings } from "./schema/history";
import { messageStatuses, messageStops, messages } from "./schema/messages";
import { calls } from "./schema/work";

/** A data set in a clinic of its own: a manager of it, and the ids of the file by those they got here. */
export type StoredReportData = { manager: StaffActor; fileIds: ReadonlyMap<string, string> };

/**
 * Puts a data set into a new clinic of `owner`, the owner's database: all of it or nothing. It stands there as
 * the desk would have stored it; what a file doesn't tell is left empty. The ids it gets have the order of those
 * in the file.
 */
export async function storeReportData(
  owner: Database,
  data: ReportData,
): Promise<StoredReportData> {
  const clinicId = uuidv7();
  const ids = idsFor(data);
  const at = data.now;
  await inClinic({ clinicId }, owner, async (tx) => {
    await tx.insert(clinics).values({
      id: clinicId,
      name: data.clinic.id,
      timeZone: data.clinic.timeZone,
      country: "US",
      phone: "",
      openingHours: data.clinic.openingHours,
      holidays: data.clinic.holidays,
      createdAt: at,
    });
    const [protocol] = await tx
      .insert(protocolVersions)
      .values({
        clinicId,
        number: 1,
        rules: DEFAULT_PROTOCOL,
        approvedBy: "Default",
        approvedAt: at,
      })
      .returning({ id: protocolVersions.id });
    const given: Given = { data, clinicId, protocolVersionId: protocol!.id, id: idIn(ids) };
    for (const [table, rows] of rowsOf(given)) {
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await tx.insert(table).values(rows.slice(from, from + ROWS_AT_ONCE));
      }
    }
  });
  const manager = {
    kind: "staff",
    clinicId,
    staffId: uuidv7(),
    sessionId: uuidv7(),
    name: "Manager",
    role: "manager",
  } as const;
  return { manager, fileIds: new Map([...ids].map(([text, id]) => [id, text])) };
}

/** A statement carries 65 535 values at most, and a call has the most columns. */
const ROWS_AT_ONCE = 1_000;

type Given = {
  data: ReportData;
  clinicId: string;
  protocolVersionId: string;
  id: (text: string) => string;
};
type Table = Parameters<Database["insert"]>[0];
type Row = Record<string, unknown>;

function idIn(ids: ReadonlyMap<string, string>): (text: string) => string {
  return (text) => {
    const id = ids.get(text);
    if (id === undefined) throw new Error("The data set names an id that isn't in it.");
    return id;
  };
}

/** The ids and callers of a file, numbered in the order of their texts. */
function idsFor(data: ReportData): Map<string, string> {
  const texts = new Set([
    ...[
      data.patients,
      data.stops,
      data.treatments,
      data.dueChecks,
      data.checkIns,
      data.assessments,
      data.calls,
      data.reviews,
      data.reopenings,
      data.closures,
      data.messages,
    ].flatMap((list) => list.map(({ id }) => id)),
    ...peopleOf(data),
  ]);
  return new Map([...texts].toSorted().map((text, n) => [text, uuidNumbered(n)]));
}

function uuidNumbered(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

function peopleOf({ calls: called, reviews: reviewed, closures: closed }: ReportData): string[] {
  const humans = closed.filter(({ byKind }) => byKind === "human");
  return [...new Set([...called, ...reviewed, ...humans].flatMap(({ by }) => by ?? NOBODY))];
}

/** Who closed a recovery by hand where the file doesn't say. */
const NOBODY = "(nobody named)";

/** The rows of each table, in an order in which each finds what it names. */
function rowsOf(given: Given): (readonly [Table, Row[]])[] {
  const { data, clinicId, id } = given;
  const of = (each: { id: string }) => ({ clinicId, id: id(each.id) });
  const recovery = ({ treatmentId }: { treatmentId: string }) => ({ recoveryId: id(treatmentId) });
  const patient = ({ patientId }: { patientId: string }) => ({ patientId: id(patientId) });
  const siteIds = new Map(
    data.treatments.flatMap(({ site }) => (site === null ? [] : [[site, uuidv7()] as const])),
  );
  return [
    [staff, peopleOf(data).map((name) => staffRow(given, name))],
    [
      sites,
      [...siteIds].map(([name, siteId]) => ({ clinicId, id: siteId, name, createdAt: data.now })),
    ],
    [
      patients,
      data.patients.map((each) => ({ ...of(each), ...namedAfter(each.id), createdAt: data.now })),
    ],
    ...contactRows(given),
    [
      treatments,
      data.treatments.map((each) => ({
        ...each,
        ...of(each),
        ...patient(each),
        siteId: each.site === null ? null : siteIds.get(each.site),
        endedAtSource: "recorded",
        serviceName: "Microneedling",
        createdAt: each.endedAt,
      })),
    ],
    [recoveries, data.treatments.map((each) => recoveryRow(given, each))],
    [dueChecks, data.dueChecks.map((each) => ({ ...each, ...of(each), ...recovery(each) }))],
    [
      checkIns,
      data.checkIns.map((each) => ({
        ...of(each),
        ...patient(each),
        ...once(),
        recoveryId: each.treatmentId === null ? null : id(each.treatmentId),
        observedAt: each.observedAt,
        recordedAt: each.recordedAt,
        source: each.source,
        answers: each.answers as Answers,
      })),
    ],
    [assessments, data.assessments.map((each) => ({ ...assessmentRow(given, each), ...of(each) }))],
    [
      calls,
      data.calls.map((each) => ({
        ...of(each),
        ...patient(each),
        ...once(),
        recoveryIds: each.treatmentIds && each.treatmentIds.map(id),
        startedAt: each.startedAt,
        endedAt: each.endedAt,
        loggedAt: each.loggedAt,
        outcome: each.outcome,
        spokeWith: each.reachedWho,
        calledBy: id(each.by),
        direction: each.direction,
        undoneAt: each.voidedAt,
        nextAction: "",
      })),
    ],
    [
      reviews,
      data.reviews.map((each) => ({
        ...of(each),
        ...recovery(each),
        ...once(),
        at: each.at,
        reviewedBy: id(each.by),
        // The desk keeps no review without a reason; a report reads only that there was one.
        clears: (each.reasons.length > 0 ? each.reasons : ["(none)"]) as ReasonCode[],
        note: "",
      })),
    ],
    [reopenings, data.reopenings.map((each) => ({ ...of(each), ...recovery(each), at: each.at }))],
    [
      closures,
      data.closures.map((each) => ({
        ...of(each),
        ...recovery(each),
        ...once(),
        at: each.at,
        closedBy: each.byKind === "human" ? id(each.by ?? NOBODY) : null,
        // What the desk closes by itself has no outcome of a person's.
        outcome: each.byKind === "human" ? each.outcome : null,
      })),
    ],
    [
      messages,
      data.messages.map((each) => ({
        ...of(each),
        ...patient(each),
        cause: each.id,
        kind: each.kind,
        template: "check_in",
        createdAt: each.sentAt ?? data.now,
        leavesAt: each.sentAt ?? data.now,
        state: each.sentAt === null ? "waiting" : "sent",
        channel: each.value.includes("@") ? "email" : "sms",
        value: each.value,
        sentAt: each.sentAt,
      })),
    ],
    [
      messageStatuses,
      data.messages.flatMap((each) =>
        each.statuses.map((status) => ({ ...status, clinicId, messageId: id(each.id) })),
      ),
    ],
    [messageStops, data.stops.map((each) => ({ ...each, ...of(each) }))],
  ];
}

function once() {
  return { idempotencyKey: uuidv7() };
}

function namedAfter(text: string) {
  return { name: text, nameKey: text };
}

function staffRow({ data, clinicId, id }: Given, name: string): Row {
  const person = { id: id(name), name, email: name, role: "provider", passwordHash: "" };
  return { ...person, clinicId, createdAt: data.now };
}

function recoveryRow(given: Given, treatment: ReportData["treatments"][number]): Row {
  const { data, clinicId, protocolVersionId, id } = given;
  const ofRecovery = ({ treatmentId }: { treatmentId: string }) => treatmentId === treatment.id;
  const turns = turnsOf(
    data.closures.filter(ofRecovery).map((each) => ({
      ...each,
      at: each.at.getTime(),
      byHuman: each.byKind === "human",
    })),
    data.reopenings.filter(ofRecovery).map((each) => ({ ...each, at: each.at.getTime() })),
  );
  return {
    clinicId,
    id: id(treatment.id),
    patientId: id(treatment.patientId),
    protocolVersionId,
    openedAt: treatment.endedAt,
    open: (turns.at(-1)?.closing ?? null) === null,
  };
}

function assessmentRow(
  { protocolVersionId, id }: Given,
  { treatmentId, at, level, cause, reasons }: ReportData["assessments"][number],
): Row {
  return {
    recoveryId: id(treatmentId),
    at,
    level,
    cause,
    reasons: asStored(reasons.map((code) => ({ code }) as Reason)),
    normal: [],
    trends: [],
    protocolVersionId,
    thresholds: DEFAULT_PROTOCOL.thresholds,
  };
}

/** A number or address that a file holds twice for one patient is one here, usable while either is. */
function contactRows({ data, clinicId, id }: Given): (readonly [Table, Row[]])[] {
  const points: Row[] = [];
  const states: Row[] = [];
  for (const patient of data.patients) {
    const same = Map.groupBy(patient.contactPoints, ({ kind, value }) => `${kind} ${value}`);
    for (const group of same.values()) {
      const { kind, value } = group[0]!;
      const contactPointId = uuidv7();
      const ofPoint = { clinicId, patientId: id(patient.id), id: contactPointId, kind, value };
      points.push({ ...ofPoint, createdAt: data.now });
      states.push(...joinStates(group).map((state) => ({ ...state, clinicId, contactPointId })));
    }
  }
  return [
    [contactPoints, points],
    [contactPointStates, states],
    [
      doNotContactPeriods,
      data.patients.flatMap((patient) =>
        patient.doNotContact.map(({ from, to }) => ({
          clinicId,
          patientId: id(patient.id),
          fromAt: from,
          untilAt: to,
        })),
      ),
    ],
  ];
}

function joinStates(points: ReportData["patients"][number]["contactPoints"]) {
  const instants = new Set(points.flatMap(({ states }) => states.map(({ at }) => at.getTime())));
  return [...instants].map((instant) => {
    const stand = points.flatMap(({ states }) => {
      const known = states.filter(({ at }) => at.getTime() <= instant);
      return known.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1) ?? [];
    });
    return {
      at: new Date(instant),
      usable: stand.some(({ usable }) => usable),
      consent: stand.some(({ usable, consent }) => usable && consent),
    };
  });
}
