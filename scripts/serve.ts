import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { beginEnding, closeAll } from "@/lib/closing";
import type { Settings } from "@/lib/env";
import { errorCode } from "@/lib/error-code";
import { type ExchangeOptions, prepareExchange } from "@/lib/http/prepare-exchange";
import type { Lifetime } from "./lifetime";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A taken port with the app not behind it yet: until `attach`, it answers 503. */
export type Door = { port: number; attach(how: Attachment): Promise<void> };

type Attachment = { mode: "production" | "development"; jobs: Settings["jobs"] };

const DRAIN_MS = 10_000;

/**
 * Takes the port, before the long steps, so that a taken one is told at once. With `search` the
 * next free port is taken instead. At the end: streams stop, no new connections, up to 10 s for open
 * requests.
 */
export async function openDoor(
  lifetime: Lifetime,
  {
    port,
    host,
    search,
    ...exchange
  }: { port: number; host: string; search: boolean } & ExchangeOptions,
): Promise<Door> {
  let handler: Handler | undefined;
  let ending = false;
  let closing = false;
  const sockets = new Set<Socket>();
  const busy = new Set<Socket>();
  const server = createServer((request, response) => {
    busy.add(request.socket);
    response.once("close", () => {
      busy.delete(request.socket);
      // A connection that was promised to be kept would hold the end up until it is cut.
      if (closing) request.socket.end();
    });
    if (ending) response.setHeader("Connection", "close");
    if (!prepareExchange(request, response, exchange)) return;
    if (!handler) {
      response.writeHead(503, { "Retry-After": "1", "Content-Type": "text/plain" });
      response.end("Starting.\n");
      return;
    }
    void handler(request, response);
  });
  // A client that sends its request drop by drop must not hold a connection for minutes.
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const drain = async (): Promise<void> => {
    if (!server.listening) return;
    ending = true;
    beginEnding();
    // Behind a proxy: let connections that are kept alive end with an answer, not in between.
    if (lifetime.reason() === "SIGTERM" && sockets.size > 0) await sleep(1_000);
    const closed = once(server, "close");
    closing = true;
    server.close();
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const late = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, DRAIN_MS);
    await closed;
    clearTimeout(late);
  };
  await lifetime.own(listen(server, port, host, search ? port + 50 : port), drain);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The port isn't known.");
  return {
    port: address.port,
    async attach({ mode, jobs }) {
      // The app and what it is built of read these when they are loaded, not before.
      Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" });
      const { default: next } = await import("next");
      const app = next({ dev: mode === "development", port: address.port, httpServer: server });
      await lifetime.own(app.prepare(), async () => {
        await drain();
        await closeAll();
        await app.close();
      });
      handler = app.getRequestHandler();
      if (jobs === "apart") return;
      const { startSchedule } = await import("@/app/jobs/schedule");
      await startSchedule();
    },
  };
}

async function listen(server: Server, port: number, host: string, last: number): Promise<void> {
  for (let next = port; ; next++) {
    try {
      server.listen(next, host);
      await once(server, "listening");
      return;
    } catch (error) {
      const code = errorCode(error);
      if (code === "EADDRINUSE" && next < last) continue;
      if (code === "EADDRINUSE") {
        throw new Error(`Port ${next} is taken by another program. Choose another with PORT=…`, {
          cause: error,
        });
      }
      throw new Error(`Can't listen on ${host}, port ${next}: ${String(error)}`, { cause: error });
    }
  }
}
