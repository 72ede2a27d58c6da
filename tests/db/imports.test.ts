import { readdirSync, readFileSync } from "node:fs";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { inClinic } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { readUpload } from "@/db/mutations/import-reading";
import { runImport, startImport } from "@/db/mutations/import-run";
import { decideImport, decideRow, discardUpload, keepUpload } from "@/db/mutations/imports";
import { findRun, findUpload, listImportRows, listRefusedRows } from "@/db/queries/imports";
import {
  assessments,
  closures,
  contactPoints,
  patients,
  recoveries,
  treatments,
} from "@/db/schema/care";
import { auditEvents } from "@/db/schema/clinic";
import { importParts, importRows, importRuns, importUploads } from "@/db/schema/imports";
import { followUps } from "@/db/schema/work";
import { NotPermitted, type StaffActor } from "@/lib/actor";
import { serviceKey } from "@/lib/import/service-name";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const NOW = new Date("2026-11-16T18:00:00Z");
const clock = () => NOW;
let scratch: ScratchDatabase;
let manager: StaffActor;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());
beforeEach(async () => {
  manager = await openClinic();
});

async function openClinic(given: Parameters<typeof addClinic>[2] = {}, role = "manager" as const) {
  const clinicId = await addClinic(scratch.owner, NOW, given);
  const person = await addStaff(scratch.owner, NOW, { clinicId, role });
  return addSession(scratch.owner, NOW, person);
}

async function* chunksOf(text: string | Buffer) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}

async function upload(text: string | Buffer, actor = manager): Promise<string> {
  const file = { name: "export.csv", chunks: chunksOf(text) };
  const kept = await keepUpload(actor, file, NOW, scratch.app);
  if (!kept.ok) throw new Error(kept.reason);
  await readUpload(actor, kept, clock, scratch.app);
  return kept.uploadId;
}

async function show(uploadId: string, actor = manager) {
  const shown = await findUpload(actor, uploadId, NOW, scratch.app);
  if (shown === null) throw new Error("The upload is not found.");
  return { ...shown, reading: shown.upload.reading };
}

/** Confirms the services as proposed, imports, and returns the finished run. */
async function bringIn(uploadId: string, actor = manager, database = scratch.app) {
  const { reading } = await show(uploadId, actor);
  if (reading?.state !== "judged") throw new Error(`Read as ${reading?.state}`);
  const serviceDecisions = Object.fromEntries(
    reading.services.map(({ name, proposed }) => [serviceKey(name), proposed]),
  );
  await decideImport(actor, { uploadId, decisions: { serviceDecisions } }, NOW, scratch.app);
  await readUpload(actor, { uploadId }, clock, scratch.app);
  const started = await startImport(
    actor,
    { uploadId, idempotencyKey: crypto.randomUUID() },
    NOW,
    scratch.app,
  );
  if (!started.ok) return { ...started, run: null };
  await runImport(actor, started, clock, database);
  const found = await findRun(actor, started.runId, scratch.app);
  return { ok: true as const, run: found!.run };
}

function inOwn<T>(actor: StaffActor, work: Parameters<typeof inClinic<T>>[2]) {
  return inClinic(actor, scratch.app, work);
}

async function actionsOf(actor: StaffActor): Promise<string[]> {
  const rows = await inOwn(actor, (tx) =>
    tx.select({ action: auditEvents.action }).from(auditEvents).orderBy(auditEvents.seq),
  );
  return rows.map(({ action }) => action).filter((action) => action.startsWith("import."));
}

/** How many rows each table holds that an import writes to. */
async function everything(actor: StaffActor) {
  const tables = { patients, contactPoints, treatments, recoveries, closures, followUps };
  const counts: [string, number][] = [];
  for (const [name, table] of Object.entries(tables)) {
    counts.push([name, await inOwn(actor, (tx) => tx.$count(table))]);
  }
  return Object.fromEntries(counts);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}

function day(n: number): string {
  return `2026-0${n}-10,9:00 AM,10:00 AM`;
}

async function* tooMuch() {
  const megabyte = Buffer.alloc(1024 * 1024, "a");
  for (let n = 0; n < 51; n++) yield megabyte;
}

