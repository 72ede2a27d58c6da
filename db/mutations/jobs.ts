import { openJobRunner, type RepeatedJob } from "@/db/jobs";
import { closeAtEnd, whenEnding } from "@/lib/closing";
import { databaseUrl } from "@/lib/env";

/**
 * Has this process take its share of the jobs until it ends: then nothing new is taken, and what
 * runs has up to 10 s. Rejects when the database can't be asked.
 */
export async function startJobs(jobs: readonly RepeatedJob[]): Promise<void> {
  const runner = await openJobRunner(databaseUrl(), jobs);
  whenEnding(() => void runner.close().catch(() => undefined));
  closeAtEnd(() => runner.close());
}
