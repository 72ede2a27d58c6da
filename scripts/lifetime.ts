type Closing = () => Promise<unknown>;

/** What a running program has opened; closed in reverse order however the program ends. */
export type Lifetime = {
  /** The signal that asked for the end, for those whose way of closing depends on it. */
  reason(): string | undefined;
  /** Waits for something to open and sees to its closing, even if the end comes in between. */
  own<T>(opening: Promise<T>, close: (opened: T) => Promise<unknown>): Promise<T>;
};

const LONGEST_END_MS = 40_000;

/**
 * Runs a program that serves until it is told to end: by Ctrl-C, SIGTERM or SIGHUP, any number of
 * them, or by the death of the process that launched it. Ends with 0 then, with 1 after a failure.
 */
export function runUntilStopped(start: (lifetime: Lifetime) => Promise<void>): void {
  void run(start, true);
}

/** Runs a program that ends by itself; an early end by a signal counts as a failure. */
export function runOnce(work: (lifetime: Lifetime) => Promise<void>): void {
  void run(work, false);
}

async function run(main: (lifetime: Lifetime) => Promise<void>, stays: boolean): Promise<void> {
  const closings: Closing[] = [];
  let reason: string | undefined;
  const asked = new Promise<void>((resolve) => {
    const ask = (why: string) => {
      if (reason === undefined && why !== "disconnect") console.log("\n• Stopping …");
      reason ??= why;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => ask(signal));
    if (process.connected) {
      process.once("disconnect", () => ask("disconnect"));
      process.channel?.unref();
    }
    // A terminal or pipe that is gone must not end us before the database is stopped.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  });
  const lifetime: Lifetime = {
    reason: () => reason,
    own(opening, close) {
      closings.push(() => opening.then(close));
      return opening;
    },
  };
  let code = 0;
  try {
    await Promise.race([asked, main(lifetime)]);
    if (stays) await asked;
    else if (reason !== undefined) code = 1;
  } catch (error) {
    code = 1;
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  setTimeout(() => process.exit(1), LONGEST_END_MS).unref();
  for (const close of closings.toReversed()) {
    await close().catch((error: unknown) => {
      // What never opened has already been told, or nobody waits for it any more.
      if (reason === undefined && code === 0) console.error(`✗ ${String(error)}`);
    });
  }
  process.exit(process.exitCode ?? code);
}
