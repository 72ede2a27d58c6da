import { findDurabilityProblems } from "@/db/durability";
import { startDatabase } from "@/db/embedded";
import type { Lifetime } from "./lifetime";
import { step } from "./progress";

/**
 * The database to work on, as its owner's url: the server of `url` when there is one, otherwise the
 * embedded one of `folder`, which ends with this program. Also told to the app, through its
 * environment, which reads it when it is loaded.
 */
export async function openDatabase(
  lifetime: Lifetime,
  folder: string,
  url: string | undefined,
): Promise<string> {
  const found = url ?? (await step("Start the database", () => startEmbedded(lifetime, folder)));
  if (url) console.log("✓ Database of DATABASE_URL");
  process.env.DATABASE_URL = found;
  return found;
}

async function startEmbedded(lifetime: Lifetime, folder: string): Promise<string> {
  const opening = startDatabase({ folder, report: (line) => console.error(`! ${line}`) });
  const { url } = await lifetime.own(opening, (database) => database.stop());
  return url;
}

/** Throws, with every reason, when the server of `url` must not be entrusted with patients' data. */
export async function refuseFragile(url: string): Promise<void> {
  const problems = await findDurabilityProblems(url);
  if (problems.length === 0) return;
  const list = problems.map((problem) => `  ${problem}`).join("\n");
  throw new Error(`The database isn't fit to keep patients' data:\n${list}`);
}
