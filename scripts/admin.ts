import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { databaseOn, openOwnerPool } from "@/db/client";
import { startDatabase } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { openClinic } from "@/db/mutations/clinics";
import { newClinic } from "@/lib/clinic/new-clinic";
import { databaseUrl } from "@/lib/env";

const USAGE = `Opens a clinic with its first administrator, or adds one to a clinic of that name.

  npm run admin -- --clinic "Westside Skin" --zone America/Chicago --country US \\
    --phone "(212) 555-0143" --name "Ana Ruiz" --email ana@westside.example

The password is made here and shown once.`;

/** No 0, O, 1, l or I: a password that is read aloud or copied from paper once. */
const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const PASSWORD_LENGTH = 20;

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { clinic: text, zone: text, country: text, phone: text, name: text, email: text },
  });
  const input = newClinic.safeParse(values);
  if (!input.success) {
    for (const { path, message } of input.error.issues)
      console.error(`--${path.join(".")}: ${message}.`);
    console.error(`\n${USAGE}`);
    return 2;
  }
  const folder = join(process.env.AFTERGLOW_DATA || ".afterglow", "live");
  // The running desk's own server if there is one, otherwise started for this moment.
  const embedded = databaseUrl() === undefined ? await startDatabase({ folder }) : undefined;
  const url = databaseUrl() ?? embedded?.url ?? "";
  await migrate(url);
  const pool = openOwnerPool(url);
  try {
    const password = newPassword();
    const result = await openClinic(input.data, password, new Date(), databaseOn(pool));
    if (!result.ok) {
      console.error(
        `${input.data.clinic} already has a person with this e-mail. Nothing was changed.`,
      );
      return 1;
    }
    console.log(
      result.opened ? `Opened ${input.data.clinic}.` : `${input.data.clinic} was there already.`,
    );
    console.log(`Administrator: ${input.data.email}`);
    console.log(`Password, shown only now: ${password}`);
    return 0;
  } finally {
    await pool.end();
    await embedded?.stop();
  }
}

function newPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

try {
  process.exitCode = await main();
} catch (error) {
  // What the database says, without the statement and its values.
  const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  console.error(told instanceof Error ? told.message : String(told));
  process.exitCode = 1;
}
