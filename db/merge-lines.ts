import { and, eq, isNull } from "drizzle-orm";
import { type JoinedLine, joinLines } from "@/lib/follow-up/join-lines";
import type { MergedLine } from "@/lib/patients/merge";
import type { Stored } from "@/lib/stored-json";
import type { Database } from "./client";
import { moveLine, openLine, rewriteLine } from "./follow-up-line";
import { followUps, snoozes } from "./schema/work";

type FollowUp = typeof followUps.$inferSelect;
type Records = { keptId: string; mergedId: string };

/**
 * Makes one line out of two records' lines, after their rows have moved: the kept record's holds what is more
 * urgent of both, the merged record's is closed. Says what it did, so that an undo can do the opposite.
 */
export async function mergeLines(
  tx: Database,
  clinicId: string,
  { keptId, mergedId }: Records,
  now: Date,
): Promise<MergedLine> {
  const merged = await openLine(tx, clinicId, mergedId);
  const kept = await openLine(tx, clinicId, keptId);
  if (!merged) return { kind: "none" };
  if (!kept) {
    await moveLine(tx, merged, { patientId: keptId }, now);
    return { kind: "moved", followUpId: merged.id };
  }
  const before = joinedLine(kept);
  const after = joinLines(before, joinedLine(merged));
  const endedSnoozeId =
    before.snoozedUntil !== null && after.snoozedUntil === null
      ? await endSnooze(tx, kept, now)
      : null;
  await moveLine(tx, kept, after, now);
  await moveLine(tx, merged, { closedAt: now }, now);
  return { kind: "joined", closedId: merged.id, keptId: kept.id, before, after, endedSnoozeId };
}

/** What has happened to the kept record since the merge, as far as it decides what its line is now. */
export type SinceMerge = {
  /** Somebody called: the plan that was made then is the kept record's. */
  called: boolean;
  /** Something was reported, reviewed, closed or corrected. */
  news: boolean;
  /** The calls that go back. */
  callsBack: ReadonlySet<string>;
};

/**
 * Makes two lines of one again, after the rows have gone back. What nobody has touched since the merge is as
 * it was before; otherwise both are planned anew from what is known of each.
 */
export async function unmergeLines(
  tx: Database,
  clinicId: string,
  { keptId, mergedId }: Records,
  done: Stored<MergedLine>,
  since: SinceMerge,
  now: Date,
): Promise<void> {
  if (done.kind === "moved") {
    const line = await findLine(tx, clinicId, done.followUpId);
    await moveLine(tx, line, { patientId: mergedId }, now);
  }
  if (done.kind === "joined") {
    await restoreKept(tx, clinicId, done, since, now);
    const closed = await findLine(tx, clinicId, done.closedId);
    await moveLine(tx, closed, { closedAt: null }, now);
  }
  const idle = since.news || since.called ? undefined : true;
  await rewriteLine(tx, clinicId, keptId, { news: since.news && !since.called, idle }, now);
  await rewriteLine(tx, clinicId, mergedId, { news: since.news, idle }, now);
}

async function restoreKept(
  tx: Database,
  clinicId: string,
  done: Extract<Stored<MergedLine>, { kind: "joined" }>,
  since: SinceMerge,
  now: Date,
): Promise<void> {
  const line = await findLine(tx, clinicId, done.keptId);
  if (line.closedAt !== null) return;
  const before = revived(done.before);
  const after = revived(done.after);
  const lastCallIsBack = line.lastCallId !== null && since.callsBack.has(line.lastCallId);
  const { level, snoozedUntil, assigneeId, lastCallId, calledAt, ...plan } = before;
  await moveLine(
    tx,
    line,
    {
      ...(since.called ? {} : { ...plan, level }),
      ...(since.called && !lastCallIsBack ? {} : { lastCallId, calledAt }),
      // What somebody has chosen since stays chosen.
      ...(same(line.assigneeId, after.assigneeId) ? { assigneeId } : {}),
      ...(same(line.snoozedUntil, after.snoozedUntil) ? { snoozedUntil } : {}),
    },
    now,
  );
  if (done.endedSnoozeId !== null && same(line.snoozedUntil, after.snoozedUntil)) {
    await tx
      .update(snoozes)
      .set({ endedAt: null, endedBy: null })
      .where(and(eq(snoozes.clinicId, clinicId), eq(snoozes.id, done.endedSnoozeId)));
  }
}

function joinedLine(line: FollowUp): JoinedLine {
  return {
    level: line.level,
    nextAction: line.nextAction,
    dueAt: line.dueAt,
    promisedAt: line.promisedAt,
    attempts: line.attempts,
    reasonSince: line.reasonSince,
    lastCallId: line.lastCallId,
    calledAt: line.calledAt,
    snoozedUntil: line.snoozedUntil,
    untouchedSince: line.untouchedSince,
    assigneeId: line.assigneeId,
  };
}

function revived(line: Stored<JoinedLine>): JoinedLine {
  return {
    ...line,
    dueAt: new Date(line.dueAt),
    reasonSince: new Date(line.reasonSince),
    promisedAt: instantOf(line.promisedAt),
    calledAt: instantOf(line.calledAt),
    snoozedUntil: instantOf(line.snoozedUntil),
    untouchedSince: instantOf(line.untouchedSince),
  };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function same(one: Date | string | null, other: Date | string | null): boolean {
  return one?.valueOf() === other?.valueOf();
}

async function endSnooze(tx: Database, line: FollowUp, now: Date): Promise<string | null> {
  const [ended] = await tx
    .update(snoozes)
    .set({ endedAt: now, endedBy: "new_fact" })
    .where(
      and(
        eq(snoozes.clinicId, line.clinicId),
        eq(snoozes.followUpId, line.id),
        isNull(snoozes.endedAt),
      ),
    )
    .returning({ id: snoozes.id });
  return ended?.id ?? null;
}

async function findLine(tx: Database, clinicId: string, id: string): Promise<FollowUp> {
  const [line] = await tx
    .select()
    .from(followUps)
    .where(and(eq(followUps.clinicId, clinicId), eq(followUps.id, id)))
    .for("update");
  return line!;
}
