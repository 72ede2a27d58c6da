import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "@/lib/reports/report";

/** The report of the golden data set, whose answers were counted by hand. */
export const GOLDEN = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../cases/reports/golden.expect.json"), "utf8"),
) as Report;