async function* broken() {
  yield Buffer.alloc(2 * 1024 * 1024, "a");
  throw new Error("cut");
}

const HEAD = "Client Name,Phone,Email,Service,Date,Start Time,End Time,Status\n";
const row = (name: string, contact: string, when: string, more = "Microneedling (Face)") =>
  `${name},${contact},${more},${when},Completed\n`;

describe("the sample exports", () => {
  const folder = new URL("../imports/", import.meta.url);
  const expectation = z.object({
    clinic: z.object({ time_zone: z.string(), default_phone_region: z.string() }),
    counts: z.object({
      accepted: z.number(),
      skipped: z.record(z.string(), z.number()),
      rejected: z.record(z.string(), z.number()),
      distinct_patients: z.number(),
    }),
  });
  const names = readdirSync(folder).filter((file) => file.endsWith(".csv"));

  it.each(names)(
    "%s comes in once, with the right counts, and a second time adds nothing",
    async (name) => {
      const { clinic, counts } = expectation.parse(
        JSON.parse(readFileSync(new URL(name.replace(".csv", ".expect.json"), folder), "utf8")),
      );
      const actor = await openClinic({
        timeZone: clinic.time_zone,
        country: clinic.default_phone_region,
      });
      const text = readFileSync(new URL(name, folder));
      const first = await bringIn(await upload(text, actor), actor);
      expect(first.run?.state).toBe("done");
      expect(first.run?.counts).toMatchObject({
        accepted: counts.accepted,
        added: counts.accepted,
        alreadyHere: 0,
        leftOut: 0,
      });
      expect(first.run?.counts?.newPatients).toBe(counts.distinct_patients);
      const result = first.run!.counts!;
      expect(result.accepted + sum(result.skipped) + sum(result.rejected)).toBe(result.rowsRead);
      const before = await everything(actor);
      expect(await inOwn(actor, (tx) => tx.$count(treatments))).toBe(counts.accepted);

      const again = await upload(text, actor);
      expect((await show(again, actor)).counts).toMatchObject({ new: 0, here: counts.accepted });
      const second = await bringIn(again, actor);
      expect(second.run?.counts).toMatchObject({
        added: 0,
        alreadyHere: counts.accepted,
        newPatients: 0,
      });
      expect(await everything(actor)).toEqual(before);
      expect(await inOwn(actor, (tx) => tx.$count(importUploads))).toBe(0);
      expect(await inOwn(actor, (tx) => tx.$count(importParts))).toBe(0);
      expect(await inOwn(actor, (tx) => tx.$count(importRows))).toBe(0);
    },
  );
});

