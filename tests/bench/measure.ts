import autocannon from "autocannon";

/** What is asked, over and over: an address with the cookies that it takes. */
export type Target = { name: string; url: string; cookie?: string };

/** Of one run: times in ms of answers as the client waited for them, and answers a second. */
export type Run = { p50: number; p99: number; rate: number };

/** Asks a target from so many connections at once, for some seconds. Any answer but 200 throws. */
export async function run(target: Target, connections: number, seconds: number): Promise<Run> {
  const times: number[] = [];
  const wrong = new Map<number, number>();
  const begun = performance.now();
  const options = {
    url: target.url,
    connections,
    duration: seconds,
    timeout: 30,
    headers: target.cookie ? { cookie: target.cookie } : {},
  };
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
  running.on("response", (_client, status, _bytes, time) => {
    if (status === 200) times.push(time);
    else wrong.set(status, (wrong.get(status) ?? 0) + 1);
  });
  const { errors } = await promise;
  const elapsed = (performance.now() - begun) / 1000;
  if (errors > 0 || wrong.size > 0 || times.length === 0) {
    const answers = [...wrong].map(([status, count]) => `${count} × ${status}`).join(", ");
    throw new Error(`${target.name}: ${errors} errors, ${times.length} answers, ${answers}`);
  }
  return { p50: at(times, 0.5), p99: at(times, 0.99), rate: times.length / elapsed };
}

/** The value below which so large a share of them lies. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function medianRun(runs: Run[]): Run {
  return {
    p50: median(runs.map(({ p50 }) => p50)),
    p99: median(runs.map(({ p99 }) => p99)),
    rate: median(runs.map(({ rate }) => rate)),
  };
}
