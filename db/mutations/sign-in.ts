import { type Database, db } from "@/db/client";
import { type Candidate, listCandidates } from "@/db/queries/sign-in";
import type { StaffActor } from "@/lib/actor";
import type { Credentials, SignInRefusal } from "@/lib/sign-in/form";
import { checkPassword } from "@/lib/sign-in/password";
import { knownDeviceKeys, strangerKeys, type TryKeys } from "@/lib/sign-in/tries";
import { openSession, refuseSession } from "./sessions";
import { tryCounters as processCounters, type TryCounters, type TryTaken } from "./sign-in-tries";

/** A try at signing in: `address` is the client's, `knownDevice` whether this account was here before. */
export type SignInTry = Credentials & { address: string; knownDevice: boolean };
export type SignInResult = { ok: true; actor: StaffActor } | SignInRefusal;

/**
 * Checks a password and opens a session: the one gate, whichever door was used. No password is
 * checked before a try was taken; if tries can't be counted, nobody gets in. The same e-mail may
 * work in several clinics; the first whose password fits is meant.
 */
export async function signIn(
  entry: SignInTry,
  now: Date,
  database: Database = db,
  counters: TryCounters = processCounters,
): Promise<SignInResult> {
  const { taken, keys } = await takeTry(entry, counters);
  if (!taken.ok) {
    return taken.reason === "unavailable"
      ? { ok: false, reason: "unavailable" }
      : { ok: false, reason: "too_many", minutes: Math.max(1, Math.ceil(taken.waitMs / 60_000)) };
  }

  const candidates = await listCandidates(entry.email, database);
  const fits = await checkPassword(
    entry.password,
    candidates.map((candidate) => candidate.passwordHash),
  );
  const verified = candidates.find((candidate, at) => candidate.enabled && fits[at]);
  if (verified === undefined) {
    await noteRefusals(candidates, fits, now, database);
    return { ok: false, reason: "wrong" };
  }
  const actor = await openSession(verified, now, database);
  await counters.giveBack(keys);
  return { ok: true, actor };
}

/** A known device has tries of its own; when it has used them up it is like any other. */
async function takeTry(
  { email, address, knownDevice }: SignInTry,
  counters: TryCounters,
): Promise<{ taken: TryTaken; keys: TryKeys }> {
  if (knownDevice) {
    const keys = knownDeviceKeys(email);
    const taken = await counters.take(keys);
    if (taken.ok || taken.reason === "unavailable") return { taken, keys };
  }
  const keys = strangerKeys(email, address);
  return { taken: await counters.take(keys), keys };
}

async function noteRefusals(
  candidates: readonly Candidate[],
  fits: readonly boolean[],
  now: Date,
  database: Database,
): Promise<void> {
  for (const [at, candidate] of candidates.entries()) {
    const reason = fits[at] ? "disabled" : "password";
    await refuseSession(candidate, reason, now, database);
  }
}