describe("what an import stores", () => {
  it("keeps old treatments as history, with no work, and puts recent ones on the list, not late", async () => {
    const file =
      HEAD +
      row("Old Olga", "(512) 555-0101,o@example.com", "11/01/2026,9:00 AM,10:00 AM") +
      row("Awaiting Ann", "(512) 555-0102,a@example.com", "11/13/2026,9:00 AM,10:00 AM") +
      row("Fresh Flo", "(512) 555-0103,f@example.com", "11/16/2026,9:00 AM,");
    const { run } = await bringIn(await upload(file));
    expect(run?.counts).toMatchObject({ added: 3, asHistory: 1, newPatients: 3 });
    const stored = await inOwn(manager, (tx) =>
      tx
        .select({
          name: patients.name,
          open: recoveries.open,
          assessed: recoveries.assessmentId,
          outcome: closures.outcome,
          closedBy: closures.closedBy,
          level: assessments.level,
          source: treatments.endedAtSource,
          endedAt: treatments.endedAt,
          line: followUps.id,
          dueAt: followUps.dueAt,
        })
        .from(treatments)
        .innerJoin(patients, eq(patients.id, treatments.patientId))
        .innerJoin(recoveries, eq(recoveries.id, treatments.id))
        .leftJoin(closures, eq(closures.recoveryId, treatments.id))
        .leftJoin(assessments, eq(assessments.id, recoveries.assessmentId))
        .leftJoin(followUps, eq(followUps.patientId, patients.id))
        .orderBy(treatments.endedAt),
    );
    expect(stored).toMatchObject([
      {
        name: "Old Olga",
        open: false,
        assessed: null,
        outcome: "history",
        closedBy: null,
        line: null,
      },
      { name: "Awaiting Ann", open: true, outcome: null, level: "awaiting", source: "recorded" },
      { name: "Fresh Flo", open: true, outcome: null, level: "expected", source: "estimated" },
    ]);
    expect(stored[2]!.endedAt).toEqual(new Date("2026-11-16T16:00:00Z"));
    for (const { dueAt } of stored.slice(1)) expect(dueAt! >= NOW).toBe(true);
  });

  it("divides history from work at 336 hours exactly", async () => {
    const file =
      HEAD +
      row("At Limit", "(512) 555-0101,", "2026-11-02,11:00 AM,12:00 PM") +
      row("After Limit", "(512) 555-0102,", "2026-11-02,11:01 AM,12:01 PM");
    const { run } = await bringIn(await upload(file));
    expect(run?.counts).toMatchObject({ added: 2, asHistory: 1 });
  });

  it("makes two people of two names on one phone, and one of one name with a new number", async () => {
    await bringIn(
      await upload(
        HEAD +
          row("Mia Park", "(512) 555-0107,mia@example.com", day(1)) +
          row("Leo Park", "(512) 555-0107,", day(2)),
      ),
    );
    const { run } = await bringIn(
      await upload(
        HEAD +
          row("MIA PARK", "(512) 555-0199,mia@example.com", day(3)) +
          row("Mia Park", ",", day(4)) +
          row("Mia Park", "(512) 555-0150,other@example.com", day(5)),
      ),
    );
    expect(run?.counts).toMatchObject({ added: 3, newPatients: 1 });
    const people = await inOwn(manager, (tx) =>
      tx
        .select({
          name: patients.name,
          contacts: sql<
            string[]
          >`array_agg(${contactPoints.value} order by ${contactPoints.value})`,
        })
        .from(patients)
        .innerJoin(contactPoints, eq(contactPoints.patientId, patients.id))
        .groupBy(patients.id, patients.name)
        .orderBy(patients.id),
    );
    expect(people).toEqual([
      { name: "Mia Park", contacts: ["+15125550107", "+15125550199", "mia@example.com"] },
      { name: "Leo Park", contacts: ["+15125550107"] },
      { name: "Mia Park", contacts: ["+15125550150", "other@example.com"] },
    ]);
  });

  it("stores nothing at all when a late batch fails, and says so", async () => {
    await scratch.ownerPool.query(`
      create function fail_late() returns trigger language plpgsql as $$
      begin raise exception 'no'; end $$;
      create trigger fail_late before insert on treatments for each row
        when (new.service_name = 'RF Microneedling Fails') execute function fail_late();`);
    const many = Array.from({ length: 1_200 }, (_, n) =>
      row(`Person ${n}`, `,p${n}@example.com`, "01/20/2026,9:00 AM,10:00 AM"),
    ).join("");
    const file = `${HEAD}${many}${row("Last One", ",l@example.com", "01/20/2026,9:00 AM,10:00 AM", "RF Microneedling Fails")}`;
    const uploadId = await upload(file);
    const before = await everything(manager);
    const { run } = await bringIn(uploadId);
    expect(run?.state).toBe("failed");
    expect(run?.finishedAt).toEqual(NOW);
    expect(await everything(manager)).toEqual(before);
    expect((await show(uploadId)).counts.new).toBe(1_201);
    expect((await actionsOf(manager)).at(-1)).toBe("import.fail");
    await scratch.ownerPool.query("drop trigger fail_late on treatments; drop function fail_late");
    expect((await bringIn(uploadId)).run?.counts?.added).toBe(1_201);
  });

  it("shows how far it is while nothing is visible yet", async () => {
    const many = Array.from({ length: 1_600 }, (_, n) =>
      row(`Person ${n}`, `,p${n}@example.com`, "01/20/2026,9:00 AM,10:00 AM"),
    ).join("");
    const uploadId = await upload(HEAD + many);
    const { reading } = await show(uploadId);
    if (reading?.state !== "judged") throw new Error("not judged");
    const serviceDecisions = { [serviceKey("Microneedling (Face)")]: true };
    await decideImport(manager, { uploadId, decisions: { serviceDecisions } }, NOW, scratch.app);
    await readUpload(manager, { uploadId }, clock, scratch.app);
    const key = { uploadId, idempotencyKey: crypto.randomUUID() };
    const started = await startImport(manager, key, NOW, scratch.app);
    if (!started.ok) throw new Error(started.reason);
    let later = NOW.getTime();
    const seen: { done: number; treatments: number }[] = [];
    const watch = setInterval(async () => {
      const found = await findRun(manager, started.runId, scratch.app);
      const stored = await inOwn(manager, (tx) => tx.$count(treatments));
      if (found?.run.state === "running")
        seen.push({ done: found.run.rowsDone, treatments: stored });
    }, 5);
    await runImport(manager, started, () => new Date((later += 1_000)), scratch.app);
    clearInterval(watch);
    expect(seen.some(({ done }) => done > 0 && done < 1_600)).toBe(true);
    expect(seen.filter(({ done }) => done < 1_600).every((each) => each.treatments === 0)).toBe(
      true,
    );
  });
});

