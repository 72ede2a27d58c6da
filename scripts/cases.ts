import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkWorkedCase, readWorkedCases, type WorkedCase } from "@/lib/recovery/worked-cases";

// npm run cases -- DIR: runs every array of worked cases in DIR/*.json against the protocol.
// Exit 0 when all agree, 1 on a mismatch, 2 when the cases can't be read.

class UnreadableCases extends Error {}

function main(folder: string | undefined): number {
  try {
    const cases = readFolder(folder);
    const mismatches = cases.flatMap((worked) => checkWorkedCase(worked) ?? []);
    for (const { id, about, expected, got } of mismatches) {
      console.log(`${id}: ${about}`);
      console.log(`  expected ${expected.level} [${expected.reasons.join(", ")}]`);
      console.log(`  got      ${got.level} [${got.reasons.join(", ")}]`);
    }
    console.log(`${cases.length} cases, ${mismatches.length} mismatches`);
    return mismatches.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnreadableCases)) throw error;
    console.error(error.message);
    return 2;
  }
}

function readFolder(folder: string | undefined): WorkedCase[] {
  if (folder === undefined) throw new UnreadableCases("Name a folder: npm run cases -- DIR");
  const files = listFolder(folder).filter((name) => name.endsWith(".json"));
  const arrays = files
    .map((name) => ({ name, content: readJson(join(folder, name)) }))
    .filter(({ content }) => Array.isArray(content));
  if (arrays.length === 0) throw new UnreadableCases(`No file of cases (*.json) in ${folder}`);
  return arrays.flatMap(({ name, content }) => {
    const read = readWorkedCases(content);
    if (!read.ok) throw new UnreadableCases(`${join(folder, name)}: ${read.reason}`);
    return read.cases;
  });
}

function listFolder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  } catch {
    throw new UnreadableCases(`Can't read the folder ${folder}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new UnreadableCases(`${file} isn't readable JSON`);
  }
}

process.exitCode = main(process.argv[2]);
