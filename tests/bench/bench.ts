/**
 * `npm run bench`: what the worklist costs. The page of a production desk is measured beside a bare
 * node server that runs the same statements and writes the same HTML, and beside a static file of
 * the same build, in turns, on a small clinic and on a large one. None of them compresses its
 * answers here. Last line: `N targets met, M missed`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { migrate } from "@/db/migrate";
import type { StaffActor } from "@/lib/actor";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import { buildWhenNeeded } from "@/scripts/build";
import { openDatabase } from "@/scripts/database";
import { type Lifetime, runOnce } from "@/scripts/lifetime";
import { startDesk } from "@/scripts/programs";
import { step } from "@/scripts/progress";
import { keepSecret } from "@/scripts/secret";
import type { BarePage } from "./bare-server";
import { fillClinic, type People } from "./busy-clinic";
import { firstLoadBytes } from "./first-load";
import { median, medianRun, type Run, run, type Target } from "./measure";
import { transactionsOf } from "./statements";

const FOLDER = ".afterglow/bench";
const SIZES = [1_000, 100_000];
const CONNECTIONS = [1, 16];
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = 4;

const LEAST_OF_BARE = 0.2;
const MOST_GROWTH = 1.15;

/** First-load JavaScript in kB (gzip), and as whom the page is opened. */
const BUDGETS = [
  { page: "worklist", path: () => "/worklist", as: "provider", kb: 165 },
  { page: "patient", path: (id: string) => `/patients/${id}`, as: "provider", kb: 175 },
  { page: "reports", path: () => "/reports", as: "manager", kb: 150 },
] as const;

type Clinic = { size: number; address: string; people: People; page: Target; bare: Target };

