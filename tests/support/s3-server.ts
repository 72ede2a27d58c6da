import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A server that keeps objects as S3 does: what isn't signed rightly (AWS Signature Version 4, worked out here
 * from the request itself) is 403, what isn't there 404.
 */
export type S3Server = {
  /** Endpoint with the bucket in it. */
  url: string;
  objects: Map<string, Buffer>;
  /** Method and status of each answer, in order. */
  answers: string[];
  /** The next so many requests are answered with 503. */
  failNext(times: number): void;
  stop(): Promise<void>;
};

type Keys = { keyId: string; secret: string; region: string };

export async function startS3({ keyId, secret, region }: Keys): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const answers: string[] = [];
  let failing = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const answer = (status: number, bytes?: Buffer) => {
      answers.push(`${request.method} ${status}`);
      response.writeHead(status).end(bytes);
    };
    if (failing > 0) {
      failing--;
      return answer(503);
    }
    if (!isSigned(request, body, { keyId, secret, region })) return answer(403);
    const key = decodeURIComponent(request.url ?? "");
    if (request.method === "PUT") {
      objects.set(key, body);
      return answer(200);
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return answer(204);
    }
    const found = objects.get(key);
    return found ? answer(200, found) : answer(404);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/photos`,
    objects,
    answers,
    failNext(times) {
      failing = times;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const MINUTES_APART = 15;

/** The signature of the request, as Amazon's "Signing AWS requests" says, compared with the one it carries. */
function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { keyId, secret, region }: Keys,
): boolean {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(.+)$/.exec(
      request.headers.authorization ?? "",
    );
  const date = String(request.headers["x-amz-date"] ?? "");
  const at = Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (!said || !(Math.abs(Date.now() - at) < MINUTES_APART * 60_000)) return false;
  const [, credential, signedHeaders = "", signature] = said;
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  if (credential !== `${keyId}/${scope}`) return false;
  const payload = String(request.headers["x-amz-content-sha256"] ?? "");
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body)) return false;
  const names = signedHeaders.split(";");
  if (!["host", "x-amz-date", "x-amz-content-sha256"].every((name) => names.includes(name))) {
    return false;
  }
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const canonical = [request.method, path, query, headers.join(""), signedHeaders, payload];
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical.join("\n"))].join("\n");
  const key = [date.slice(0, 8), region, "s3", "aws4_request"].reduce<Buffer>(
    (before, part) => hmac(before, part),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, toSign).toString("hex") === signature;
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: Buffer, content: string): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
