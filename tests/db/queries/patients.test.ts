import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inClinic } from "@/db/client";
import { findPatientRecord } from "@/db/queries/patient-record";
import { searchPatients } from "@/db/queries/patients";
import { NotPermitted } from "@/lib/actor";
import { type Desk, NOW, openDesk, treat } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  [desk, elsewhere] = [await openDesk(scratch.owner), await openDesk(scratch.owner)];
});
afterAll(() => scratch.drop());

async function known(tx: Database): Promise<void> {
  await treat(tx, desk, { name: "Zoë Ångström-Núñez", phones: ["+13125550147"] });
  await treat(tx, desk, { name: "Bo O'Neil", phones: ["+13125550147", "+447700900123"] });
  await treat(tx, elsewhere, { name: "Zoe Elsewhere", phones: ["+13125550147"] });
}

describe("a patient", () => {
  it.each([
    ["the beginning of a name", "zo", ["Zoë Ångström-Núñez"]],
    ["another word of it, in any order", "nunez z", ["Zoë Ångström-Núñez"]],
    ["accents or none", "ÅNGSTRÖM", ["Zoë Ångström-Núñez"]],
    ["a name with its punctuation", "o'neil", ["Bo O'Neil"]],
    ["a name without its punctuation", "oneil", ["Bo O'Neil"]],
    ["the end of a number that two share", "0147", ["Bo O'Neil", "Zoë Ångström-Núñez"]],
    ["digits from the middle", "55501", ["Bo O'Neil", "Zoë Ångström-Núñez"]],
    ["a number as it is written", "(312) 555-0147", ["Bo O'Neil", "Zoë Ångström-Núñez"]],
    ["a number from abroad", "+44 7700 900123", ["Bo O'Neil"]],
    ["two digits", "23", ["Bo O'Neil"]],
    ["a middle part of a name", "oe", []],
    ["a number with a wrong digit", "3125550148", []],
    ["nothing but signs", "%_'", []],
  ])("is found by %s: %s", async (_, query, names) => {
    await rolledBack(scratch.app, async (tx) => {
      await known(tx);
      const found = await searchPatients(desk.aesthetician, query, NOW, tx);
      expect(found.map(({ name }) => name)).toEqual(names);
    });
  });

  it("stands first when the number ends in the digits, or the name has the very words", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await treat(tx, desk, { name: "Ana Abel", phones: ["+13120147555"] });
      await treat(tx, desk, { name: "Anabel Abel", phones: ["+13125550199"] });
      await treat(tx, desk, { name: "Zed Abel", phones: ["+13125550147"] });
      await treat(tx, desk, { name: "Zoe Ana", phones: ["+13125550198"] });
      const namesOf = async (query: string) =>
        (await searchPatients(desk.aesthetician, query, NOW, tx)).map(({ name }) => name);
      expect(await namesOf("0147")).toEqual(["Zed Abel", "Ana Abel"]);
      expect(await namesOf("ana")).toEqual(["Ana Abel", "Zoe Ana", "Anabel Abel"]);
    });
  });

  it("shows whose number is shared, by people of the same clinic", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await known(tx);
      const [zoe] = await searchPatients(desk.aesthetician, "zoe", NOW, tx);
      expect(zoe).toMatchObject({
        shared: true,
        phones: [{ value: "+13125550147", of: null, usable: true }],
        group: "expected",
      });
      const [other] = await searchPatients(elsewhere.aesthetician, "zoe", NOW, tx);
      expect(other).toMatchObject({ name: "Zoe Elsewhere", shared: false });
    });
  });

  it("is searched with an audit row that keeps how many were found, and not the text", async () => {
    await rolledBack(scratch.app, async (tx) => {
      await known(tx);
      await searchPatients(desk.aesthetician, "0147", NOW, tx);
      const { rows } = await tx.execute(sql`select action, details from audit_events`);
      expect(rows).toEqual([{ action: "patient.search", details: { found: 2 } }]);
    });
  });

  it("isn't searched by jobs", async () => {
    await expect(searchPatients(desk.job, "zo", NOW, scratch.app)).rejects.toThrow(NotPermitted);
  });
});

