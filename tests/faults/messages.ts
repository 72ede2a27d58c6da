/**
 * Promises C5, C6 and C7: 10 000 texts and 300 mails fall due at once. Workers that send them are killed again
 * and again, many processes plan at the same time, the provider fails in every way it can, and people answer
 * STOP in the middle of it. Wanted: nobody who should be written to is left out, no text is delivered twice,
 * none begins after a STOP was answered, and the ledger tells what happened.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { databaseOn, openOwnerPool, openPool } from "@/db/client";
import { startDatabase } from "@/db/embedded";
import { addClinic } from "@/db/fixtures";
import { migrate } from "@/db/migrate";
import { planMessages } from "@/db/mutations/messages";
import { receiveText } from "@/db/mutations/received-texts";
import { startMailServer } from "../support/mail-server";
import { type Failure, startSmsProvider } from "../support/sms-provider";

const TEXTS = 10_000;
const MAILS = 300;
/** One request in so many fails. */
const FAILS_EACH = 40;
const STOPS = 200;
const KILLS = 15;
const WORKERS = 3;
const PLANNERS = 4;
/** After three failures in a row a text waits for a quarter of an hour, after four for half of one. */
const LONGEST_MS = 120 * 60_000;

let passed = 0;
let failed = 0;

function check(what: string, good: boolean): void {
  if (good) passed++;
  else failed++;
  console.log(`  ${good ? "✓" : "✗"} ${what}`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "afterglow-messages-"));
  const server = await startDatabase({ folder });
  await migrate(server.url);
  const owner = databaseOn(openOwnerPool(server.url));
  const app = databaseOn(openPool(server.url));
  const provider = await startSmsProvider();
  const mails = await startMailServer();
  const { url, account, token, from } = provider.settings;
  const env = {
    ...process.env,
    DATABASE_URL: server.url,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "8Jq2vXz7Lm4RtY9wKc3NpB6hGd1FsA5e",
    AFTERGLOW_SMS_URL: url,
    AFTERGLOW_SMS_ACCOUNT: account,
    AFTERGLOW_SMS_TOKEN: token,
    AFTERGLOW_SMS_FROM: from,
    AFTERGLOW_SMTP_URL: mails.url(),
    AFTERGLOW_MAIL_FROM: "Desk <desk@example.com>",
    LOG_LEVEL: "fatal",
  };
  // Written to at any hour, whenever this runs.
  const clinicId = await addClinic(owner, new Date(), { quietFrom: "00:00", quietUntil: "00:00" });
  await addDuePeople();
  await owner.execute(sql`analyze`);
  console.log(`${TEXTS} texts and ${MAILS} mails are due.`);

  const begun = Date.now();
  const actor = { kind: "job", clinicId, job: "plan messages" } as const;
  const over = new AbortController();
  let failedRounds = 0;
  const planners = Array.from({ length: PLANNERS }, async () => {
    while (!over.signal.aborted) {
      await planMessages(actor, { channels: ["sms", "email"] }, new Date(), app).catch(
        // As the job does: the next round tries again.
        () => (failedRounds += 1),
      );
      await sleep(2_000);
    }
  });
  const workers = Array.from({ length: WORKERS }, startWorker);
  const failing = keepFailing();
  const stops = stopSome();
  const kills = killSome();
  await kills;
  await stops;
  // Whoever asked to stop is left in peace, so what is due for them never ends by itself.
  while ((await openMessages()) > 0 && Date.now() - begun < LONGEST_MS) await sleep(1_000);
  over.abort();
  await Promise.all([...planners, failing]);
  for (const worker of workers) await endWorker(worker, "SIGTERM");
  console.log(
    `  over after ${Math.round((Date.now() - begun) / 1000)} s, ${KILLS} workers killed, ${failedRounds} rounds of planning failed`,
  );

  await judge(await stops);
  await provider.stop();
  await mails.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);

  /** People treated a day ago, each with a number or an address of their own and a check due now. */
  async function addDuePeople(): Promise<void> {
    await owner.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.clinic_id', ${clinicId}, true)`);
      await tx.execute(sql`
        create temp table people on commit drop as
          select gen_random_uuid() as patient, gen_random_uuid() as recovery, n
          from generate_series(1, ${TEXTS + MAILS}) n`);
      await tx.execute(sql`
        insert into patients (clinic_id, id, name, name_key, birth_on, created_at)
          select ${clinicId}, patient, 'Somebody ' || n, 'somebody ' || n, '1990-05-17', now() from people`);
      await tx.execute(sql`
        insert into contact_points (clinic_id, id, patient_id, kind, value, created_at)
          select ${clinicId}, gen_random_uuid(), patient,
            case when n <= ${TEXTS} then 'phone' else 'email' end,
            case when n <= ${TEXTS} then '+1312' || (2000000 + n) else 'p' || n || '@example.com' end,
            now() from people`);
      await tx.execute(sql`
        insert into treatments (clinic_id, id, patient_id, ended_at, ended_at_source, service_name, created_at)
          select ${clinicId}, recovery, patient, now() - interval '24 hours', 'recorded', 'Microneedling', now()
          from people`);
      await tx.execute(sql`
        insert into recoveries (clinic_id, id, patient_id, protocol_version_id, opened_at, open)
          select ${clinicId}, recovery, patient, v.id, now() - interval '24 hours', true
          from people, protocol_versions v where v.clinic_id = ${clinicId}`);
      await tx.execute(sql`
        insert into due_checks (clinic_id, id, recovery_id, opens_at, due_at, closes_at)
          select ${clinicId}, gen_random_uuid(), recovery, now() - interval '12 hours', now(),
            now() + interval '12 hours' from people`);
    });
  }

  function startWorker(): ChildProcess {
    return spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  /** Kills one worker after the other while they send, and starts another each time. */
  async function killSome(): Promise<void> {
    for (let kill = 0; kill < KILLS; kill++) {
      const taken = provider.messages.length;
      const waiting = Date.now();
      // A worker that is killed before it has begun proves nothing.
      while (provider.messages.length < taken + 50 && Date.now() - waiting < 60_000)
        await sleep(20);
      // All of them in turn, so that the one that sends is always among them.
      console.log(`  kill ${kill + 1}: ${provider.messages.length} texts taken so far`);
      for (const n of workers.keys()) {
        await endWorker(workers[n]!, "SIGKILL");
        workers[n] = startWorker();
      }
    }
  }

  async function endWorker(worker: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, "exit");
    worker.kill(signal);
    await ended;
  }

  /** The provider is busy, breaks off, keeps silent and is down, with the text taken or not. */
  async function keepFailing(): Promise<void> {
    const kinds: Failure[] = [
      { status: 429, code: 20429, headers: { "retry-after": "1" } },
      { status: 500, taken: true },
      { status: 500, taken: false },
      { noAnswer: "cut", taken: true },
      { noAnswer: "cut", taken: false },
      { noAnswer: "hang", taken: true },
      { noAnswer: "hang", taken: false },
      { status: 503 },
    ];
    for (let round = 0, next = 20; !over.signal.aborted; await sleep(20)) {
      if (provider.posts() < next) continue;
      provider.fail(kinds[round % kinds.length]!);
      round += 1;
      next += FAILS_EACH;
      if (round % 60 !== 0) continue;
      await provider.down();
      await sleep(2_000);
      await provider.up();
    }
  }

  /** People answer STOP while the batch runs; returns when each of them had been answered. */
  async function stopSome(): Promise<Map<string, number>> {
    const answered = new Map<string, number>();
    const sms = { kind: "job", clinicId, job: "sms provider" } as const;
    for (let n = 0; n < STOPS; n++) {
      // From all over the batch, so that some are being written to and some never were.
      const number = `+1312${2000000 + 1 + ((n * 7919) % TEXTS)}`;
      const text = { providerId: `stop-${n}`, from: number, body: "STOP", asks: "STOP" } as const;
      await receiveText(sms, text, new Date(), app);
      answered.set(number, Date.now());
      await sleep(300);
    }
    return answered;
  }

  async function openMessages(): Promise<number> {
    const { rows } = await owner.execute<{ n: string }>(sql`
      select ${TEXTS + MAILS} - count(*) filter (where state = 'sent' or held = 'stopped') as n
      from messages where clinic_id = ${clinicId} and due_check_id is not null`);
    return Number(rows[0]!.n);
  }

  async function judge(stopped: Map<string, number>): Promise<void> {
    const perNumber = new Map<string, number>();
    for (const { to } of provider.messages) perNumber.set(to, (perNumber.get(to) ?? 0) + 1);
    const numbers = Array.from({ length: TEXTS }, (_, n) => `+1312${2000001 + n}`);
    const left = numbers.filter((number) => !perNumber.has(number) && !stopped.has(number));
    const doubled = numbers.filter((number) => (perNumber.get(number) ?? 0) > 1);
    check(`C5: ${left.length} of ${TEXTS} texts never sent`, left.length === 0);
    check(`C5: ${doubled.length} texts delivered twice`, doubled.length === 0);

    const ids = mails.messages.map(({ headers }) => headers.get("message-id") ?? "");
    const different = new Set(ids);
    check(`C5: ${MAILS - different.size} of ${MAILS} mails never sent`, different.size === MAILS);
    console.log(
      `    ${ids.length - different.size} mails came again under their own Message-ID, by which mailboxes know them`,
    );

    const { rows } = await owner.execute<{ value: string; tried_at: Date; state: string }>(sql`
      select m.value, m.tried_at, m.state from messages m
      where m.clinic_id = ${clinicId} and m.tried_at is not null`);
    const late = rows.filter(({ value, tried_at }) => {
      const answered = stopped.get(value);
      return answered !== undefined && new Date(tried_at).getTime() > answered;
    });
    check(`C7: ${late.length} begun after one of ${stopped.size} STOPs`, late.length === 0);
    const kept = [...stopped.keys()].filter((number) => !perNumber.has(number)).length;
    console.log(`    ${kept} of those who answered STOP were never written to`);
    check("C7: a STOP kept somebody from being written to", kept > 0);

    const { rows: wrong } = await owner.execute<{ what: string; n: number }>(sql`
      select 'C6: checks with more than one message' as what, count(*)::int as n from (
        select due_check_id from messages where clinic_id = ${clinicId} and due_check_id is not null
        group by due_check_id having count(*) > 1) d
      union all select 'C6: checks without a message', count(*)::int from due_checks d
        where d.clinic_id = ${clinicId} and not exists (
          select from messages m where m.clinic_id = ${clinicId} and m.due_check_id = d.id)
      union all select 'C8: sent texts that the provider has no id of', count(*)::int from messages
        where clinic_id = ${clinicId} and state = 'sent' and channel = 'sms' and provider_id is null
      union all select 'C8: provider ids of two messages', count(*)::int from (
        select provider_id from messages where clinic_id = ${clinicId} and channel = 'sms'
          and provider_id is not null group by provider_id having count(*) > 1) p
      union all select 'C8: sent messages without their audit', count(*)::int from messages m
        where m.clinic_id = ${clinicId} and m.state = 'sent' and not exists (
          select from audit_events a where a.clinic_id = ${clinicId} and a.subject_id = m.id
            and a.action = 'message.send')`);
    for (const { what, n } of wrong) check(`${what}: ${n}`, n === 0);

    const known = new Set(provider.messages.map(({ sid }) => sid));
    const { rows: sids } = await owner.execute<{ provider_id: string }>(sql`
      select provider_id from messages where clinic_id = ${clinicId} and state = 'sent' and channel = 'sms'`);
    const strange = sids.filter(({ provider_id }) => !known.has(provider_id)).length;
    check(`C8: ${strange} texts in the ledger that the provider doesn't have`, strange === 0);
  }
}

void main();
