/**
 * The same page without a framework: node's own http server, the page's own statements through pg,
 * and its HTML as a plain template. Told by its parent what to send; tells its port.
 */
import { createServer } from "node:http";
import pg from "pg";
import { openPool } from "@/db/client";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import { rowOf, type WorklistLine } from "@/lib/worklist/line";
import type { WorklistRow } from "@/lib/worklist/row";
import { templateOf } from "./page-template";
import { atPresent, type Statement } from "./statements";

/** What the bare server answers with: a page, and the statements that it was made from. */
export type BarePage = {
  databaseUrl: string;
  html: string;
  transactions: Statement[][];
  recordedAt: number;
};

type Raw = Record<string, unknown>;

// As in the page: a day stays the text that it is, and a depth is a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

process.once("message", async (page: BarePage) => {
  const pool = openPool(page.databaseUrl);
  const first = await readRows(pool, page, new Date(page.recordedAt));
  const template = templateOf(page.html, first);
  if (template.slots < first.length * 10) throw new Error("Too few words of the rows were found.");
  const server = createServer(async (_request, response) => {
    const html = template.fill(await readRows(pool, page, new Date()));
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Length": Buffer.byteLength(html),
    });
    response.end(html);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.(typeof address === "object" && address !== null ? address.port : 0);
  });
});
process.once("disconnect", () => process.exit());

async function readRows(pool: pg.Pool, page: BarePage, now: Date): Promise<WorklistRow[]> {
  let clinic: Raw | undefined;
  let lines: Raw[] = [];
  for (const transaction of page.transactions) {
    const client = await pool.connect();
    try {
      for (const statement of transaction) {
        const { rows } = await client.query<Raw>(atPresent(statement, page.recordedAt, now));
        if (rows[0] && "opening_hours" in rows[0]) clinic = rows[0];
        if (rows[0] && "turned_silent" in rows[0]) lines = rows;
      }
    } finally {
      client.release();
    }
  }
  if (!clinic) throw new Error("The page's statements read no clinic.");
  const hours = camelled(clinic) as ClinicHours;
  return lines.slice(0, 50).map((line) => rowOf(lineOf(line), now, hours));
}

function lineOf(raw: Raw): WorklistLine {
  const line = camelled(raw) as WorklistLine;
  if (line.turnedSilent) line.level = "awaiting";
  return line;
}

const names = new Map<string, string>();

function camelled(raw: Raw): Raw {
  const camel: Raw = {};
  for (const key in raw) {
    let name = names.get(key);
    if (name === undefined) {
      name = key.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
      names.set(key, name);
    }
    camel[name] = raw[key];
  }
  return camel;
}
