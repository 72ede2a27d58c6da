import { randomInt, randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { newestProtocol } from "@/db/open-recovery";
import {
  assessments,
  checkIns,
  closures,
  contactPoints,
  patientCorrections,
  patientMerges,
  patientSearchTerms,
  patients,
  recoveries,
  reviews,
  treatmentCorrections,
  treatments,
} from "@/db/schema/care";
import { checkInDrafts, checkInLinks } from "@/db/schema/check-in";
import { preferences, sites } from "@/db/schema/clinic";
import {
  contactPointStates,
  doNotContactPeriods,
  dueChecks,
  reopenings,
} from "@/db/schema/history";
import {
  importMappings,
  importParts,
  importRows,
  importRuns,
  importUploads,
} from "@/db/schema/imports";
import { messageStatuses, messageStops, messages, receivedTexts } from "@/db/schema/messages";
import { photos } from "@/db/schema/photos";
import { reportMonths, reportRestatements } from "@/db/schema/reports";
import { restrictionOverrides } from "@/db/schema/restrictions";
import {
  alerts,
  callCorrections,
  callDrafts,
  calls,
  claims,
  escalations,
  followUps,
  onCallShifts,
  savedViews,
  snoozes,
} from "@/db/schema/work";
import { hashOfToken, newLinkToken } from "@/lib/check-in/link";
import { asStored } from "@/lib/stored-json";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";

/** What was put in, and every text that must not turn up where it doesn't belong. */
export type HealthRows = {
  patientId: string;
  recoveryId: string;
  followUpId: string;
  claimId: string;
  callId: string;
  checkInId: string;
  uploadId: string;
  runId: string;
  escalationId: string;
  alertId: string;
  viewId: string;
  mergeId: string;
  treatmentId: string;
  contactPointId: string;
  linkId: string;
  /** A message that was sent. */
  messageId: string;
  /** A text that nobody has read. */
  textId: string;
  /** Opens the patient's own page, with the birth date 1987-06-05. */
  linkToken: string;
  /** A row without bytes. */
  photoId: string;
  /** Another patient, of the same name. */
  otherPatientId: string;
  canaries: string[];
  /** Stands in the navigation of everybody in the clinic, on every page: no canary, and nobody else's. */
  viewName: string;
};

const HOUR = 3_600_000;

/**
 * One patient with a row in every table of a clinic that holds health data, and `canary` in every
 * column that can hold a word: names, numbers, notes, areas, reasons, answers.
 */
export async function addHealthRows(
  owner: Database,
  clinicId: string,
  staffId: string,
  now: Date,
  canary: string,
): Promise<HealthRows> {
  const word = (what: string) => `${canary}${what}`;
  const line = `${randomInt(200, 999)}0${randomInt(100, 199)}`;
  const phone = `+1646${line}`;
  const temperatureC = 36.9;
  const [patientId, recoveryId, followUpId, checkInId, claimId, callId, uploadId, runId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const [escalationId, alertId, viewId, mergeId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const siteId = randomUUID();
  const viewName = `Round ${randomUUID().slice(0, 8)}`;
  const contactPointId = randomUUID();
  const assessmentId = randomUUID();
  const treatedAt = new Date(now.getTime() - 50 * HOUR);

  await owner.insert(sites).values({ clinicId, id: siteId, name: word("Site"), createdAt: now });
  await owner.insert(patients).values({
    clinicId,
    id: patientId,
    name: `${word("First")} ${word("Last")}`,
    nameKey: `${word("first")} ${word("last")}`.toLowerCase(),
    birthOn: "1987-06-05",
    risks: [word("Risk")],
    createdAt: now,
  });
  await owner.insert(contactPoints).values([
    {
      clinicId,
      id: contactPointId,
      patientId,
      kind: "phone",
      value: phone,
      owner: word("Owner"),
      createdAt: now,
    },
    { clinicId, patientId, kind: "email", value: `${canary}mail@example.org`, createdAt: now },
  ]);
  await owner.insert(patientSearchTerms).values({ clinicId, patientId, term: word("first") });
  await owner.insert(treatments).values({
    clinicId,
    id: recoveryId,
    patientId,
    siteId,
    endedAt: treatedAt,
    endedAtSource: "recorded",
    area: word("Area"),
    serviceName: word("Service"),
    device: word("Device"),
    products: word("Product"),
    productLot: word("Lot"),
    practitioner: word("Practitioner"),
    longerWindow: {
      normalHours: 96,
      firstDaysHours: 96,
      prescriber: word("Prescriber"),
      reason: word("Reason"),
    },
    sourceKey: word("Source"),
    createdAt: now,
  });
  const protocolVersionId = await newestProtocol(owner, clinicId);
  await owner.insert(recoveries).values({
    clinicId,
    id: recoveryId,
    patientId,
    protocolVersionId,
    openedAt: treatedAt,
    open: true,
  });
  await owner.insert(checkIns).values({
    clinicId,
    id: checkInId,
    patientId,
    recoveryId,
    observedAt: now,
    recordedAt: now,
    source: "staff_phone",
    identityVerified: true,
    answers: { redness: 3, pain: 9, temperatureC },
    note: word("CheckInNote"),
    recordedBy: staffId,
    idempotencyKey: randomUUID(),
  });
  await owner.insert(assessments).values({
    clinicId,
    id: assessmentId,
    recoveryId,
    at: now,
    cause: "check_in",
    level: "urgent",
    reasons: [],
    normal: [],
    trends: [],
    protocolVersionId,
    thresholds: DEFAULT_PROTOCOL.thresholds,
  });
  await owner
    .update(recoveries)
    .set({ assessmentId })
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.id, recoveryId)));
  await owner.insert(reviews).values({
    clinicId,
    recoveryId,
    at: now,
    reviewedBy: staffId,
    clears: ["PUS"],
    note: word("ReviewNote"),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(closures).values({
    clinicId,
    recoveryId,
    at: now,
    closedBy: staffId,
    outcome: "healed",
    note: word("ClosureNote"),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(restrictionOverrides).values({
    clinicId,
    recoveryId,
    restriction: "exercise",
    untilHours: 72,
    reason: word("RestrictionReason"),
    setBy: staffId,
    setAt: now,
    version: 1,
  });
  await owner.insert(followUps).values({
    clinicId,
    id: followUpId,
    patientId,
    openedAt: treatedAt,
    leadRecoveryId: recoveryId,
    level: "urgent",
    listGroup: "urgent",
    listRank: 1,
    dataProblems: [],
    promiseRank: 1,
    reasonSince: now,
    treatedAt,
    nextAction: word("NextAction"),
    dueAt: now,
    assigneeId: staffId,
    placedAt: treatedAt,
  });
  // Moving it leaves its old place behind.
  await owner
    .update(followUps)
    .set({ placedAt: now })
    .where(and(eq(followUps.clinicId, clinicId), eq(followUps.id, followUpId)));
  await owner.insert(snoozes).values({
    clinicId,
    followUpId,
    snoozedBy: staffId,
    at: treatedAt,
    until: now,
    reason: word("SnoozeReason"),
    endedAt: now,
    endedBy: "time",
    idempotencyKey: randomUUID(),
  });
  await owner.insert(escalations).values({
    clinicId,
    id: escalationId,
    patientId,
    recoveryId,
    escalatedBy: staffId,
    toStaffId: staffId,
    at: now,
    summary: word("Summary"),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(onCallShifts).values({ clinicId, staffId, fromAt: treatedAt, setBy: staffId });
  await owner.insert(alerts).values({
    clinicId,
    id: alertId,
    followUpId,
    patientId,
    untouchedSince: treatedAt,
    raisedAt: now,
    toStaffId: staffId,
  });
  await owner.insert(savedViews).values({
    clinicId,
    id: viewId,
    ownerId: staffId,
    name: viewName,
    query: "group=urgent",
    shared: true,
    createdAt: now,
  });
  await owner
    .insert(preferences)
    .values({ clinicId, staffId, shortcuts: true, density: "comfortable" });
  await owner.insert(callDrafts).values({
    clinicId,
    staffId,
    patientId,
    fields: { note: [word("DraftNote")] },
    idempotencyKey: randomUUID(),
    savedAt: now,
  });
  await owner.insert(treatmentCorrections).values({
    clinicId,
    treatmentId: recoveryId,
    at: now,
    correctedBy: staffId,
    reason: word("CorrectionReason"),
    before: asStored({ endedAt: treatedAt, endedAtSource: "day_only" as const }),
    after: asStored({ endedAt: treatedAt, endedAtSource: "recorded" as const }),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(patientCorrections).values({
    clinicId,
    patientId,
    at: now,
    correctedBy: staffId,
    reason: word("IdentityReason"),
    before: { name: word("OldName") },
    after: { name: word("First") },
  });
  const otherPatientId = randomUUID();
  await owner.insert(patients).values({
    clinicId,
    id: otherPatientId,
    name: `${word("First")} ${word("Last")}`,
    nameKey: `${word("first")} ${word("last")}`.toLowerCase(),
    birthOn: "1987-06-05",
    createdAt: now,
  });
  const twinId = randomUUID();
  await owner.insert(patients).values({
    clinicId,
    id: twinId,
    name: word("Twin"),
    nameKey: word("twin").toLowerCase(),
    mergedInto: patientId,
    createdAt: now,
  });
  await owner.insert(patientMerges).values({
    clinicId,
    id: mergeId,
    keptId: patientId,
    mergedId: twinId,
    at: now,
    mergedBy: staffId,
    moved: {
      treatments: [],
      checkIns: [],
      calls: [],
      contactPoints: [],
      escalations: [],
      identity: { before: { risks: [] }, after: { risks: [word("TwinRisk")] } },
      voicemail: [],
      line: { kind: "none" },
    },
    idempotencyKey: randomUUID(),
  });
  await owner.insert(claims).values({
    clinicId,
    id: claimId,
    patientId,
    staffId,
    claimedAt: now,
    leaseUntil: new Date(now.getTime() + HOUR / 4),
  });
  await owner.insert(calls).values({
    clinicId,
    id: callId,
    patientId,
    followUpId,
    calledBy: staffId,
    direction: "outbound",
    contactPointId,
    startedAt: now,
    loggedAt: now,
    outcome: "reached",
    spokeWith: "patient",
    identityChecked: true,
    checkInId,
    advice: ["aftercare"],
    providerToldId: staffId,
    nextAction: word("CallNext"),
    nextReason: word("CallReason"),
    note: word("CallNote"),
    idempotencyKey: randomUUID(),
  });
  await owner
    .insert(contactPointStates)
    .values({ clinicId, contactPointId, at: treatedAt, usable: true, consent: true });
  await owner
    .insert(doNotContactPeriods)
    .values({ clinicId, patientId, fromAt: treatedAt, untilAt: now });
  await owner.insert(dueChecks).values({
    clinicId,
    recoveryId,
    opensAt: treatedAt,
    dueAt: now,
    closesAt: new Date(now.getTime() + HOUR),
  });
  await owner.insert(reopenings).values({ clinicId, recoveryId, at: now });
  const messageId = randomUUID();
  await owner.insert(messages).values({
    clinicId,
    id: messageId,
    patientId,
    cause: "asked",
    template: "check_in",
    kind: "human",
    createdAt: now,
    leavesAt: now,
    state: "sent",
    channel: "sms",
    value: phone,
    sentAt: now,
  });
  const textId = randomUUID();
  await owner.insert(receivedTexts).values({
    clinicId,
    id: textId,
    value: phone,
    body: word("TextBody"),
    receivedAt: now,
    providerId: word("TextSid"),
  });
  await owner.insert(messageStatuses).values({ clinicId, messageId, at: now, status: "delivered" });
  await owner.insert(messageStops).values({ clinicId, value: phone, kind: "STOP", at: now });
  const month = "2026-10-01";
  await owner.insert(reportMonths).values({ clinicId, month, frozenAt: now, figures: {} });
  await owner
    .insert(reportRestatements)
    .values({ clinicId, month, at: now, before: {}, after: {} });
  const said = {
    outcome: "reached" as const,
    spokeWith: "patient" as const,
    identityChecked: true,
    contactPointId,
    readBack: null,
  };
  await owner.insert(callCorrections).values({
    clinicId,
    callId,
    at: now,
    correctedBy: staffId,
    reason: word("CallCorrectionReason"),
    before: { ...said, note: word("OldNote") },
    after: { ...said, note: word("CallNote") },
    idempotencyKey: randomUUID(),
  });
  await owner.insert(importUploads).values({
    clinicId,
    id: uploadId,
    uploadedBy: staffId,
    uploadedAt: now,
    aliveAt: now,
    fileName: `${word("File")}.csv`,
    byteCount: 40,
    decisions: { mapping: { patientName: word("Column") } },
  });
  const content = Buffer.from(`Client,Date\n${word("Cell")},2026-11-20\n`);
  await owner.insert(importParts).values({ clinicId, uploadId, part: 0, content });
  await owner.insert(importRows).values([
    {
      clinicId,
      uploadId,
      row: 1,
      line: 2,
      verdict: "reject",
      reason: "missing-name",
      problem: word("Problem"),
      cells: [word("Cell"), "2026-11-20"],
      here: false,
    },
    {
      clinicId,
      uploadId,
      row: 2,
      line: 3,
      verdict: "accept",
      cells: [word("Cell"), "2026-11-20"],
      here: false,
      treatment: asStored({
        patientName: word("Staged"),
        birthOn: null,
        phoneE164: null,
        email: null,
        patientSourceId: null,
        serviceName: word("StagedService"),
        practitioner: null,
        location: null,
        device: null,
        rf: null,
        area: null,
        startAt: treatedAt,
        endedAt: treatedAt,
        endedAtSource: "recorded" as const,
        sourceKey: word("StagedKey"),
        warnings: [],
      }),
    },
  ]);
  await owner.insert(importRuns).values({
    clinicId,
    id: runId,
    uploadId,
    startedBy: staffId,
    startedAt: now,
    finishedAt: now,
    aliveAt: now,
    state: "done",
    fileName: `${word("RunFile")}.csv`,
    system: word("System"),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(importMappings).values({
    clinicId,
    signature: word("Signature"),
    header: [word("Header")],
    decisions: {},
    savedAt: now,
  });
  const [linkId, linkToken] = [randomUUID(), newLinkToken()];
  await owner.insert(checkInLinks).values({
    clinicId,
    id: linkId,
    patientId,
    tokenHash: hashOfToken(linkToken),
    createdAt: now,
    createdBy: staffId,
    expiresAt: new Date(now.getTime() + 24 * HOUR),
    idempotencyKey: randomUUID(),
  });
  await owner.insert(checkInDrafts).values({
    clinicId,
    patientId,
    answers: { pain: 9, temperatureC },
    reported: {},
    startedAt: now,
    savedAt: now,
    idempotencyKey: randomUUID(),
  });
  const photoId = randomUUID();
  await owner.insert(photos).values({
    clinicId,
    id: photoId,
    patientId,
    checkInId,
    recoveryId,
    receivedAt: now,
    width: 1200,
    height: 1600,
    byteCount: 300_000,
    sha256: word("Sha"),
    consentCareAt: now,
    storageKey: randomUUID().replaceAll("-", ""),
    storedAt: now,
    idempotencyKey: randomUUID(),
  });
  const desk = { kind: "job", clinicId, job: "fixtures" } as const;
  await writeAudit(owner, desk, { action: "patient.view", patientId }, now);
  return {
    patientId,
    recoveryId,
    followUpId,
    claimId,
    callId,
    checkInId,
    uploadId,
    runId,
    escalationId,
    alertId,
    viewId,
    mergeId,
    treatmentId: recoveryId,
    contactPointId,
    linkId,
    messageId,
    textId,
    linkToken,
    photoId,
    viewName,
    otherPatientId,
    canaries: [canary, phone, phone.slice(2), `${line.slice(0, 3)}-${line.slice(3)}`, "1987-06-05"],
  };
}
