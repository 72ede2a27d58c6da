/**
 * Loaded into a desk before everything else: writes each statement that it sends to the database
 * into a file, so that the bare server sends the very same ones. Both prepare them by themselves.
 */
import { appendFileSync } from "node:fs";
import pg from "pg";

const file = process.env.BENCH_STATEMENTS;
const numbers = new WeakMap<object, number>();
let clients = 0;

if (file) {
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function recorded(this: object, config: unknown, values: unknown) {
    const asked = typeof config === "string" ? { text: config } : (config as pg.QueryConfig);
    if (!numbers.has(this)) numbers.set(this, ++clients);
    const line = {
      client: numbers.get(this),
      text: asked.text,
      values: Array.isArray(values) ? values : (asked.values ?? []),
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    return Reflect.apply(send, this, arguments);
  } as typeof pg.Client.prototype.query;
}
