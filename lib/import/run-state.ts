import { isAlive } from "./upload-limits";

/** A state on screen: the word, and the tone of its badge. */
export type StateWord = { word: string; tone: "neutral" | "info" | "warning" | "danger" };

/** A run as it stands at `now`: one that fell silent has lost its process and stored nothing. */
export function runState(
  run: { state: "running" | "done" | "failed"; aliveAt: Date },
  now: Date,
): StateWord & { state: "running" | "done" | "failed" } {
  if (run.state === "done") return { state: "done", word: "Imported", tone: "neutral" };
  if (run.state === "running" && isAlive(run.aliveAt, now)) {
    return { state: "running", word: "Importing", tone: "info" };
  }
  return { state: "failed", word: "Nothing stored", tone: "danger" };
}

/** An upload that waits, by what reading it found; null while it is being read. */
export function uploadState(reading: string | null): StateWord {
  if (reading === "judged") return { word: "Ready to check", tone: "info" };
  if (reading === "question") return { word: "Has a question", tone: "warning" };
  return reading === null
    ? { word: "Being read", tone: "neutral" }
    : { word: "Can’t be read", tone: "danger" };
}
