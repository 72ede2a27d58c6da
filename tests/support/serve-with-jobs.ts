import { openDoor } from "@/scripts/serve";

/** The desk as `npm start` serves it, with its jobs `here` or `apart` (argv[2]); tells when it does. */
const door = await openDoor(
  { reason: () => undefined, own: (opening) => opening },
  { port: 0, host: "127.0.0.1", search: false, https: false, proxies: 0 },
);
await door.attach({ mode: "production", jobs: process.argv[2] === "apart" ? "apart" : "here" });
process.send?.("served");
process.once("disconnect", () => process.exit());
