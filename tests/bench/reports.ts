/**
 * `npm run bench:reports`: what a report costs, among the rows of many other clinics. The page's own query and
 * functions compute a month and a year of clinics that nobody has asked for yet. Messages aren't among the rows:
 * nothing sends any so far. Last line: `N targets met, M missed`.
 */
import { mkdir } from "node:fs/promises";
import { Client } from "pg";
import { databaseOn, openPool } from "@/db/client";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { migrate } from "@/db/migrate";
import { listReportFacts } from "@/db/queries/report-facts";
import type { StaffActor } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { type Days, daysOf } from "@/lib/reports/filters";
import { openDatabase } from "@/scripts/database";
import { type Lifetime, runOnce } from "@/scripts/lifetime";
import { step } from "@/scripts/progress";
import { fillClinics } from "./many-clinics";
import { at } from "./measure";

const FOLDER = ".afterglow/bench";
const CLINICS = Number(process.env.CLINICS ?? 500);
const RECOVERIES = 2_000;
const ROUNDS = 60;

const TARGETS = [
  { what: "a month", days: (now: Date) => daysOf("last-month", now, "UTC"), most: 300 },
  { what: "a year", days: yearBefore, most: 1_000 },
] as const;

runOnce(async (lifetime) => {
  await mkdir(FOLDER, { recursive: true });
  const now = new Date();
  const url = await makeDatabase(lifetime);
  const size = `${count(CLINICS)} clinics, ${count(CLINICS * RECOVERIES)} recoveries`;
  const ids = await step(`Invent ${size}`, () =>
    fillClinics(url, { clinics: CLINICS, recoveries: RECOVERIES }, now),
  );
  await tellSize(url);
  const pool = openPool(url);
  await lifetime.own(Promise.resolve(), () => pool.end());
  const verdicts: boolean[] = [];
  for (const [place, { what, days, most }] of TARGETS.entries()) {
    const times: number[] = [];
    let treated = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const clinicId = ids[(round * 7 + place * 3) % ids.length]!;
      const scope = { ...days(now), ...EVERYTHING };
      const begun = performance.now();
      const facts = await listReportFacts(managerOf(clinicId), scope, now, databaseOn(pool));
      const report = buildReport(facts, scope, now);
      times.push(performance.now() - begun);
      treated = report.flag_rate.N;
    }
    const [p50, p95] = [at(times, 0.5), at(times, 0.95)];
    verdicts.push(p95 <= most);
    console.log(
      `${p95 <= most ? "✓" : "✗"} ${what} of one clinic, ${count(treated)} treated: ` +
        `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (at most ${most} ms)`,
    );
  }
  const missed = verdicts.filter((met) => !met).length;
  console.log(`\n${verdicts.length - missed} targets met, ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
});

const EVERYTHING = { site: null, practitioner: null, device: null, area: null, language: null };

async function makeDatabase(lifetime: Lifetime): Promise<string> {
  const server = await openDatabase(lifetime, FOLDER, undefined);
  const name = "bench_reports";
  await dropDatabase(server, name);
  // It is gone with the program: it takes some gigabytes.
  const url = await lifetime.own(createDatabase(server, name), () => dropDatabase(server, name));
  await migrate(url);
  return url;
}

async function tellSize(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ size: string; check_ins: string }>(
      `select pg_size_pretty(pg_database_size(current_database())) as size,
        (select reltuples::bigint from pg_class where relname = 'check_ins') as check_ins`,
    );
    console.log(`  ${rows[0]!.size}, about ${count(Number(rows[0]!.check_ins))} check-ins`);
  } finally {
    await client.end();
  }
}

function managerOf(clinicId: string): StaffActor {
  const ids = { clinicId, staffId: clinicId, sessionId: clinicId };
  return { kind: "staff", ...ids, name: "Mo Lindgren", role: "manager" };
}

function yearBefore(now: Date): Days {
  const { from: to } = daysOf("this-month", now, "UTC");
  return { from: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, to };
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}
