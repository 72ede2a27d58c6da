import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { closeSession, openSession, revokeSessionsOf, touchSession } from "@/db/mutations/sessions";
import { findSession } from "@/db/queries/sessions";
import { auditEvents, sessions, staff } from "@/db/schema/clinic";
import { NotPermitted, type StaffActor } from "@/lib/actor";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const NOW = new Date("2026-11-24T15:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const MINUTES = 60;
const HOURS = 3600;

let scratch: ScratchDatabase;
let mine: string;
let theirs: string;
let person: typeof staff.$inferSelect;
let admin: typeof staff.$inferSelect;

beforeAll(async () => {
  scratch = await scratchDatabase();
  mine = await addClinic(scratch.owner, NOW, { name: "Mine" });
  theirs = await addClinic(scratch.owner, NOW, { name: "Theirs" });
  person = await addStaff(scratch.owner, NOW, { clinicId: mine, role: "provider" });
  admin = await addStaff(scratch.owner, NOW, { clinicId: mine, role: "admin" });
});
afterAll(() => scratch.drop());

/** A body that sees one clinic, as the application does, and leaves nothing behind. */
function inMine(work: (tx: Database) => Promise<void>): Promise<void> {
  return rolledBack(scratch.app, (tx) => inClinic({ clinicId: mine }, tx, work));
}

async function actionsIn(tx: Database): Promise<string[]> {
  const rows = await tx.select({ action: auditEvents.action }).from(auditEvents);
  return rows.map(({ action }) => action);
}

function opened(tx: Database): Promise<StaffActor> {
  const { clinicId, id: staffId, name, role } = person;
  return openSession({ clinicId, staffId, name, role }, NOW, tx);
}

describe("a session", () => {
  it("lets its person in, with the role of this instant, and is one audit entry", async () => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      expect(await findSession(actor, later(1), tx)).toEqual({
        actor,
        clinic: expect.objectContaining({ id: actor.clinicId }),
        lastSeenAt: NOW,
      });
      expect(await actionsIn(tx)).toEqual(["session.open"]);
      await tx.update(staff).set({ role: "aesthetician" }).where(eq(staff.id, person.id));
      expect((await findSession(actor, later(1), tx))?.actor.role).toBe("aesthetician");
    });
  });

  it.each([
    ["idle for 14 min 59 s", 15 * MINUTES - 1, false, true],
    ["idle for 15 min", 15 * MINUTES, false, false],
    ["used, 11 h 59 min 59 s old", 12 * HOURS - 1, true, true],
    ["used, 12 h old", 12 * HOURS, true, false],
  ])("%s", async (_, seconds, used, lives) => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      if (used) await tx.update(sessions).set({ lastSeenAt: later(seconds - 1) });
      expect((await findSession(actor, later(seconds), tx)) !== null).toBe(lives);
    });
  });

  it("is over at once when its person is disabled", async () => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      await tx.update(staff).set({ disabledAt: NOW }).where(eq(staff.id, person.id));
      expect(await findSession(actor, later(1), tx)).toBeNull();
    });
  });

  it("is over at once when closed; closing twice is one entry", async () => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      await closeSession(actor, later(1), tx);
      await closeSession(actor, later(2), tx);
      expect(await findSession(actor, later(2), tx)).toBeNull();
      expect(await actionsIn(tx)).toEqual(["session.open", "session.close"]);
    });
  });

  it("isn't found under another clinic", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const actor = await opened(tx);
      expect(await findSession({ ...actor, clinicId: theirs }, NOW, tx)).toBeNull();
    });
  });

  it("stores a sign of life at most once a minute, and none after it was closed", async () => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      const seen = async () => (await tx.select().from(sessions))[0]!.lastSeenAt;
      await touchSession(actor, later(60), tx);
      expect(await seen()).toEqual(NOW);
      await touchSession(actor, later(61), tx);
      expect(await seen()).toEqual(later(61));
      await closeSession(actor, later(62), tx);
      await touchSession(actor, later(500), tx);
      expect(await seen()).toEqual(later(61));
    });
  });

  it("isn't opened when the audit can't be written", async () => {
    await rolledBack(scratch.owner, async (tx) => {
      await tx.execute(sql`revoke insert on audit_events from afterglow_app`);
      await tx.execute(sql`set local role afterglow_app`);
      await expect(opened(tx)).rejects.toThrow();
      await tx.execute(sql`select set_config('app.clinic_id', ${mine}, true)`);
      expect(await tx.select().from(sessions)).toEqual([]);
    });
  });
});

describe("striking out all sessions of a person", () => {
  it("is for oneself and for whoever manages people", async () => {
    await inMine(async (tx) => {
      const actor = await opened(tx);
      const other = await addSession(tx, NOW, admin);
      expect(() => revokeSessionsOf(actor, admin.id, later(1), tx)).toThrow(NotPermitted);
      await opened(tx);
      expect(await revokeSessionsOf(other, person.id, later(1), tx)).toBe(2);
      expect(await findSession(actor, later(1), tx)).toBeNull();
      expect(await findSession(other, later(1), tx)).not.toBeNull();
      expect(await revokeSessionsOf(other, admin.id, later(2), tx)).toBe(1);
      const closed = await tx
        .select({ details: auditEvents.details })
        .from(auditEvents)
        .where(and(eq(auditEvents.action, "session.close")));
      expect(closed.map(({ details }) => details)).toEqual([{ sessions: 2 }, { sessions: 1 }]);
    });
  });

  it("reaches nobody of another clinic", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const actor = await opened(tx);
      const foreign = { ...actor, clinicId: theirs, role: "admin" } as const;
      expect(await revokeSessionsOf(foreign, person.id, NOW, tx)).toBe(0);
      expect(await findSession(actor, later(1), tx)).not.toBeNull();
    });
  });
});
