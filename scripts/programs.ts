import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lifetime } from "./lifetime";

const START_PATIENCE_MS = 60_000;

/** Path of a program that an installed package brings. */
export function bin(name: string): string {
  return join(resolve("node_modules"), ".bin", name);
}

/** Runs a program with our terminal and answers its exit code; it ends when we are told to. */
export async function runProgram(
  lifetime: Lifetime,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  const closed = once(child, "close");
  endWith(lifetime, child, closed);
  const [code] = await closed;
  return typeof code === "number" ? code : 1;
}

/** Starts the desk as production does, on a free port, and waits until it answers. */
export async function startDesk(
  lifetime: Lifetime,
  databaseUrl: string,
  secret: string,
  env: Record<string, string> = {},
): Promise<{ address: string; stop(): Promise<void> }> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      NEXTAUTH_URL: address,
      NEXTAUTH_SECRET: secret,
      PORT: String(port),
      HOST: "127.0.0.1",
      ...env,
    },
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  const closed = once(child, "close");
  endWith(lifetime, child, closed);
  const end = performance.now() + START_PATIENCE_MS;
  while (!output.includes(`Afterglow is at ${address}`)) {
    if (child.exitCode !== null || performance.now() > end) {
      child.kill("SIGTERM");
      throw new Error(`The desk didn't start:\n${output}`);
    }
    await sleep(50);
  }
  return {
    address,
    async stop() {
      child.kill("SIGINT");
      await closed;
    },
  };
}

function endWith(lifetime: Lifetime, child: ChildProcess, closed: Promise<unknown>): void {
  void lifetime.own(Promise.resolve(child), async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await closed.catch(() => undefined);
    clearTimeout(late);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
