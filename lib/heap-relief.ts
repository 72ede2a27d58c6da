import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { type: "major"; execution: "async" }) => Promise<void>;

let collect: Collect | null = null;

/**
 * Gives back what long work has left on the heap. V8 lets garbage pile up to several times of what
 * is in use, which a file of 200 000 rows would turn into hundreds of megabytes of the server.
 */
export async function relieveHeap(): Promise<void> {
  if (collect === null) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as Collect;
  }
  await collect({ type: "major", execution: "async" });
}