type PlanNode = { Plans?: PlanNode[] } & Record<string, unknown>;

/** The plan of the statement that `run` sends, as the application's role makes it. */
async function planOf(run: (database: Database) => Promise<unknown>): Promise<PlanNode> {
  const sent: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => sent.push({ query, params }) };
  await run(drizzle(scratch.pool, { casing: "snake_case", logger }));
  const statement = sent.find(({ query }) => query.includes("patient_search_terms"))!;
  const client = await scratch.pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.clinic_id', $1, true)", [desk.clinicId]);
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${statement.query}`,
      statement.params,
    );
    return rows[0]!["QUERY PLAN"][0].Plan;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

describe("a search among 20 000 and more terms, under row-level security", () => {
  const MANY = 3_000;
  beforeAll(async () => {
    for (const { clinicId } of [desk, elsewhere]) {
      await scratch.owner.execute(sql`
        with people as (
          insert into patients (clinic_id, id, name, name_key, created_at)
          select ${clinicId}::uuid, gen_random_uuid(), 'Person ' || n, 'person ' || n, now()
          from generate_series(1, ${MANY}) n returning id, name_key
        ), numbered as (
          select id, name_key, '1312' || (5550000 + row_number() over ()) as phone from people
        ), points as (
          insert into contact_points (clinic_id, id, patient_id, kind, value, created_at)
          select ${clinicId}::uuid, gen_random_uuid(), id, 'phone', '+' || phone, now() from numbered
        )
        insert into patient_search_terms (clinic_id, patient_id, term)
        select ${clinicId}::uuid, id, md5(name_key) from numbered
        union all
        select ${clinicId}::uuid, id, substr(phone, start) from numbered, generate_series(1, 10) start`);
    }
    await scratch.owner.execute(sql`analyze`);
  }, 60_000);

  it.each([
    ["five digits", "50147"],
    ["a whole number", "13125550147"],
    ["two words of a name", "c4ca c4ca4"],
  ])("reads the terms by their index: %s", async (_, query) => {
    const [{ terms }] = (
      await scratch.owner.execute<{ terms: number }>(
        sql`select count(*)::int as terms from patient_search_terms`,
      )
    ).rows as [{ terms: number }];
    expect(terms).toBeGreaterThan(20_000);

    const plan = await planOf((database) => searchPatients(desk.provider, query, NOW, database));
    const nodes = nodesOf(plan).filter((node) => node["Relation Name"] === "patient_search_terms");
    expect(nodes.length).toBeGreaterThan(0);
    for (const node of nodes) {
      expect(String(node["Node Type"])).toMatch(/^(Index Only Scan|Index Scan|Bitmap Heap Scan)$/);
      expect(node["Actual Rows"]).toBeLessThan(200);
    }
    const indexed = nodesOf(plan).filter(({ "Index Cond": condition }) =>
      /term >= /.test(String(condition)),
    );
    expect(indexed.length).toBeGreaterThan(0);
    const everywhere = nodesOf(plan).filter((node) => node["Node Type"] === "Seq Scan");
    expect(everywhere.map((node) => node["Relation Name"])).not.toContain("patients");
    expect(everywhere.map((node) => node["Relation Name"])).not.toContain("contact_points");
  });
});

describe("a record", () => {
  it("of another clinic isn't there", async () => {
    await rolledBack(scratch.app, async (tx) => {
      const { patientId } = await treat(tx, elsewhere);
      expect(await findPatientRecord(desk.provider, patientId, NOW, tx)).toBeNull();
      expect(await findPatientRecord(elsewhere.provider, patientId, NOW, tx)).not.toBeNull();
      const seen = await inClinic(elsewhere, tx, (inner) =>
        inner.execute(sql`select action, patient_id from audit_events`),
      );
      expect(seen.rows).toEqual([{ action: "patient.view", patient_id: patientId }]);
    });
  });
});
