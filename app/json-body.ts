/** What a page of ours sends fits many times over. */
const MOST_BYTES = 200_000;

/** The JSON that a request carries; null when it is none, or more than a page would send. */
export async function jsonBody(request: Request): Promise<unknown> {
  if (request.body === null) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return null;
  }
}
