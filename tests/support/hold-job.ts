import { openJobRunner } from "@/db/jobs";

/** A process whose job "held" doesn't come to an end; told of by a message. The database is argv[2]. */
await openJobRunner(process.argv[2], [
  {
    name: "held",
    every: 3_600,
    run() {
      process.send?.("running");
      return new Promise(() => undefined);
    },
  },
]);
process.once("disconnect", () => process.exit());
