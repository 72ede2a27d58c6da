import { gzipSync } from "node:zlib";

/**
 * Bytes, gzipped, of the scripts that a page names, in whatever way; browsers of the last years
 * leave out the one for older ones. Throws when there is no such page.
 */
export async function firstLoadBytes(url: string, cookie: string): Promise<number> {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
  const modern = html.replaceAll(/<script[^>]*noModule[^>]*>/gi, "");
  const paths = new Set(modern.match(/\/_next\/static\/[\w./~-]+\.js/g));
  let bytes = 0;
  for (const path of paths) {
    const script = await fetch(new URL(path, url));
    if (!script.ok) throw new Error(`${path} answered ${script.status}.`);
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return bytes;
}