describe("decisions", () => {
  const FILE =
    HEAD +
    row("Ann One", "(512) 555-0101,", "01/20/2026,9:00 AM,10:00 AM") +
    row("Bea Two", "(512) 555-0102,", "01/20/2026,9:00 AM,10:00 AM") +
    "Cat Three,(512) 555-0103,,Microneedling (Face),01/20/2026,9:00 AM,10:00 AM,Weird word\n" +
    "Dee Four,(512) 555-0104,,Microneedling (Face),02/30/2026,9:00 AM,10:00 AM,Completed\n" +
    "Eve Five,(512) 555-0105,,Facial,01/20/2026,9:00 AM,10:00 AM,Completed\n";

  it("waits until somebody has confirmed every service", async () => {
    const uploadId = await upload(FILE);
    const key = { uploadId, idempotencyKey: crypto.randomUUID() };
    expect(await startImport(manager, key, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "not_ready",
    });
  });

  it("leaves a row out, takes a doubtful one, and refuses to take one that can't be a treatment", async () => {
    const uploadId = await upload(FILE);
    expect((await show(uploadId)).counts).toEqual({
      new: 2,
      here: 0,
      skip: 1,
      reject: 2,
      history: 2,
    });
    const decide = (n: number, choice: "take" | "leave_out" | null) =>
      decideRow(manager, { uploadId, row: n, choice }, NOW, scratch.app);
    expect(await decide(1, "leave_out")).toEqual({ ok: true });
    expect(await decide(3, "take")).toEqual({ ok: true });
    expect(await decide(4, "take")).toEqual({ ok: false, reason: "not_found" });
    expect(await decide(5, "take")).toEqual({ ok: false, reason: "not_found" });
    expect(await decide(2, "take")).toEqual({ ok: false, reason: "not_found" });
    const { run } = await bringIn(uploadId);
    expect(run?.counts).toMatchObject({
      rowsRead: 5,
      accepted: 2,
      leftOut: 1,
      skipped: { "not-microneedling": 1 },
      rejected: { "bad-date": 1 },
    });
    const names = await inOwn(manager, (tx) => tx.select({ name: patients.name }).from(patients));
    expect(names.map(({ name }) => name).toSorted()).toEqual(["Bea Two", "Cat Three"]);
  });

  it("names the cell of a refused row, on the page and in the download", async () => {
    const uploadId = await upload(FILE);
    const list = { uploadId, filter: "reject", page: 1 } as const;
    const rows = await listImportRows(manager, list, NOW, scratch.app);
    expect(rows.map(({ line, badColumn }) => ({ line, badColumn }))).toEqual([
      { line: 4, badColumn: "Status" },
      { line: 5, badColumn: "Date" },
    ]);
    const refused = await listRefusedRows(manager, uploadId, NOW, scratch.app);
    const pages: unknown[] = [];
    for await (const page of refused!) pages.push(...page);
    expect(pages).toHaveLength(2);
  });

  it("reads the next file with the same headings as the last one, and says what changed in another", async () => {
    const odd = FILE.replace("Client Name", "Kunde").replace("Service", "What");
    const first = await upload(odd);
    expect((await show(first)).reading?.state).toBe("question");
    const mapping = { patientName: "Kunde", phone: "Phone", service: "What", date: "Date" };
    const time = { time: "Start Time", end: "End Time", status: "Status" };
    const decisions = {
      mapping: { ...mapping, ...time },
      statusWords: { "weird word": "done" },
    } as const;
    await decideImport(manager, { uploadId: first, decisions }, NOW, scratch.app);
    await readUpload(manager, { uploadId: first }, clock, scratch.app);
    expect((await bringIn(first)).run?.counts?.added).toBe(3);

    const second = await show(await upload(odd.replace("Kunde", "KUNDE")));
    expect(second.counts).toMatchObject({ new: 0, here: 3 });
    const third = await show(await upload(odd.replace("Phone", "Mobil")));
    expect(third.reading).toMatchObject({
      state: "question",
      changed: { added: ["Mobil"], removed: ["Phone"] },
    });
  });

  it("lets the dates of a file prove their order against one that was chosen before", async () => {
    const open = FILE.replaceAll("01/20/2026", "01/02/2026").replace("02/30/2026", "03/04/2026");
    const first = await upload(open);
    expect((await show(first)).reading).toMatchObject({ question: { reason: "date-order" } });
    const order = { uploadId: first, decisions: { dateOrder: "DMY" } } as const;
    await decideImport(manager, order, NOW, scratch.app);
    await readUpload(manager, { uploadId: first }, clock, scratch.app);
    expect((await bringIn(first)).run?.counts?.added).toBe(3);
    const { reading } = await show(await upload(FILE));
    expect(reading).toMatchObject({ dateOrder: { order: "MDY", proven: true } });
  });
});

