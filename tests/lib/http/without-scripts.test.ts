import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendWithoutScripts, stripScripts } from "@/lib/http/without-scripts";

const PAGE =
  '<html><link rel="preload" href="/a.js" as="script"><script src="/a.js" async=""></script><p>ñ</p><SCRIPT>f("<p>")</SCRIPT></html>';
const CLEAN = "<html><p>ñ</p></html>";

let stop: (() => void) | undefined;
afterEach(() => stop?.());

async function answerOf(listener: RequestListener, init: RequestInit = {}) {
  const server = createServer((request, response) => {
    sendWithoutScripts(request, response);
    listener(request, response);
  });
  stop = () => server.close();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, init);
  return { answer, text: await answer.text() };
}

describe("a page without scripts", () => {
  it.each(["gzip", "identity"])(
    "comes whole and clean, in pieces or not (%s)",
    async (encoding) => {
      const { answer, text } = await answerOf(
        (request, response) => {
          expect(request.headers["accept-encoding"]).toBe("identity");
          response.statusCode = 404;
          response.setHeader("content-type", "text/html; charset=utf-8");
          response.flushHeaders();
          response.writeHead(404);
          const bytes = Buffer.from(PAGE);
          for (const at of [0, 60, 61, 95]) {
            const end = { 0: 60, 60: 61, 61: 95, 95: bytes.length }[at];
            response.write(bytes.subarray(at, end));
          }
          response.end();
        },
        { headers: { "accept-encoding": encoding } },
      );
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-encoding")).toBe(encoding === "gzip" ? "gzip" : null);
      expect(text).toBe(CLEAN);
    },
  );

  it("leaves everything else as it is", async () => {
    const { answer, text } = await answerOf(
      (_, response) => {
        response.writeHead(303, { location: "/", "content-type": "text/plain" });
        response.write("<script>");
        response.end("</script>");
      },
      { redirect: "manual" },
    );
    expect([answer.status, text]).toEqual([303, "<script></script>"]);
  });

  it("has no script left, whatever its letters", () => {
    expect(stripScripts(PAGE)).toBe(CLEAN);
    expect(stripScripts(CLEAN)).toBe(CLEAN);
  });

  it("keeps the one script that it may have, and none that only begins or ends like it", () => {
    const page = "<script src='/a.js'>f()</script><p><script>f()</script><script>f() </script></p>";
    expect(stripScripts(page, "f()")).toBe("<script>f()</script><p><script>f()</script></p>");
    expect(stripScripts(page, "")).toBe("<p></p>");
  });
});
