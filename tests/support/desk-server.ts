import { createServer } from "node:http";
import next from "next";
import { prepareExchange } from "@/lib/http/prepare-exchange";

/** The production server of the tests: started by desk.ts, tells its port to its parent. */
const app = next({ dev: false });
await app.prepare();
const handle = app.getRequestHandler();
const proxies = Number(process.env.AFTERGLOW_PROXIES ?? "0");
const server = createServer((request, response) => {
  if (!prepareExchange(request, response, { https: false, proxies })) return;
  void handle(request, response);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
process.once("disconnect", () => process.exit());
