import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

/**
 * Takes every script out of a page before it leaves: for pages of plain forms, which need none. On a bad
 * line the style sheet then has the line to itself, and there is no script that could see what is typed.
 * Anything that isn't HTML passes as it is. The framework has no switch for it. `kept` is the text of the one
 * script that the page may have; `styles` may write style sheets into it.
 */
export function sendWithoutScripts(
  request: IncomingMessage,
  response: ServerResponse,
  kept: string | null = null,
  styles: ((page: string, response: ServerResponse) => string) | null = null,
): void {
  const gzips = /\bgzip\b/.test([request.headers["accept-encoding"] ?? []].flat().join());
  // The page has to come readable; it is compressed here instead.
  request.headers["accept-encoding"] = "identity";
  const parts: Buffer[] = [];
  let ending = false;
  const send = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
    flushHeaders: response.flushHeaders.bind(response),
  };
  const isHeld = () =>
    !ending &&
    !response.headersSent &&
    String(response.getHeader("content-type")).startsWith("text/html");

  // Whoever compresses asks for the head before the first piece is written.
  response.writeHead = (status: number, ...more: unknown[]) => {
    const headers = more.find((each): each is OutgoingHttpHeaders => typeof each === "object");
    const type = headers?.["content-type"] ?? headers?.["Content-Type"];
    if (type !== undefined) response.setHeader("content-type", type);
    if (!isHeld()) return Reflect.apply(send.writeHead, response, [status, ...more]);
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value !== undefined) response.setHeader(name, value);
    }
    return response;
  };
  response.flushHeaders = () => {
    if (!isHeld()) send.flushHeaders();
  };
  response.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
    if (!isHeld()) return Reflect.apply(send.write, response, [chunk, ...more]);
    parts.push(Buffer.from(chunk as string));
    callbackIn(more)?.();
    return true;
  }) as typeof response.write;
  response.end = ((...given: unknown[]) => {
    if (!isHeld()) return Reflect.apply(send.end, response, given);
    ending = true;
    const [chunk] = given;
    if (typeof chunk === "string" || chunk instanceof Uint8Array) {
      parts.push(Buffer.from(chunk as string));
    }
    const bare = stripScripts(Buffer.concat(parts).toString("utf8"), kept);
    const page = Buffer.from(styles ? styles(bare, response) : bare);
    const body = gzips ? gzipSync(page) : page;
    if (gzips) response.setHeader("content-encoding", "gzip");
    response.setHeader("content-length", body.length);
    return Reflect.apply(send.end, response, [body, callbackIn(given)]);
  }) as typeof response.end;
}

function callbackIn(given: readonly unknown[]): (() => void) | undefined {
  return given.find((each): each is () => void => typeof each === "function");
}

/** A page without its scripts but `kept`, and without what would fetch them ahead. */
export function stripScripts(page: string, kept: string | null = null): string {
  return page
    .replaceAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi, (_, text: string) =>
      text === kept ? `<script>${text}</script>` : "",
    )
    .replaceAll(/<link\b[^>]*\bas="script"[^>]*>/gi, "");
}
