import { closeAtEnd } from "@/lib/closing";
import { logError } from "@/lib/log";
import { freezeAllMonths } from "./freeze-months";
import { raiseAllAlerts } from "./raise-alerts";
import { turnAllRecoveries } from "./turn-recoveries";

/** What the desk does by itself, and how often. The list is right without it, at every second. */
const SCHEDULE = [
  { every: 30_000, job: turnAllRecoveries },
  { every: 10_000, job: raiseAllAlerts },
  { every: 3_600_000, job: freezeAllMonths },
] as const;

/** Runs the schedule in this process until it closes; a job never overlaps itself. */
export function startSchedule(): void {
  for (const { every, job } of SCHEDULE) {
    let running: Promise<void> | null = null;
    const run = async () => {
      try {
        await job(new Date());
      } catch (error) {
        logError("A scheduled job failed; it runs again at its next time.", error);
      }
      running = null;
    };
    const timer = setInterval(() => {
      running ??= run();
    }, every);
    closeAtEnd(async () => {
      clearInterval(timer);
      await running;
    });
  }
}
