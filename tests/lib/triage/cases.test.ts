import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkWorkedCase, readWorkedCases } from "@/lib/recovery/worked-cases";

const folder = process.env.RECOVERY_CASES ?? join(import.meta.dirname, "../../cases");
const contents = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
  .map(({ name }): unknown => JSON.parse(readFileSync(join(folder, name), "utf8")))
  .filter((content) => Array.isArray(content));

describe("the worked cases", () => {
  it("are there", () => {
    expect(contents.length).toBeGreaterThan(0);
  });

  const cases = contents.flatMap((content) => {
    const read = readWorkedCases(content);
    if (!read.ok) throw new Error(read.reason);
    return read.cases;
  });
  it.each(cases.map((worked) => [`${worked.id}: ${worked.about}`, worked] as const))(
    "%s",
    (_, worked) => {
      expect(checkWorkedCase(worked)).toBeNull();
    },
  );
});
