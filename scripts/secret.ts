import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "@/lib/error-code";

/** The secret of a desk for trying out: made at random once, kept in `folder`, read by its owner only. */
export async function keepSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const path = join(folder, "secret");
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known) return known;
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(36).toString("base64url"), { mode: 0o600, flush: true });
  // Linked, not renamed: of two first starts the first one's secret stays.
  await link(draft, path).catch((error: unknown) => {
    if (errorCode(error) !== "EEXIST") throw error;
  });
  await rm(draft);
  return await readFile(path, "utf8");
}
