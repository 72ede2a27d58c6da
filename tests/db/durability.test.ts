import { describe, expect, it } from "vitest";
import { listDurabilityProblems } from "@/db/durability";

const good = {
  fsync: "on",
  full_page_writes: "on",
  data_checksums: "on",
  synchronous_commit: "on",
  version: "15.14",
  version_number: 150_014,
};

describe("listDurabilityProblems", () => {
  it("finds nothing wrong with a good server", () => {
    expect(listDurabilityProblems(good)).toEqual([]);
  });

  it.each([
    [{ fsync: "off" }, "fsync"],
    [{ full_page_writes: "off" }, "full_page_writes"],
    [{ data_checksums: "off" }, "checksums"],
    [{ synchronous_commit: "off" }, "synchronous_commit"],
    [{ version: "15.13", version_number: 150_013 }, "15.13"],
  ])("refuses %o", (change, word) => {
    const problems = listDurabilityProblems({ ...good, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(word);
  });

  it("lists all that is wrong at once", () => {
    const bad = { ...good, fsync: "off", full_page_writes: "off", data_checksums: "off" };
    expect(listDurabilityProblems(bad)).toHaveLength(3);
  });
});
