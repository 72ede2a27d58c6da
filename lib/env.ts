import { join } from "node:path";
import { z } from "zod";
import { isLoopback } from "./http/loopback";
import { type MessageSettings, readMessageSettings, withinThisMachine } from "./messaging/settings";

/** The owner's address of the database, put in place by whoever started the process. */
export function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL;
}

/** The key of session and device cookies. Throws when it is missing or short enough to guess. */
export function authSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  if (secret.length < SHORTEST_SECRET) {
    throw new Error(`NEXTAUTH_SECRET must hold at least ${SHORTEST_SECRET} characters.`);
  }
  return secret;
}

/** The address under which people reach the desk; https makes cookies Secure. */
export function publicUrl(): string {
  return process.env.NEXTAUTH_URL ?? "http://localhost:3000";
}

/** Whether the sign-in page may name the invented accounts of the demonstration. */
export function demonstrationOffered(): boolean {
  return process.env.AFTERGLOW_DEMO === "1";
}

/**
 * By what messages leave; in a demonstration by nothing outside this machine. Throws the names of
 * settings that are wrong, which keep a desk from starting.
 */
export function messageSettings(): MessageSettings {
  const { settings, problems } = readMessageSettings(process.env);
  if (problems.length > 0) {
    throw new Error(problems.map(({ name, problem }) => `${name} ${problem}.`).join(" "));
  }
  return demonstrationOffered() ? withinThisMachine(settings) : settings;
}

/** A bucket of an S3-compatible service. `url` is its endpoint with the bucket in it. */
export type S3Place = { url: string; keyId: string; secret: string; region: string };

/** Where the bytes of photos are kept. */
export type PhotoPlace = { folder: string } | S3Place;

/**
 * Where patients' photos are kept: the bucket that is set, else a folder beside the database. Those of a
 * demonstration never leave this machine.
 */
export function photoPlace(env: Record<string, string | undefined> = process.env): PhotoPlace {
  const url = env.AFTERGLOW_PHOTOS_S3_URL?.trim();
  if (!url || env.AFTERGLOW_DEMO === "1") {
    return { folder: join(env.AFTERGLOW_DATA?.trim() || DATA_FOLDER, "photos") };
  }
  return {
    url,
    keyId: env.AFTERGLOW_PHOTOS_S3_KEY_ID?.trim() ?? "",
    secret: env.AFTERGLOW_PHOTOS_S3_SECRET?.trim() ?? "",
    region: env.AFTERGLOW_PHOTOS_S3_REGION?.trim() || "us-east-1",
  };
}

const DATA_FOLDER = "./.afterglow";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace"] as const;

/** How much this process logs; `info` where no level is set. */
export function logLevel(): (typeof LOG_LEVELS)[number] {
  return LOG_LEVELS.find((level) => level === process.env.LOG_LEVEL?.trim()) ?? "info";
}

const JOB_PLACES = ["here", "apart"] as const;

/** How this process runs. `data` is a folder, `databaseUrl` undefined means the embedded database. */
export type Settings = {
  publicUrl: string;
  secret: string;
  databaseUrl: string | undefined;
  port: number;
  host: string;
  data: string;
  /** Reverse proxies of ours in front of this process; so many forwarded addresses are believed. */
  proxies: number;
  messages: MessageSettings;
  /** Whether this process takes its share of the jobs, or leaves them to workers. */
  jobs: (typeof JOB_PLACES)[number];
  logLevel: (typeof LOG_LEVELS)[number];
};

/** One setting that is missing or too weak, and what to do about it. Never holds its value. */
export type SettingProblem = { name: string; problem: string; fix: string };

const SHORTEST_SECRET = 32;
const COMMON_SECRETS = /change.?me|secret|password|example|default|afterglow|0123456789|abcdefgh/i;

const fixes: Record<string, string> = {
  NEXTAUTH_URL: "Set it to the address that people type, such as https://desk.example.org.",
  NEXTAUTH_SECRET: "Make one with `openssl rand -base64 36` and keep it out of the repository.",
  DATABASE_URL:
    "Use postgresql://user:password@host:5432/name, or leave it out for the embedded one.",
  PORT: "Use a number from 1 to 65535, or leave it out for 3000.",
  HOST: "Use an address of this machine such as 0.0.0.0 or 127.0.0.1.",
  AFTERGLOW_DATA: "Use the path of a folder, or leave it out for ./.afterglow.",
  AFTERGLOW_PROXIES: "Use how many reverse proxies stand in front, or leave it out for none.",
  AFTERGLOW_JOBS: "Use apart where `npm run worker` runs beside it, or leave it out for here.",
  AFTERGLOW_PHOTOS_S3_URL:
    "Use the bucket's address, such as https://s3.example.org/photos, or leave it out for a folder.",
  AFTERGLOW_PHOTOS_S3_KEY_ID: "Set the address, key id and secret of the bucket, or none of them.",
  AFTERGLOW_PHOTOS_S3_SECRET: "Set the address, key id and secret of the bucket, or none of them.",
  AFTERGLOW_PHOTOS_S3_REGION: "Use a name such as eu-central-1, or leave it out for us-east-1.",
  LOG_LEVEL: `Use one of ${LOG_LEVELS.join(", ")}.`,
};

