import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { addContactPoint, saveContactPoint } from "@/db/mutations/contact-points";
import { searchPatients } from "@/db/queries/patients";
import type { ContactFacts } from "@/lib/patients/contact";
import { type Desk, lineOf, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const OWN: ContactFacts = {
  reaches: "patient",
  owner: null,
  voicemailAllowed: null,
  usable: true,
};

function add(
  tx: Database,
  patientId: string,
  value: string,
  { kind = "phone", ...facts }: Partial<ContactFacts> & { kind?: "phone" | "email" } = {},
) {
  const contact = { ...OWN, ...facts, patientId, kind, value };
  return addContactPoint(desk.aesthetician, contact, NOW, tx);
}

function save(
  tx: Database,
  patientId: string,
  contactPointId: string,
  facts: Partial<ContactFacts>,
  version = 1,
) {
  const sent = { patientId, contactPointId, facts: { ...OWN, ...facts }, version };
  return saveContactPoint(desk.aesthetician, sent, NOW, tx);
}

describe("a number", () => {
  it("that is added finds its patient and ends the data problem", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk, { phones: [] });
      expect(await lineOf(tx, patientId)).toMatchObject({ data_problems: ["no_usable_number"] });
      expect(await add(tx, patientId, "+13125550188")).toMatchObject({ ok: true });
      expect(await lineOf(tx, patientId)).toMatchObject({ data_problems: [] });
      const [found] = await searchPatients(desk.provider, "0188", NOW, tx);
      expect(found).toMatchObject({ patientId });
    });
  });

  it("that is wrong is kept, not offered, and still finds whoever rings back from it", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await treat(tx, desk);
      expect(await save(tx, patientId, phoneIds[0]!, { usable: false })).toEqual({ ok: true });
      expect(await lineOf(tx, patientId)).toMatchObject({ list_group: "data_problem" });
      const [found] = await searchPatients(desk.provider, "0101", NOW, tx);
      expect(found).toMatchObject({ patientId });
    });
  });

  it("that is there already is added once, and told apart when it is known otherwise", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await treat(tx, desk);
      expect(await add(tx, patientId, "+13125550101")).toEqual({
        ok: true,
        contactPointId: phoneIds[0],
      });
      expect(await add(tx, patientId, "+13125550101", { owner: "mother" })).toEqual({
        ok: false,
        reason: "already_here",
      });
    });
  });

  it("changes with the names of its parts in the audit, never with values", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await treat(tx, desk);
      await save(tx, patientId, phoneIds[0]!, { owner: "mother", reaches: "emergency" });
      const { rows } = await inClinic(desk, tx, (inner) =>
        inner.execute(sql`select details from audit_events where action = 'contact.save'`),
      );
      expect(rows).toEqual([{ details: { parts: ["reaches", "owner"] } }]);
    });
  });

  it("isn't changed by an older page, which is told what stands", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId, phoneIds } = await treat(tx, desk);
      await save(tx, patientId, phoneIds[0]!, { voicemailAllowed: false });
      expect(await save(tx, patientId, phoneIds[0]!, { voicemailAllowed: true })).toEqual({
        ok: false,
        reason: "stale",
        stored: { ...OWN, voicemailAllowed: false },
        version: 2,
      });
      const again = await save(tx, patientId, phoneIds[0]!, { voicemailAllowed: false });
      expect(again).toEqual({ ok: true });
    });
  });

  it("of another patient isn't found", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const one = await treat(tx, desk);
      const other = await treat(tx, desk, { name: "Ben Ode" });
      expect(await save(tx, one.patientId, other.phoneIds[0]!, { usable: false })).toEqual({
        ok: false,
        reason: "not_found",
      });
    });
  });
});

describe("an address", () => {
  it("is nobody's voicemail", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, desk);
      const added = await add(tx, patientId, "ana@example.com", { kind: "email" });
      const id = added.ok ? added.contactPointId : "";
      expect(await save(tx, patientId, id, { voicemailAllowed: true })).toEqual({ ok: true });
      const { rows } = await inClinic(desk, tx, (inner) =>
        inner.execute(sql`select voicemail_allowed, version from contact_points where id = ${id}`),
      );
      expect(rows).toEqual([{ voicemail_allowed: null, version: 1 }]);
    });
  });
});
