import { startJobs } from "@/db/mutations/jobs";
import { freezeAllMonths } from "./freeze-months";
import { keepAllLeftDrafts } from "./keep-left-drafts";
import { planAllMessages } from "./plan-messages";
import { raiseAllAlerts } from "./raise-alerts";
import { removeAllOldPhotos } from "./remove-old-photos";
import { sendAllMessages } from "./send-messages";
import { turnAllRecoveries } from "./turn-recoveries";

/**
 * What the desk does by itself, and every how many seconds. The list is right without it, at every
 * second.
 */
const SCHEDULE = [
  { name: "turn-recoveries", every: 30, job: turnAllRecoveries },
  { name: "raise-alerts", every: 10, job: raiseAllAlerts },
  { name: "plan-messages", every: 60, job: planAllMessages },
  { name: "send-messages", every: 15, job: sendAllMessages },
  { name: "keep-left-drafts", every: 300, job: keepAllLeftDrafts },
  { name: "freeze-months", every: 3_600, job: freezeAllMonths },
  { name: "remove-old-photos", every: 3_600, job: removeAllOldPhotos },
] as const;

/** Has this process run the schedule until it ends, together with all others that do. */
export async function startSchedule(): Promise<void> {
  await startJobs(
    SCHEDULE.map(({ name, every, job }) => ({ name, every, run: () => job(new Date()) })),
  );
}