const schema = z.object({
  NEXTAUTH_URL: z
    .string("is missing")
    .refine((text) => URL.canParse(text), "isn't a web address")
    .refine(isSafeAddress, "must start with https:// unless it is this machine's own"),
  NEXTAUTH_SECRET: z.string("is missing").superRefine((text, context) => {
    const problem = secretProblem(text);
    if (problem) context.addIssue({ code: "custom", message: problem });
  }),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:\/\/./.test(text), "isn't a PostgreSQL address")
    .optional(),
  PORT: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "isn't a port")
    .transform(Number)
    .refine((port) => port <= 65_535, "isn't a port")
    .default(3000),
  HOST: z.string().regex(/^\S+$/, "isn't an address").default("127.0.0.1"),
  AFTERGLOW_DATA: z.string().default(DATA_FOLDER),
  AFTERGLOW_PROXIES: z.string().regex(/^\d$/, "isn't a small number").transform(Number).default(0),
  AFTERGLOW_JOBS: z.enum(JOB_PLACES, "is neither here nor apart").default("here"),
  AFTERGLOW_PHOTOS_S3_URL: z
    .string()
    .refine((text) => URL.canParse(text), "isn't a web address")
    .refine(isSafeAddress, "must start with https:// unless it is this machine's own")
    .optional(),
  AFTERGLOW_PHOTOS_S3_KEY_ID: z.string().optional(),
  AFTERGLOW_PHOTOS_S3_SECRET: z.string().optional(),
  AFTERGLOW_PHOTOS_S3_REGION: z
    .string()
    .regex(/^[\w-]+$/, "isn't a region")
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, "isn't a level").default("info"),
});

/**
 * Reads the settings of a production process from its environment; an empty value counts as left
 * out. Answers every problem at once, so that nobody has to start ten times to find ten of them.
 */
export function readSettings(
  env: Record<string, string | undefined>,
): { ok: true; settings: Settings } | { ok: false; problems: SettingProblem[] } {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = schema.safeParse(given);
  const messages = readMessageSettings(env);
  const halves = halfSetBucket(given);
  if (parsed.success && messages.problems.length === 0 && halves.length === 0) {
    const { data } = parsed;
    return {
      ok: true,
      settings: {
        publicUrl: data.NEXTAUTH_URL,
        secret: data.NEXTAUTH_SECRET,
        databaseUrl: data.DATABASE_URL,
        port: data.PORT,
        host: data.HOST,
        data: data.AFTERGLOW_DATA,
        proxies: data.AFTERGLOW_PROXIES,
        messages: messages.settings,
        jobs: data.AFTERGLOW_JOBS,
        logLevel: data.LOG_LEVEL,
      },
    };
  }
  const problems = new Map<string, SettingProblem>();
  const issues = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    name: String(path[0]),
    problem: message,
  }));
  for (const { name, problem } of [...issues, ...halves]) {
    if (problems.has(name)) continue;
    problems.set(name, { name, problem, fix: fixes[name] ?? "" });
  }
  return { ok: false, problems: [...problems.values(), ...messages.problems] };
}

/** A bucket that is set by half would keep photos where nobody expects them, or nowhere. */
function halfSetBucket(
  given: Record<string, string | undefined>,
): { name: string; problem: string }[] {
  const parts = ["URL", "KEY_ID", "SECRET"].map((part) => `AFTERGLOW_PHOTOS_S3_${part}`);
  const missing = parts.filter((name) => given[name] === undefined);
  if (missing.length === parts.length) return [];
  return missing.map((name) => ({ name, problem: "is missing beside the others of the bucket" }));
}

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** A secret signs sessions: whoever guesses it is everybody. */
function secretProblem(secret: string): string | undefined {
  if (secret.length < SHORTEST_SECRET) return `is shorter than ${SHORTEST_SECRET} characters`;
  if (COMMON_SECRETS.test(secret)) return "holds a common word; it must be random";
  if (entropy(secret) < 96) return "repeats itself too much; it must be random";
  return undefined;
}

/** A low estimate in bits: what repeats adds nothing, so that `abcabc…` counts as `abc`. */
function entropy(text: string): number {
  const symbols = new Set(text);
  const pairs = new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
  return pairs.size * Math.log2(symbols.size);
}
