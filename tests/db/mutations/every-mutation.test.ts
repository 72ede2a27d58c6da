import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { raiseAlerts, seeAlert } from "@/db/mutations/alerts";
import { assignFollowUps } from "@/db/mutations/assignments";
import { correctCall } from "@/db/mutations/call-corrections";
import { dropCallDraft, keepCallDraft } from "@/db/mutations/call-drafts";
import { undoCall } from "@/db/mutations/call-undo";
import { recordCall } from "@/db/mutations/calls";
import { createCheckInLink, revokeCheckInLink } from "@/db/mutations/check-in-links";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { claimFollowUp, releaseFollowUp, renewClaim } from "@/db/mutations/claims";
import { closeRecovery } from "@/db/mutations/closures";
import { addContactPoint, saveContactPoint } from "@/db/mutations/contact-points";
import { answerEscalation, escalatePatient } from "@/db/mutations/escalations";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import { setWriteTimes } from "@/db/mutations/message-settings";
import { askForMessage, withdrawMessage } from "@/db/mutations/messages";
import { correctPatient } from "@/db/mutations/patients";
import { keepPhoto, removePhoto } from "@/db/mutations/photos";
import { choosePreferences } from "@/db/mutations/preferences";
import { readText, receiveText, stopMessages } from "@/db/mutations/received-texts";
import { setRestriction } from "@/db/mutations/restrictions";
import { clearReasons } from "@/db/mutations/reviews";
import { snoozeFollowUps, wakeFollowUp } from "@/db/mutations/snoozes";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import { changeView, removeView, saveView } from "@/db/mutations/views";
import { listAlerts } from "@/db/queries/alerts";
import { listUnreadTexts } from "@/db/queries/messages";
import {
  type Actor,
  NotPermitted,
  PERMISSIONS,
  type Permission,
  ROLES,
  type StaffActor,
} from "@/lib/actor";
import { folderStorage } from "@/lib/photos/folder-storage";
import {
  asApp,
  at,
  auditOf,
  call,
  callOf,
  checkInOf,
  contentOf,
  type Desk,
  NOW,
  openDesk,
  reachedCallOf,
  report,
  type Treated,
  treat,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

type Done = { ok: boolean; reason?: string };
/**
 * Somebody treated, with an alert, a call that the aesthetician has just logged, a record that may be
 * theirs too, one that is part of theirs, an open question, a check-in link, a photo, a message that waits
 * and a text that nobody has read.
 */
type Ids = Treated & {
  callId: string;
  alertId: string;
  twinId: string;
  mergeId: string;
  escalationId: string;
  linkId: string;
  messageId: string;
  textId: string;
  photoId: string;
};
type Mutation = {
  name: string;
  permission: Permission;
  /** Null for what isn't audited: a draft, a sign of life. */
  action: string | null;
  /** Whether its form carries an idempotency key; where it doesn't, a repeat is another act. */
  keyed: boolean;
  run: (actor: Actor, ids: Ids, key: string, database: Database) => Promise<Done>;
};

/** Each as it is meant to be used, on a patient 400 h after treatment with pus reported at 1 h. */
const MUTATIONS: readonly Mutation[] = [
  {
    name: "recordCheckIn",
    permission: "record check-in",
    action: "check_in.record",
    keyed: true,
    run: (actor, { patientId }, idempotencyKey, database) =>
      recordCheckIn(actor, checkInOf(patientId, { idempotencyKey }), NOW, database),
  },
  {
    name: "recordCheckIn of one recovery",
    permission: "record check-in",
    action: "check_in.record",
    keyed: true,
    run: (actor, { patientId, recoveryId }, idempotencyKey, database) =>
      recordCheckIn(actor, checkInOf(patientId, { recoveryId, idempotencyKey }), NOW, database),
  },
  {
    name: "recordCall, nobody answered",
    permission: "log call",
    action: "call.log",
    keyed: true,
    run: (actor, { patientId, phoneIds }, idempotencyKey, database) => {
      const contactPointId = phoneIds[0]!;
      return recordCall(
        actor,
        callOf(patientId, { contactPointId, idempotencyKey }),
        NOW,
        database,
      );
    },
  },
  {
    name: "recordCall, reached",
    permission: "log call",
    action: "call.log",
    keyed: true,
    run: (actor, { patientId }, idempotencyKey, database) =>
      recordCall(
        actor,
        reachedCallOf(patientId, { redness: 1 }, { idempotencyKey }),
        NOW,
        database,
      ),
  },
  {
    name: "createCheckInLink",
    permission: "hand out check-in link",
    action: "link.make",
    keyed: true,
    run: (actor, { patientId }, idempotencyKey, database) => {
      const link = { patientId, token: `a token of ${idempotencyKey}`, idempotencyKey };
      return createCheckInLink(actor, link, NOW, database);
    },
  },
  {
    name: "revokeCheckInLink",
    permission: "hand out check-in link",
    action: "link.revoke",
    keyed: true,
    run: (actor, { patientId, linkId }, _, database) =>
      revokeCheckInLink(actor, { patientId, linkId }, NOW, database),
  },
  {
    name: "claimFollowUp",
    permission: "log call",
    action: "call.claim",
    keyed: false,
    run: (actor, { patientId }, _, database) =>
      claimFollowUp(actor, { patientId, takeOver: false }, NOW, database),
  },
  {
    name: "renewClaim",
    permission: "log call",
    action: null,
    keyed: false,
    run: (actor, { patientId }, _, database) => renewClaim(actor, { patientId }, NOW, database),
  },
  {
    name: "releaseFollowUp",
    permission: "log call",
    action: "call.release",
    keyed: false,
    run: (actor, { patientId }, _, database) =>
      releaseFollowUp(actor, { patientId }, NOW, database),
  },
  {
    name: "undoCall",
    permission: "log call",
    action: "call.undo",
    keyed: true,
    run: (actor, { callId }, _, database) => undoCall(actor, { callId }, NOW, database),
  },
  {
    name: "correctCall",
    permission: "log call",
    action: "call.correct",
    keyed: true,
    run: (actor, { callId }, idempotencyKey, database) => {
      const words = {
        outcome: "busy",
        spokeWith: null,
        identityChecked: null,
        contactPointId: null,
        readBack: null,
        note: null,
      } as const;
      const correction = { callId, version: 1, words, promisedAt: null, reason: "Engaged" };
      return correctCall(actor, { ...correction, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "keepCallDraft",
    permission: "log call",
    action: null,
    keyed: true,
    run: (actor, { patientId }, idempotencyKey, database) => {
      const draft = { patientId, idempotencyKey, fields: { outcome: ["busy"] } };
      return keepCallDraft(actor, draft, NOW, database);
    },
  },
  {
    name: "dropCallDraft",
    permission: "log call",
    action: null,
    keyed: false,
    run: (actor, { patientId }, _, database) => dropCallDraft(actor, { patientId }, NOW, database),
  },
  {
    name: "seeAlert",
    permission: "see alert",
    action: "alert.see",
    keyed: true,
    run: (actor, { alertId }, _, database) => seeAlert(actor, { alertId }, NOW, database),
  },
  {
    name: "clearReasons",
    permission: "clear reason",
    action: "reason.clear",
    keyed: true,
    run: (actor, { patientId, recoveryId }, idempotencyKey, database) => {
      const review = { patientId, recoveryId, clears: ["PUS" as const], note: "Seen" };
      return clearReasons(actor, { ...review, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "closeRecovery",
    permission: "close recovery",
    action: "recovery.close",
    keyed: true,
    run: async (actor, { patientId, recoveryId }, idempotencyKey, database) => {
      const closing = { patientId, recoveryId, outcome: "healed" as const, note: null };
      return closeRecovery(actor, { ...closing, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "setRestriction of one recovery",
    permission: "set restriction",
    action: "restriction.set",
    // Its version does what a key does.
    keyed: true,
    run: (actor, { patientId, recoveryId }, _, database) => {
      const until = { id: "exercise", untilHours: 72, reason: "Deep treatment" } as const;
      return setRestriction(actor, { patientId, recoveryId, ...until, version: 0 }, NOW, database);
    },
  },
  {
    name: "assignFollowUps",
    permission: "assign follow-up",
    action: "follow_up.assign",
    keyed: false,
    run: (actor, { patientId }, _, database) =>
      assignFollowUps(
        actor,
        { patientIds: [patientId], assigneeId: desk.provider.staffId },
        NOW,
        database,
      ),
  },
  {
    name: "correctTreatmentTime",
    permission: "correct treatment",
    action: "treatment.correct",
    keyed: true,
    run: (actor, { patientId, recoveryId: treatmentId }, idempotencyKey, database) =>
      correctTreatmentTime(
        actor,
        {
          patientId,
          treatmentId,
          endedAt: at(-398),
          reason: "Misread",
          version: 1,
          idempotencyKey,
        },
        NOW,
        database,
      ),
  },
  {
    name: "snoozeFollowUps",
    permission: "snooze follow-up",
    action: "follow_up.snooze",
    keyed: true,
    run: (actor, { patientId }, key, database) => snooze(actor, patientId, key, database),
  },
  {
    name: "wakeFollowUp",
    permission: "snooze follow-up",
    action: "follow_up.wake",
    keyed: false,
    run: (actor, { patientId }, _, database) => wakeFollowUp(actor, { patientId }, NOW, database),
  },
  {
    name: "correctPatient",
    permission: "correct patient",
    action: "patient.correct",
    keyed: true,
    run: (actor, { patientId }, _, database) => {
      const correction = { patientId, identity: SOMEBODY, why: "Misheard", version: 2 };
      return correctPatient(actor, correction, NOW, database);
    },
  },
  {
    name: "addContactPoint",
    permission: "correct patient",
    action: "contact.save",
    keyed: true,
    run: (actor, { patientId }, _, database) => {
      const contact = { ...HER_MOTHER, patientId, kind: "phone", value: "+13125550177" } as const;
      return addContactPoint(actor, contact, NOW, database);
    },
  },
  {
    name: "saveContactPoint",
    permission: "correct patient",
    action: "contact.save",
    keyed: true,
    run: (actor, { patientId, phoneIds }, _, database) => {
      const sent = { patientId, contactPointId: phoneIds[0]!, facts: HER_MOTHER, version: 1 };
      return saveContactPoint(actor, sent, NOW, database);
    },
  },
  {
    name: "escalatePatient about one recovery",
    permission: "escalate patient",
    action: "escalation.open",
    keyed: true,
    run: (actor, { patientId, recoveryId }, idempotencyKey, database) => {
      const toStaffId = desk.provider.staffId;
      const asked = { patientId, recoveryId, toStaffId, summary: "Look at the left cheek" };
      return escalatePatient(actor, { ...asked, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "answerEscalation",
    permission: "answer escalation",
    action: "escalation.answer",
    keyed: true,
    run: (actor, { patientId, escalationId }, _, database) =>
      answerEscalation(actor, { patientId, escalationId, answer: "Come in today" }, NOW, database),
  },
  {
    name: "askForMessage",
    permission: "send message",
    action: "message.ask",
    keyed: true,
    run: (actor, { patientId }, idempotencyKey, database) => {
      const asked = { patientId, template: "check_in", channels: ["sms"] } as const;
      return askForMessage(actor, { ...asked, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "withdrawMessage",
    permission: "send message",
    action: "message.withdraw",
    keyed: true,
    run: (actor, { messageId }, _, database) =>
      withdrawMessage(actor, { messageId }, NOW, database),
  },
  {
    name: "readText",
    permission: "read text",
    action: "text.read",
    keyed: true,
    run: (actor, { patientId, textId }, _, database) =>
      readText(actor, { patientId, textId }, NOW, database),
  },
  {
    name: "stopMessages",
    permission: "correct patient",
    action: "message.stop",
    keyed: true,
    run: (actor, { patientId, phoneIds }, _, database) =>
      stopMessages(actor, { patientId, contactPointId: phoneIds[0]!, kind: "STOP" }, NOW, database),
  },
  {
    name: "setWriteTimes",
    permission: "correct patient",
    action: "patient.write_times",
    keyed: false,
    run: (actor, { patientId }, _, database) => {
      const times = { timeZone: "America/Denver", writeFrom: "17:00", writeUntil: "19:00" };
      return setWriteTimes(actor, { patientId, ...times, version: 2 }, NOW, database);
    },
  },
  {
    name: "removePhoto",
    permission: "remove photo",
    action: "photo.remove",
    keyed: true,
    run: (actor, { patientId, photoId }, _, database) =>
      removePhoto(actor, { patientId, photoId, reason: "withdrawn" }, NOW, database),
  },
  {
    name: "mergePatients",
    permission: "merge patients",
    action: "patient.merge",
    keyed: true,
    run: (actor, { patientId, twinId }, idempotencyKey, database) => {
      const both = { keptId: patientId, mergedId: twinId, versions: { kept: 2, merged: 1 } };
      return mergePatients(actor, { ...both, idempotencyKey }, NOW, database);
    },
  },
  {
    name: "unmergePatients",
    permission: "merge patients",
    action: "patient.unmerge",
    keyed: true,
    run: (actor, { mergeId }, _, database) => unmergePatients(actor, { mergeId }, NOW, database),
  },
];

function snooze(actor: Actor, patientId: string, idempotencyKey: string, database: Database) {
  const asked = { patientIds: [patientId], until: at(2), reason: "At work", idempotencyKey };
  return snoozeFollowUps(actor, asked, NOW, database);
}

const SOMEBODY = {
  name: "Ana Lopez-Ruiz",
  birthOn: "1990-05-18",
  language: "es",
  risks: ["isotretinoin"],
  consentToContact: true,
  doNotContactUntil: null,
} as const;
const HER_MOTHER = {
  reaches: "alternate",
  owner: "mother",
  voicemailAllowed: true,
  usable: true,
} as const;

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;
let ids: Ids;
let theirs: Ids;
let folder: string;

beforeAll(async () => {
  scratch = await scratchDatabase();
  folder = await mkdtemp(join(tmpdir(), "afterglow-photos-"));
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
  ids = await flagged(desk);
  theirs = await flagged(elsewhere);
});
afterAll(async () => {
  await scratch.drop();
  await rm(folder, { recursive: true });
});

async function flagged(whose: Desk): Promise<Ids> {
  const { app } = scratch;
  const treated = await treat(app, whose, { hoursAgo: 400 });
  const { patientId: keptId } = treated;
  await report(app, whose, keptId, { pus: "yes" }, at(-399));
  await raiseAlerts(whose.job, at(-397), app);
  const [alert] = await listAlerts(whose.provider, at(-397), app);
  const { patientId: twinId } = await treat(app, whose, { name: "Anna Lopez", hoursAgo: 390 });
  const { patientId: mergedId } = await treat(app, whose, { name: "A Lopez", hoursAgo: 390 });
  const both = { keptId, mergedId, versions: { kept: 1, merged: 1 } };
  const merged = await mergePatients(
    whose.provider,
    { ...both, idempotencyKey: randomUUID() },
    at(-380),
    app,
  );
  const asked = { ...treated, toStaffId: whose.provider.staffId, summary: "Pus?" };
  const escalated = await escalatePatient(
    whose.aesthetician,
    { ...asked, idempotencyKey: randomUUID() },
    at(-370),
    app,
  );
  const link = { patientId: keptId, token: `a link of ${keptId}`, idempotencyKey: randomUUID() };
  const made = await createCheckInLink(whose.aesthetician, link, at(-360), app);
  const waiting = { template: "please_ring", channels: ["sms"] } as const;
  const message = await askForMessage(
    whose.aesthetician,
    { patientId: keptId, idempotencyKey: randomUUID(), ...waiting },
    at(0, -60_000),
    app,
  );
  const text = { providerId: randomUUID(), from: "+13125550101", body: "Hello", asks: null };
  await receiveText(whose.job, text, at(-350), app);
  const [unread] = await listUnreadTexts(whose.provider, app);
  if (!merged.ok || !escalated.ok || !made.ok || !message.ok)
    throw new Error("The story of every mutation broke.");
  const { clinicId } = whose;
  const sender = { kind: "patient", clinicId, patientId: keptId, linkId: made.linkId } as const;
  const photo = { jpeg: Buffer.from("x"), width: 3, height: 4, takenAt: null } as const;
  const consent = { care: true, teaching: false } as const;
  const kept = await keepPhoto(
    sender,
    { photo: { ...photo, consent, idempotencyKey: randomUUID() }, storage: folderStorage(folder) },
    at(-350),
    app,
  );
  if (!kept.ok) throw new Error(kept.reason);
  const callId = await call(app, whose, callOf(keptId), at(0, -60_000));
  return {
    ...treated,
    callId,
    alertId: alert!.alertId,
    twinId,
    mergeId: merged.mergeId,
    escalationId: escalated.escalationId,
    linkId: made.linkId,
    messageId: message.messageId,
    textId: unread!.textId,
    photoId: kept.photoId,
  };
}

/** Somebody of the desk who may do it. While nobody is on call, alerts are the provider's. */
function whoMay({ permission }: Mutation): StaffActor {
  return permission === "see alert" ? desk.provider : desk[PERMISSIONS[permission][0]];
}

/**
 * For closing and snoozing, the pus has been looked at: it keeps a recovery open and a patient awake.
 * For waking, somebody was snoozed. What ends a claim or a draft needs one.
 */
async function ready(tx: Database, { name }: Mutation): Promise<void> {
  for (const [{ aesthetician }, { patientId }] of [
    [desk, ids],
    [elsewhere, theirs],
  ] as const) {
    const draft = { patientId, idempotencyKey: randomUUID(), fields: {} };
    const before: Readonly<Record<string, () => Promise<unknown>>> = {
      releaseFollowUp: () =>
        claimFollowUp(aesthetician, { patientId, takeOver: false }, at(-1 / 60), tx),
      dropCallDraft: () => keepCallDraft(aesthetician, draft, at(-1 / 60), tx),
    };
    const prepare = before[name];
    if (prepare) await asApp(tx, prepare);
  }
  if (!["closeRecovery", "snoozeFollowUps", "wakeFollowUp"].includes(name)) return;
  for (const [whose, treated] of [
    [desk, ids],
    [elsewhere, theirs],
  ] as const) {
    const review = {
      ...treated,
      clears: ["PUS" as const],
      note: "Seen",
      idempotencyKey: randomUUID(),
    };
    const cleared = await asApp(tx, () => clearReasons(whose.provider, review, at(-1), tx));
    expect(cleared.ok).toBe(true);
    if (name !== "wakeFollowUp") continue;
    const asleep = await asApp(tx, () =>
      snooze(whose.provider, treated.patientId, randomUUID(), tx),
    );
    expect(asleep.ok).toBe(true);
  }
}

describe.each(MUTATIONS)("$name", (mutation) => {
  const { run, permission, action } = mutation;
  const allowed = () => whoMay(mutation);

  it(`works, and leaves ${action === null ? "no" : "exactly one"} audit row`, async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await ready(tx, mutation);
      const before = await auditOf(tx, ids.patientId);
      const done = await asApp(tx, () => run(allowed(), ids, randomUUID(), tx));
      expect(done).toMatchObject({ ok: true });
      const after = await auditOf(tx, ids.patientId);
      const row = { action, actorId: allowed().staffId };
      expect(after.slice(before.length)).toMatchObject(action === null ? [] : [row]);
    });
  });

  it("finds nothing under another clinic's id, and writes nothing", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await ready(tx, mutation);
      const before = await contentOf(tx);
      const foreign = await asApp(tx, () => run(allowed(), theirs, randomUUID(), tx));
      expect(foreign).toMatchObject({ ok: false, reason: "not_found" });
      const unknown = {
        alertId: randomUUID(),
        patientId: randomUUID(),
        recoveryId: randomUUID(),
        phoneIds: [randomUUID()],
        callId: randomUUID(),
        twinId: randomUUID(),
        mergeId: randomUUID(),
        escalationId: randomUUID(),
        linkId: randomUUID(),
        messageId: randomUUID(),
        textId: randomUUID(),
        photoId: randomUUID(),
      };
      const random = await asApp(tx, () => run(allowed(), unknown, randomUUID(), tx));
      expect(random).toEqual(foreign);
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("is refused to whoever isn't allowed, and writes nothing", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await ready(tx, mutation);
      const before = await contentOf(tx);
      const roles = ROLES.filter((role) => !PERMISSIONS[permission].some((may) => may === role));
      if (permission !== "see alert") expect(roles.length).toBeGreaterThan(0);
      for (const actor of [...roles.map((role) => desk[role]), desk.job]) {
        await asApp(tx, () =>
          expect(run(actor, ids, randomUUID(), tx)).rejects.toThrow(NotPermitted),
        );
      }
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});

describe.each(MUTATIONS.filter(({ action }) => action !== null))("$name", (mutation) => {
  it("is undone when the audit can't be written", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await ready(tx, mutation);
      const actor = whoMay(mutation);
      await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
      const before = await contentOf(tx);
      await asApp(tx, () => expect(mutation.run(actor, ids, randomUUID(), tx)).rejects.toThrow());
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});

describe("a form sent twice", () => {
  it.each(MUTATIONS.filter(({ keyed }) => keyed))(
    "$name happens once under one key, and answers the same",
    async (mutation) => {
      await rolledBack(scratch.owner, async (tx) => {
        await ready(tx, mutation);
        const actor = whoMay(mutation);
        const key = randomUUID();
        const first = await asApp(tx, () => mutation.run(actor, ids, key, tx));
        const before = await contentOf(tx);
        expect(await asApp(tx, () => mutation.run(actor, ids, key, tx))).toEqual(first);
        expect(await contentOf(tx)).toEqual(before);
      });
    },
  );
});

describe("ids of two patients in one request", () => {
  let other: Treated;
  beforeAll(async () => {
    other = await treat(scratch.app, desk, { name: "Ben Ode", hoursAgo: 400 });
  });

  it.each(MUTATIONS.filter(({ name }) => /one recovery|clear|close|TreatmentTime/.test(name)))(
    "$name: another patient's recovery isn't found",
    async ({ run, permission }) => {
      await rolledBack(scratch.owner, async (tx) => {
        const before = await contentOf(tx);
        const mixed = { ...ids, recoveryId: other.recoveryId };
        const actor = desk[PERMISSIONS[permission][0]];
        const done = await asApp(tx, () => run(actor, mixed, randomUUID(), tx));
        expect(done).toMatchObject({ ok: false, reason: "not_found" });
        expect(await contentOf(tx)).toEqual(before);
      });
    },
  );

  it("recordCall: another patient's number, and a provider who isn't one, aren't found", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const before = await contentOf(tx);
      const number = callOf(ids.patientId, { contactPointId: other.phoneIds[0]! });
      const told = reachedCallOf(ids.patientId, { redness: 1 });
      told.reached!.provider = { staffId: desk.manager.staffId, accepted: true };
      for (const entry of [number, told]) {
        const done = await asApp(tx, () => recordCall(desk.provider, entry, NOW, tx));
        expect(done).toEqual({ ok: false, reason: "not_found" });
      }
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});

/** What people keep for themselves; it names no patient, and everybody in a clinic may. */
type OwnMutation = {
  name: string;
  action: string;
  /** Whether it names a row that another clinic may have, too. */
  names: boolean;
  keyed: boolean;
  run: (actor: Actor, viewId: string, key: string, database: Database) => Promise<Done>;
};

const OWN: readonly OwnMutation[] = [
  {
    name: "saveView",
    action: "view.save",
    names: false,
    keyed: true,
    run: (actor, _, id, database) => {
      const view = { name: "Evening", query: "list=late", shared: false };
      return saveView(actor, { id, ...view }, NOW, database);
    },
  },
  {
    name: "changeView",
    action: "view.save",
    names: true,
    keyed: false,
    run: (actor, viewId, _, database) =>
      changeView(actor, { viewId, name: "Early", shared: true, version: 1 }, NOW, database),
  },
  {
    name: "removeView",
    action: "view.remove",
    names: true,
    keyed: false,
    run: (actor, viewId, _, database) => removeView(actor, { viewId }, NOW, database),
  },
  {
    name: "choosePreferences",
    action: "preferences.choose",
    names: false,
    keyed: false,
    run: (actor, _, key, database) =>
      choosePreferences(actor, { density: "compact", version: null }, NOW, database),
  },
];

/** The same view in both clinics; returns the ids. */
async function views(tx: Database): Promise<[string, string]> {
  const saved: [string, string] = [randomUUID(), randomUUID()];
  for (const [n, whose] of [desk, elsewhere].entries()) {
    const view = { id: saved[n]!, name: "Morning", query: "group=urgent", shared: true };
    await asApp(tx, () => saveView(whose.provider, view, NOW, tx));
  }
  return saved;
}

async function auditsOf(tx: Database) {
  const { rows } = await tx.execute<{ action: string; actor_id: string }>(
    sql`select action, actor_id from audit_events where clinic_id = ${desk.clinicId} order by seq`,
  );
  return rows.map((row) => [row.action, row.actor_id]);
}

describe.each(OWN)("$name", ({ run, action, names }) => {
  it("works, and leaves exactly one audit row", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const [ours] = await views(tx);
      const before = await auditsOf(tx);
      const done = await asApp(tx, () => run(desk.provider, ours, randomUUID(), tx));
      expect(done).toMatchObject({ ok: true });
      expect((await auditsOf(tx)).slice(before.length)).toEqual([[action, desk.provider.staffId]]);
    });
  });

  it("finds nothing under another clinic's id, is refused to jobs, and writes nothing", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const [ours, foreign] = await views(tx);
      const before = await contentOf(tx);
      for (const viewId of names ? [foreign, randomUUID()] : []) {
        const done = await asApp(tx, () => run(desk.provider, viewId, randomUUID(), tx));
        expect(done).toEqual({ ok: false, reason: "not_found" });
      }
      await asApp(tx, () =>
        expect(run(desk.job, ours, randomUUID(), tx)).rejects.toThrow(NotPermitted),
      );
      expect(await contentOf(tx)).toEqual(before);
    });
  });

  it("is undone when the audit can't be written", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      const [ours] = await views(tx);
      await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
      const before = await contentOf(tx);
      await asApp(tx, () => expect(run(desk.provider, ours, randomUUID(), tx)).rejects.toThrow());
      expect(await contentOf(tx)).toEqual(before);
    });
  });
});

it.each(OWN.filter(({ keyed }) => keyed))(
  "$name happens once under one key, and answers the same",
  async ({ run }) => {
    await rolledBack(scratch.owner, async (tx) => {
      const [ours] = await views(tx);
      const key = randomUUID();
      const first = await asApp(tx, () => run(desk.provider, ours, key, tx));
      const before = await contentOf(tx);
      expect(await asApp(tx, () => run(desk.provider, ours, key, tx))).toEqual(first);
      expect(await contentOf(tx)).toEqual(before);
    });
  },
);
