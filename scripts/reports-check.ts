import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseOn, openOwnerPool, openPool } from "@/db/client";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { startDatabase } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { listReportFacts } from "@/db/queries/report-facts";
import { storeReportData } from "@/db/report-data";
import { errorCode } from "@/lib/error-code";
import { buildReport } from "@/lib/reports/build-report";
import { type ReportData, readReportData } from "@/lib/reports/data-set";
import { type Lifetime, runOnce } from "./lifetime";
import { withFileIds } from "./report-ids";

const USAGE = "Usage: npm run --silent reports:check -- DATA.json";

// npm run --silent reports:check -- DATA.json: prints every metric of a data set as one JSON object, by the
// query and the functions that the pages use. Exit code 2 with one sentence when the file can't be read as one.
runOnce(async (lifetime) => {
  const [path] = process.argv.slice(2);
  if (path === undefined) return refuse(USAGE);
  const text = await readText(path);
  if (text === null) return refuse("The file can't be read.");
  const read = readReportData(text);
  if (!read.ok) return refuse(read.message);
  const report = await reportOf(read.data, await scratchDatabase(lifetime), lifetime);
  await new Promise<void>((done) => {
    process.stdout.write(`${JSON.stringify(report, null, 1)}\n`, () => done());
  });
});

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return null;
  }
}

/** An empty database of its own, gone with this program: on the server for tests if one is named, else the embedded one. */
async function scratchDatabase(lifetime: Lifetime): Promise<string> {
  const server = process.env.TEST_DATABASE_URL ?? (await embeddedServer(lifetime));
  const name = `afterglow_check_${randomBytes(6).toString("hex")}`;
  const url = await lifetime.own(createDatabase(server, name), () => dropDatabase(server, name));
  await migrate(url);
  return url;
}

async function embeddedServer(lifetime: Lifetime): Promise<string> {
  const folder = join(process.env.AFTERGLOW_DATA || ".afterglow", "check");
  const { url } = await lifetime.own(startDatabase({ folder }), (database) => database.stop());
  return url;
}

async function reportOf(data: ReportData, url: string, lifetime: Lifetime): Promise<unknown> {
  const owner = openOwnerPool(url);
  const pool = openPool(url);
  await lifetime.own(Promise.resolve(), () => Promise.all([owner.end(), pool.end()]));
  const { manager, fileIds } = await storeReportData(databaseOn(owner), data);
  const facts = await listReportFacts(manager, data.period, data.now, databaseOn(pool));
  const everything = { site: null, practitioner: null, device: null, area: null, language: null };
  return withFileIds(buildReport(facts, { ...data.period, ...everything }, data.now), fileIds);
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}