runOnce(async (lifetime) => {
  await mkdir(FOLDER, { recursive: true });
  await buildWhenNeeded(lifetime);
  const server = await openDatabase(lifetime, FOLDER, undefined);
  const secret = await keepSecret(FOLDER);
  const clinics: Clinic[] = [];
  for (const size of SIZES) clinics.push(await openClinic(lifetime, server, size, secret));
  const [small, large] = clinics as [Clinic, Clinic];
  const still: Target = { name: "static file", url: `${small.address}/icon.svg` };

  const targets = [still, ...clinics.flatMap(({ page, bare }) => [page, bare])];
  const runs = await measureInTurns(targets);
  console.log(`\nMedians of ${ROUNDS} rounds of ${SECONDS} s each, without compression`);
  console.log(row("", ["p50 ms", "p99 ms", "req/s", "of bare", "of static"]));
  for (const connections of CONNECTIONS) {
    console.log(`${connections} connection${connections === 1 ? "" : "s"}`);
    for (const target of targets) {
      const { p50, p99, rate } = medianRun(runs(target, connections));
      const bare = clinics.find(({ page }) => page === target)?.bare;
      const ratios = [bare, target === still ? undefined : still].map((other) =>
        other ? ratio(runs(target, connections), runs(other, connections), "rate").toFixed(3) : "",
      );
      const figures = [p50.toFixed(2), p99.toFixed(2), rate.toFixed(1), ...ratios];
      console.log(row(`  ${target.name}`, figures));
    }
  }

  const verdicts: boolean[] = [];
  const judge = (what: string, met: boolean) => {
    verdicts.push(met);
    console.log(`${met ? "✓" : "✗"} ${what}`);
  };
  console.log("");
  for (const { size, page, bare } of clinics) {
    const share = ratio(runs(page, 16), runs(bare, 16), "rate");
    judge(
      `${count(size)} recoveries, 16 connections: ${share.toFixed(3)} of bare node's requests/s (at least ${LEAST_OF_BARE})`,
      share >= LEAST_OF_BARE,
    );
  }
  const growth = ratio(runs(large.page, 1), runs(small.page, 1), "p50");
  judge(
    `p50 at ${count(large.size)} ÷ p50 at ${count(small.size)}: ${growth.toFixed(2)} (at most ${MOST_GROWTH})`,
    growth <= MOST_GROWTH,
  );
  await judgeScripts(large, secret, judge);

  const missed = verdicts.filter((met) => !met).length;
  console.log(`\n${verdicts.length - missed} targets met, ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
});

async function openClinic(
  lifetime: Lifetime,
  server: string,
  size: number,
  secret: string,
): Promise<Clinic> {
  const name = `bench_${size}`;
  await dropDatabase(server, name);
  const url = await createDatabase(server, name);
  await migrate(url);
  const people = await step(`Invent a clinic of ${count(size)} recoveries`, () =>
    fillClinic(url, size, new Date()),
  );
  const page = await recordPage(lifetime, url, await cookieOf(people.provider, secret), secret);
  const { address } = await startDesk(lifetime, url, secret);
  const bare = await startBare(lifetime, page);
  const cookie = await cookieOf(people.provider, secret);
  const clinic: Clinic = {
    size,
    address,
    people,
    page: { name: `worklist, ${count(size)}`, url: `${address}/worklist`, cookie },
    bare: { name: `bare node, ${count(size)}`, url: bare },
  };
  await compareSizes(clinic);
  return clinic;
}

/** The page as a desk of its own sends it, with the statements behind it. */
async function recordPage(
  lifetime: Lifetime,
  databaseUrl: string,
  cookie: string,
  secret: string,
): Promise<BarePage> {
  const file = join(FOLDER, "statements.jsonl");
  const desk = await startDesk(lifetime, databaseUrl, secret, {
    NODE_OPTIONS: "--import ./tests/bench/record-statements.ts",
    BENCH_STATEMENTS: file,
    // What the desk does by itself is no part of a page.
    AFTERGLOW_JOBS: "apart",
  });
  try {
    let html = "";
    let recordedAt = 0;
    const transactions = await transactionsOf(file, async () => {
      recordedAt = Date.now();
      const answer = await fetch(`${desk.address}/worklist`, { headers: { cookie } });
      html = await answer.text();
      if (answer.status !== 200) throw new Error(`The worklist answered ${answer.status}.`);
    });
    return { databaseUrl, html, transactions, recordedAt };
  } finally {
    await desk.stop();
  }
}

async function startBare(lifetime: Lifetime, page: BarePage): Promise<string> {
  const child = fork("tests/bench/bare-server.ts", { execArgv: ["--import", "tsx"] });
  const closed = once(child, "close");
  void lifetime.own(Promise.resolve(child), async () => {
    child.kill();
    await closed;
  });
  child.send(page);
  const told = await Promise.race([once(child, "message"), closed]);
  if (child.exitCode !== null) throw new Error("The bare server didn't start.");
  return `http://127.0.0.1:${told[0]}/`;
}

/** Bytes of the page against the bare one's: they must be the same page for a comparison. */
async function compareSizes({ size, page, bare }: Clinic): Promise<void> {
  const [ours, theirs] = await Promise.all(
    [page, bare].map(async ({ url, cookie }) => {
      const answer = await fetch(url, { headers: cookie ? { cookie } : {} });
      return Buffer.byteLength(await answer.text());
    }),
  );
  if (!ours || !theirs || Math.abs(ours / theirs - 1) > 0.03) {
    throw new Error(`The page has ${ours} bytes, the bare one ${theirs}.`);
  }
  console.log(
    `✓ The page of ${count(size)} has ${count(ours)} bytes, the bare one ${count(theirs)}`,
  );
}

/** A B C … A B C …, so that whatever else the machine does falls on all of them. */
async function measureInTurns(targets: Target[]) {
  const runs = new Map<string, Run[]>();
  const key = (target: Target, connections: number) => `${target.name} ${connections}`;
  for (const target of targets) await run(target, 16, 3);
  for (let round = 1; round <= ROUNDS; round++) {
    await step(`Round ${round} of ${ROUNDS}`, async () => {
      for (const connections of CONNECTIONS) {
        for (const target of targets) {
          const measured = await run(target, connections, SECONDS);
          const known = runs.get(key(target, connections)) ?? [];
          runs.set(key(target, connections), [...known, measured]);
          await sleep(100);
        }
      }
    });
  }
  return (target: Target, connections: number) => runs.get(key(target, connections)) ?? [];
}

/** Median over the rounds of one target's figure in parts of the other's of the same round. */
function ratio(runs: Run[], others: Run[], figure: keyof Run): number {
  return median(runs.map((each, round) => each[figure] / others[round]![figure]));
}

async function judgeScripts(
  { address, people, page }: Clinic,
  secret: string,
  judge: (what: string, met: boolean) => void,
): Promise<void> {
  const worklist = await (await fetch(page.url, { headers: { cookie: page.cookie ?? "" } })).text();
  const patientId = /data-row="([^"]+)"/.exec(worklist)?.[1] ?? "";
  for (const { page: name, path, as, kb } of BUDGETS) {
    const cookie = await cookieOf(people[as], secret);
    const bytes = await firstLoadBytes(address + path(patientId), cookie);
    const size = bytes / 1000;
    judge(`${name}: ${size.toFixed(1)} kB of scripts at first load (at most ${kb})`, size <= kb);
  }
}

async function cookieOf({ clinicId, sessionId }: StaffActor, secret: string): Promise<string> {
  return `${sessionCookieName(false)}=${await encode({ token: { clinicId, sessionId }, secret })}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US").replaceAll(",", " ");
}

function row(name: string, figures: string[]): string {
  return name.padEnd(24) + figures.map((figure) => figure.padStart(10)).join("");
}
