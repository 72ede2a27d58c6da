import { z } from "zod";
import { isLoopback } from "@/lib/http/loopback";
import { readMailbox } from "./mailbox";
import type { SmsAccount } from "./sms-adapter";
import type { MailAccount } from "./smtp-adapter";

/** By what this desk sends; nothing set means that staff send by hand. */
export type MessageSettings = {
  smtp: MailAccount | null;
  sms: SmsAccount | null;
  /** Messages are only noted in the log, and count as sent: for trying out. */
  console: boolean;
};

const schema = z.object({
  AFTERGLOW_SMTP_URL: z.string().refine(isMailServer, "isn't a mail server's address").optional(),
  AFTERGLOW_MAIL_FROM: z
    .string()
    .refine((text) => readMailbox(text) !== null, "isn't a mail address")
    .optional(),
  AFTERGLOW_SMS_URL: z.string().refine(isProvider, "isn't a provider's https address").optional(),
  AFTERGLOW_SMS_ACCOUNT: z
    .string()
    .regex(/^[\w-]+$/, "isn't an account's id")
    .optional(),
  AFTERGLOW_SMS_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "isn't a token")
    .optional(),
  AFTERGLOW_SMS_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32})$/, "is neither a number nor a messaging service")
    .optional(),
  AFTERGLOW_MESSAGES: z.literal("console", "can only be console").optional(),
});
type Name = keyof typeof schema.shape;

const fixes: Readonly<Record<Name, string>> = {
  AFTERGLOW_SMTP_URL:
    "Use smtp://user:password@host:587 or smtps://user:password@host:465, with signs such as @ in the password as %40.",
  AFTERGLOW_MAIL_FROM: "Use the address that mail is from: Name <desk@example.org>.",
  AFTERGLOW_SMS_URL: "Use the base of the provider's API, such as https://api.twilio.com.",
  AFTERGLOW_SMS_ACCOUNT: "Use the account's id, as the provider shows it.",
  AFTERGLOW_SMS_TOKEN: "Use the account's token, as the provider shows it.",
  AFTERGLOW_SMS_FROM: "Use a number of yours such as +12125550100, or a messaging service's id.",
  AFTERGLOW_MESSAGES:
    "Leave it out; console is for trying out, on this machine and without a provider.",
};

/** What is set together or not at all. */
const MAIL = ["AFTERGLOW_SMTP_URL", "AFTERGLOW_MAIL_FROM"] as const;
const SMS = [
  "AFTERGLOW_SMS_URL",
  "AFTERGLOW_SMS_ACCOUNT",
  "AFTERGLOW_SMS_TOKEN",
  "AFTERGLOW_SMS_FROM",
] as const;

type Problem = { name: Name; problem: string; fix: string };

/**
 * Reads the settings of messages; all may be left out, and an empty value is. Answers every problem
 * at once, none with its value; what a problem is about counts as not set.
 */
export function readMessageSettings(env: Record<string, string | undefined>): {
  settings: MessageSettings;
  problems: Problem[];
} {
  const given = Object.fromEntries(
    (Object.keys(schema.shape) as Name[]).map((name) => [name, env[name]?.trim() || undefined]),
  ) as Partial<Record<Name, string>>;
  const found = new Map<Name, string>();
  for (const { path, message } of schema.safeParse(given).error?.issues ?? []) {
    const name = path[0] as Name;
    if (!found.has(name)) found.set(name, message);
  }
  for (const group of [MAIL, SMS]) {
    const set = group.find((name) => given[name] !== undefined);
    const missing = group.filter((name) => given[name] === undefined);
    if (set) for (const name of missing) found.set(name, `is missing beside ${set}`);
  }
  const wrong = given.AFTERGLOW_MESSAGES && consoleProblem(given, env.NEXTAUTH_URL ?? "");
  if (wrong) found.set("AFTERGLOW_MESSAGES", wrong);
  const sound = (group: readonly Name[]) =>
    group.every((name) => given[name] !== undefined && !found.has(name));
  return {
    settings: {
      smtp: sound(MAIL)
        ? { url: given.AFTERGLOW_SMTP_URL!, from: given.AFTERGLOW_MAIL_FROM! }
        : null,
      sms: sound(SMS)
        ? {
            url: given.AFTERGLOW_SMS_URL!,
            account: given.AFTERGLOW_SMS_ACCOUNT!,
            token: given.AFTERGLOW_SMS_TOKEN!,
            from: given.AFTERGLOW_SMS_FROM!,
          }
        : null,
      console: sound(["AFTERGLOW_MESSAGES"]),
    },
    problems: [...found].map(([name, problem]) => ({ name, problem, fix: fixes[name] })),
  };
}

/** A desk that patients can reach must not count as sent what nobody gets. */
function consoleProblem(given: Partial<Record<Name, string>>, publicUrl: string): string | null {
  const provider = [...MAIL, ...SMS].find((name) => given[name] !== undefined);
  if (provider) return `can't stand beside ${provider}`;
  if (!URL.canParse(publicUrl) || isHere(publicUrl)) return null;
  return "would lose messages, for this desk isn't only on this machine";
}

/** The numbers and addresses of invented people may be somebody's: they get nothing over a network. */
export function withinThisMachine({ smtp, sms, console }: MessageSettings): MessageSettings {
  return {
    smtp: smtp && isHere(smtp.url) ? smtp : null,
    sms: sms && isHere(sms.url) ? sms : null,
    console,
  };
}

function isHere(url: string): boolean {
  return isLoopback(new URL(url).hostname);
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  return (
    /^smtps?:$/.test(protocol) &&
    hostname !== "" &&
    /^\/?$/.test(pathname) &&
    search + hash === "" &&
    (username === "") === (password === "") &&
    isDecodable(username + password)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function isProvider(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(text);
  return (
    (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) &&
    username + password + search + hash === ""
  );
}
