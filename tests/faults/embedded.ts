/**
 * Promises R6 and R7: two starts on one data folder, and kill -9 of the parent only, 50 times.
 * Wanted: one writer, every next start within 5 s without a manual step, nothing lost, no orphan.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  type App,
  endApp,
  killApp,
  launchApp,
  listProcesses,
  makeTrialFolder,
  type TrialFolder,
  waitForNone,
} from "../support/database-apps";

const PAIRS = 20;
const FRESH_PAIRS = 5;
const KILLS = 50;
const LIMIT_MS = 5_000;

let passed = 0;
let failed = 0;

function check(what: string, good: boolean): void {
  if (good) passed++;
  else failed++;
  if (!good) console.log(`  ✗ ${what}`);
}

function summarize(name: string, milliseconds: number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  console.log(`  ${name}: n ${sorted.length}, median ${middle} ms, worst ${sorted.at(-1)} ms`);
}

/** Starts two apps at once; both must get the same server, and the second to leave stops it. */
async function pairRound(
  { folder, home }: TrialFolder,
  name: string,
  times: number[],
): Promise<void> {
  const apps = [launchApp(folder), launchApp(folder)];
  const [first, second] = await Promise.all(apps.map((app) => app.started));
  if (!first || !second) throw new Error("two starts were asked for");
  times.push(first.wall, second.wall);
  const { servers } = await listProcesses(home);
  check(`${name}: one server process, found ${servers.length}`, servers.length === 1);
  check(`${name}: both see the same server`, first.started === second.started);
  check(`${name}: exactly one adopted`, first.adopted !== second.adopted);
  check(`${name}: both rows are there`, Math.max(first.rows, second.rows) % 2 === 0);
  const codes = await Promise.all(apps.map(endApp));
  check(
    `${name}: both end well (${codes.join(", ")})`,
    codes.every((code) => code === 0),
  );
  const left = await waitForNone(home, 3_000);
  check(`${name}: nothing is left (${left.join(", ")})`, left.length === 0);
}

async function inPairs(): Promise<void> {
  console.log(`Two starts at once, ${FRESH_PAIRS} × on a new folder, ${PAIRS} × on one folder`);
  const fresh: number[] = [];
  for (let round = 1; round <= FRESH_PAIRS; round++) {
    const trial = await makeTrialFolder();
    await pairRound(trial, `new folder, round ${round}`, fresh);
    await trial.remove();
  }
  summarize("launch to ready, new folder", fresh);
  const again: number[] = [];
  const trial = await makeTrialFolder();
  for (let round = 1; round <= PAIRS; round++) {
    await pairRound(trial, `same folder, round ${round}`, again);
  }
  summarize("launch to ready, same folder", again);
  await trial.remove();
}

/** Kills the parent and starts the next after a pause that reaches before, into and past the stop. */
async function killedParents(): Promise<void> {
  console.log(
    `kill -9 of the parent alone, ${KILLS} rounds, pauses of 0 to 3 s before the next start`,
  );
  const trial = await makeTrialFolder();
  const { folder, home } = trial;
  const times: number[] = [];
  let adopted = 0;
  let app: App = launchApp(folder);
  let rows = (await app.started).rows;
  for (let round = 1; round <= KILLS; round++) {
    await killApp(app);
    // Half at once; the others around the moment when the watchdog stops the server.
    if (round % 2 === 0) await sleep(1_300 + Math.random() * 1_700);
    app = launchApp(folder);
    try {
      const next = await app.started;
      times.push(next.wall);
      if (next.adopted) adopted++;
      check(`round ${round}: ready in ${next.wall} ms`, next.wall <= LIMIT_MS);
      check(`round ${round}: no row lost or doubled`, next.rows === rows + 1);
      rows = next.rows;
    } catch (error) {
      check(`round ${round}: the next start works (${String(error)})`, false);
    }
    const { servers } = await listProcesses(home);
    check(`round ${round}: one writer, found ${servers.length}`, servers.length === 1);
  }
  summarize("launch to ready", times);
  console.log(`  adopted the living server ${adopted} ×, started anew ${KILLS - adopted} ×`);
  await killApp(app);
  const begun = performance.now();
  const left = await waitForNone(home, 15_000);
  check(`after the last kill nothing is left (${left.join(", ")})`, left.length === 0);
  console.log(`  no process left ${Math.round(performance.now() - begun)} ms after the last kill`);
  await trial.remove();
}

/** Everything of one app killed at once, watchdog included: the next start must still work. */
async function killedTogether(): Promise<void> {
  console.log("kill -9 of parent, watchdog and server together, 10 rounds");
  const trial = await makeTrialFolder();
  const { folder, home } = trial;
  const times: number[] = [];
  for (let round = 1; round <= 10; round++) {
    const app = launchApp(folder);
    const next = await app.started;
    times.push(next.wall);
    check(`round ${round}: ready in ${next.wall} ms`, next.wall <= LIMIT_MS);
    check(`round ${round}: no row lost`, next.rows === round);
    const { servers, watchdogs } = await listProcesses(home);
    const gone = killApp(app);
    for (const pid of [...watchdogs, ...servers]) process.kill(pid, "SIGKILL");
    await gone;
  }
  summarize("launch to ready", times);
  const left = await waitForNone(home, 5_000);
  check(`nothing is left (${left.join(", ")})`, left.length === 0);
  await trial.remove();
}

async function main(): Promise<void> {
  await inPairs();
  await killedParents();
  await killedTogether();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
