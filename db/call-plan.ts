import { and, eq } from "drizzle-orm";
import type { CallEntry } from "@/lib/calls/call-entry";
import { type AfterCall, afterCall, TRY_OTHER_NUMBER } from "@/lib/follow-up/after-call";
import { type LinePlan, planFrom } from "@/lib/follow-up/line-plan";
import type { Database } from "./client";
import type { Standing } from "./follow-up-line";
import { calls } from "./schema/work";
import type { KeptCall } from "./taken-call";

/** An earlier call of the patient, as far as it tells which numbers were dialled in this attempt. */
type Dialled = { contactPointId: string | null; nextAction: string };

/**
 * What a call leads to, given how the patient stands with its answers and what was planned before
 * it. `earlier` are the patient's calls, newest first. Null leaves the plan.
 */
export function planAfter(
  { open, numbers, clinic }: Standing,
  plan: LinePlan | null,
  call: Pick<CallEntry, "direction" | "outcome" | "contactPointId" | "promisedAt">,
  earlier: readonly Dialled[],
  now: Date,
): AfterCall | null {
  const [lead] = open;
  if (!lead) return null;
  const own = numbers.filter(({ reaches }) => reaches !== "emergency");
  const tried = triedNow(plan, call, earlier);
  return afterCall(
    {
      level: lead.level,
      direction: call.direction,
      outcome: call.outcome,
      attempts: plan?.attempts ?? 0,
      promisedAt: call.promisedAt,
      numbersLeft: own.length,
      untriedNumbers: tried === null ? 0 : own.filter(({ id }) => !tried.has(id)).length,
      treatmentEndedAt: lead.treatedAt,
    },
    now,
    clinic,
  );
}

/** The numbers dialled since the last rung of the ladder; null when nobody wrote down which. */
function triedNow(
  plan: LinePlan | null,
  { contactPointId }: Pick<Dialled, "contactPointId">,
  earlier: readonly Dialled[],
): Set<string> | null {
  if (contactPointId === null) return null;
  const tried = new Set([contactPointId]);
  if (plan?.nextAction !== TRY_OTHER_NUMBER) return tried;
  for (const call of earlier) {
    if (call.nextAction !== TRY_OTHER_NUMBER) break;
    if (call.contactPointId !== null) tried.add(call.contactPointId);
  }
  return tried;
}

/** Whether a plan is still the one that a call left. */
export function isPlanOf(
  call: Pick<KeptCall, "nextAction" | "nextDueAt">,
  plan: LinePlan,
): boolean {
  return plan.nextAction === call.nextAction && plan.dueAt.getTime() === call.nextDueAt?.getTime();
}

/**
 * A plan as it would be without the calls that were taken back: what such a call planned goes back
 * to what was planned before it, unless something newer has planned since; its last contact goes
 * back in any case. Null when nothing was planned before the first of them.
 */
export async function withoutUndone(
  tx: Database,
  clinicId: string,
  plan: LinePlan | null,
): Promise<LinePlan | null> {
  if (!plan?.lastCallId) return plan;
  const [last] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.clinicId, clinicId), eq(calls.id, plan.lastCallId)));
  if (!last?.undoneAt) return plan;
  const before = last.planBefore && planFrom(last.planBefore);
  if (isPlanOf(last, plan)) return withoutUndone(tx, clinicId, before);
  const { lastCallId = null, calledAt = null } = before ?? {};
  return withoutUndone(tx, clinicId, { ...plan, lastCallId, calledAt });
}