describe("who may, and what is kept of it", () => {
  const FILE = HEAD + row("Ann One", "(512) 555-0101,", "01/20/2026,9:00 AM,10:00 AM");

  it("notes each step in the audit, without names", async () => {
    const uploadId = await upload(FILE);
    await listImportRows(manager, { uploadId, filter: "new", page: 1 }, NOW, scratch.app);
    await bringIn(uploadId);
    await discardUpload(manager, { uploadId: await upload(FILE) }, NOW, scratch.app);
    expect(await actionsOf(manager)).toEqual([
      "import.upload",
      "import.read",
      "import.view",
      "import.decide",
      "import.read",
      "import.start",
      "import.commit",
      "import.upload",
      "import.read",
      "import.discard",
    ]);
    const entries = await inOwn(manager, (tx) => tx.select().from(auditEvents));
    // The whole number: three digits of it also stand in every other hash.
    expect(JSON.stringify(entries)).not.toMatch(/Ann|555-?0101/);
  });

  it("finds nothing of another clinic", async () => {
    const uploadId = await upload(FILE);
    const other = await openClinic();
    const key = { uploadId, idempotencyKey: crypto.randomUUID() };
    expect(await findUpload(other, uploadId, NOW, scratch.app)).toBeNull();
    expect(await listRefusedRows(other, uploadId, NOW, scratch.app)).toBeNull();
    expect(await startImport(other, key, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "not_found",
    });
    const missing = { ok: false, reason: "not_found" };
    expect(await discardUpload(other, { uploadId }, NOW, scratch.app)).toEqual(missing);
    expect(await decideImport(other, { uploadId, decisions: {} }, NOW, scratch.app)).toEqual(
      missing,
    );
    const leave = { uploadId, row: 1, choice: "leave_out" } as const;
    expect(await decideRow(other, leave, NOW, scratch.app)).toEqual(missing);
    expect((await show(uploadId)).counts.new).toBe(1);
  });

  it("is for managers and administrators alone", async () => {
    const clinicId = manager.clinicId;
    const person = await addStaff(scratch.owner, NOW, { clinicId, role: "provider" });
    const provider = await addSession(scratch.owner, NOW, person);
    const uploadId = await upload(FILE);
    const ids = { uploadId, runId: uploadId, idempotencyKey: uploadId };
    const list = { uploadId, filter: "new", page: 1 } as const;
    const file = { name: "a.csv", chunks: chunksOf(FILE) };
    const tries = [
      () => keepUpload(provider, file, NOW, scratch.app),
      () => readUpload(provider, ids, clock, scratch.app),
      () => decideImport(provider, { uploadId, decisions: {} }, NOW, scratch.app),
      () => decideRow(provider, { uploadId, row: 1, choice: null }, NOW, scratch.app),
      () => discardUpload(provider, ids, NOW, scratch.app),
      () => startImport(provider, ids, NOW, scratch.app),
      () => runImport(provider, ids, clock, scratch.app),
      () => findUpload(provider, uploadId, NOW, scratch.app),
      () => listImportRows(provider, list, NOW, scratch.app),
      () => listRefusedRows(provider, uploadId, NOW, scratch.app),
      () => findRun(provider, uploadId, scratch.app),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toThrow(NotPermitted);
  });

  it("starts once for one key, and one import of a clinic at a time", async () => {
    const [first, second] = [await upload(FILE), await upload(FILE.replace("Ann", "Amy"))];
    const serviceDecisions = { [serviceKey("Microneedling (Face)")]: true };
    for (const uploadId of [first, second]) {
      await decideImport(manager, { uploadId, decisions: { serviceDecisions } }, NOW, scratch.app);
      await readUpload(manager, { uploadId }, clock, scratch.app);
    }
    const key = { uploadId: first, idempotencyKey: crypto.randomUUID() };
    const starts = await Promise.all(
      Array.from({ length: 5 }, () => startImport(manager, key, NOW, scratch.app)),
    );
    expect(starts.filter((each) => each.ok && each.started)).toHaveLength(1);
    const other = { uploadId: second, idempotencyKey: crypto.randomUUID() };
    expect(await startImport(manager, other, NOW, scratch.app)).toMatchObject({
      reason: "running",
    });
    expect(await discardUpload(manager, { uploadId: first }, NOW, scratch.app)).toMatchObject({
      reason: "running",
    });
    const muchLater = new Date(NOW.getTime() + 61_000);
    expect(await startImport(manager, other, muchLater, scratch.app)).toMatchObject({
      started: true,
    });
    const died = await inOwn(manager, (tx) =>
      tx
        .select({ state: importRuns.state })
        .from(importRuns)
        .where(and(eq(importRuns.clinicId, manager.clinicId), eq(importRuns.uploadId, first))),
    );
    expect(died).toEqual([{ state: "failed" }]);
  });
});

describe("files that are no good", () => {
  it.each([
    ["nothing at all", "", "empty"],
    ["a web page", "<!doctype html><table><tr><td>Client", "html"],
    ["a workbook", Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), "spreadsheet"],
    ["one that is cut off", `${HEAD}"Ann One,(512)`, "broken-quote"],
    ["no table", "just some words\nand more\n", "not-csv"],
  ])("says what is wrong with %s and imports nothing of it", async (_, content, reason) => {
    const uploadId = await upload(content);
    const { reading } = await show(uploadId);
    expect(reading).toMatchObject({ state: "unreadable", reason });
    const key = { uploadId, idempotencyKey: crypto.randomUUID() };
    expect(await startImport(manager, key, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "not_ready",
    });
  });

  it("throws away what is too large, or breaks off while it arrives", async () => {
    const large = { name: "large.csv", chunks: tooMuch() };
    expect(await keepUpload(manager, large, NOW, scratch.app)).toEqual({
      ok: false,
      reason: "large",
    });
    const cut = { name: "cut.csv", chunks: broken() };
    await expect(keepUpload(manager, cut, NOW, scratch.app)).rejects.toThrow("cut");
    expect(await inOwn(manager, (tx) => tx.$count(importUploads))).toBe(0);
    expect(await inOwn(manager, (tx) => tx.$count(importParts))).toBe(0);
  });

  it("keeps characters that a database can't", async () => {
    const odd =
      "Client Name,Service,Date,Start Time,Note\n\u0000Ann\u0000 One,Microneedling,2026-01-20,9:00,\u0000\n";
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(odd, "utf16le")]);
    expect((await show(await upload(bytes))).counts).toMatchObject({ new: 1 });
  });
});
