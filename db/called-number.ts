import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { OUTCOMES, type Outcome, strikesNumber } from "@/lib/calls/outcomes";
import type { Database } from "./client";
import { keepContactStates } from "./contact-history";
import { contactPoints } from "./schema/care";
import { calls } from "./schema/work";

type Called = { patientId: string; contactPointId: string | null; outcome: Outcome };

const STRIKING = OUTCOMES.map(({ outcome }) => outcome).filter(strikesNumber);

/** Why a call can't name its number: it isn't the patient's, or takes no voicemail. Null when it can. */
export async function refuseNumber(
  tx: Database,
  clinicId: string,
  call: Called,
): Promise<"not_found" | "voicemail_not_allowed" | null> {
  const voicemail = call.outcome === "left_voicemail";
  if (call.contactPointId === null && !voicemail) return null;
  const numbers = await tx
    .select({ id: contactPoints.id, voicemailAllowed: contactPoints.voicemailAllowed })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, call.patientId),
        eq(contactPoints.kind, "phone"),
      ),
    );
  const meant = numbers.filter(({ id }) => [id, null].includes(call.contactPointId));
  if (call.contactPointId !== null && meant.length === 0) return "not_found";
  // That nobody has asked is no refusal.
  const allowed = meant.some(({ voicemailAllowed }) => voicemailAllowed !== false);
  return voicemail && !allowed ? "voicemail_not_allowed" : null;
}

/** A number that turned out wrong or dead is not offered again. */
export async function strikeNumber(
  tx: Database,
  clinicId: string,
  call: Called,
  now: Date,
): Promise<void> {
  if (call.contactPointId === null || !strikesNumber(call.outcome)) return;
  await setUsable(tx, clinicId, call.patientId, call.contactPointId, false);
  await keepContactStates(tx, clinicId, [call.patientId], now);
}

/** The number can be tried again: the call that struck it doesn't count any more, and no other did. */
export async function restoreNumber(
  tx: Database,
  clinicId: string,
  call: Called & { id: string },
  now: Date,
): Promise<void> {
  if (call.contactPointId === null || !strikesNumber(call.outcome)) return;
  const others = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, call.patientId),
        eq(calls.contactPointId, call.contactPointId),
        inArray(calls.outcome, STRIKING),
        isNull(calls.undoneAt),
        ne(calls.id, call.id),
      ),
    )
    .limit(1);
  if (others.length > 0) return;
  await setUsable(tx, clinicId, call.patientId, call.contactPointId, true);
  await keepContactStates(tx, clinicId, [call.patientId], now);
}

async function setUsable(
  tx: Database,
  clinicId: string,
  patientId: string,
  id: string,
  usable: boolean,
): Promise<void> {
  await tx
    .update(contactPoints)
    .set({ usable, version: sql`${contactPoints.version} + 1` })
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, patientId),
        eq(contactPoints.id, id),
      ),
    );
}
