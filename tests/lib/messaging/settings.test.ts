import { describe, expect, it } from "vitest";
import { readMessageSettings, withinThisMachine } from "@/lib/messaging/settings";

const MAIL = {
  AFTERGLOW_SMTP_URL: "smtps://desk:p%40ss@mail.example.org",
  AFTERGLOW_MAIL_FROM: "Westside Skin <desk@example.org>",
};
const SMS = {
  AFTERGLOW_SMS_URL: "https://sms.example.org",
  AFTERGLOW_SMS_ACCOUNT: "AC00000000000000000000000000000001",
  AFTERGLOW_SMS_TOKEN: "a-token-of-the-tests",
  AFTERGLOW_SMS_FROM: "+12125550100",
};
const TRIAL = { NEXTAUTH_URL: "http://localhost:3000", AFTERGLOW_MESSAGES: "console" };

function problems(env: Record<string, string>): string[] {
  return readMessageSettings(env).problems.map(({ name, problem }) => `${name} ${problem}`);
}

describe("readMessageSettings", () => {
  it.each([
    ["nothing", {}, { smtp: null, sms: null, console: false }],
    [
      "empty values",
      { AFTERGLOW_SMTP_URL: " ", AFTERGLOW_MESSAGES: "" },
      { smtp: null, sms: null },
    ],
    [
      "mail",
      MAIL,
      { smtp: { url: MAIL.AFTERGLOW_SMTP_URL, from: MAIL.AFTERGLOW_MAIL_FROM }, sms: null },
    ],
    [
      "texts",
      SMS,
      {
        smtp: null,
        sms: {
          url: SMS.AFTERGLOW_SMS_URL,
          account: SMS.AFTERGLOW_SMS_ACCOUNT,
          token: SMS.AFTERGLOW_SMS_TOKEN,
          from: SMS.AFTERGLOW_SMS_FROM,
        },
      },
    ],
    ["the console", TRIAL, { smtp: null, sms: null, console: true }],
  ])("reads %s", (_name, env, settings) => {
    expect(readMessageSettings(env)).toMatchObject({ settings, problems: [] });
  });

  it.each([
    "smtp://mail.example.org",
    "smtp://mail.example.org:2525",
    "smtp://user:a%40b%2Fc@mail.example.org:587",
    "smtp://127.0.0.1:1025/",
    "smtps://[2001:db8::1]:465",
  ])("takes the mail server %s", (url) => {
    expect(problems({ ...MAIL, AFTERGLOW_SMTP_URL: url })).toEqual([]);
  });

  it.each([
    "mail.example.org",
    "mail.example.org:587",
    "http://mail.example.org",
    "smtp://",
    "smtp://mail.example.org:99999",
    "smtp://user@mail.example.org",
    "smtp://user:50%@mail.example.org",
    "smtps://mail.example.org?tls.rejectUnauthorized=false",
    "smtp://mail.example.org/inbox",
  ])("refuses the mail server %s", (url) => {
    expect(problems({ ...MAIL, AFTERGLOW_SMTP_URL: url })).toEqual([
      "AFTERGLOW_SMTP_URL isn't a mail server's address",
    ]);
  });

  it.each([
    ["AFTERGLOW_MAIL_FROM", "Westside Skin", MAIL],
    ["AFTERGLOW_MAIL_FROM", "a@example.org, b@example.org", MAIL],
    ["AFTERGLOW_MAIL_FROM", "Westside <a@example.org> <b@example.org>", MAIL],
    ["AFTERGLOW_SMS_URL", "http://sms.example.org", SMS],
    ["AFTERGLOW_SMS_URL", "https://user:secret@sms.example.org", SMS],
    ["AFTERGLOW_SMS_URL", "sms.example.org", SMS],
    ["AFTERGLOW_SMS_ACCOUNT", "AC/../1", SMS],
    ["AFTERGLOW_SMS_TOKEN", "two words", SMS],
    ["AFTERGLOW_SMS_FROM", "2125550143", SMS],
    ["AFTERGLOW_SMS_FROM", "+1 212 555 0100", SMS],
    ["AFTERGLOW_SMS_FROM", "MG0", SMS],
    ["AFTERGLOW_MESSAGES", "log", { NEXTAUTH_URL: "http://localhost" }],
  ])("refuses %s=%s", (name, value, others) => {
    const read = readMessageSettings({ ...others, [name]: value });
    expect(read.problems.map((each) => each.name)).toEqual([name]);
    expect(read.problems[0]?.fix).not.toBe("");
    expect(JSON.stringify(read.problems)).not.toContain(value === "log" ? '"log"' : value);
    expect(read.settings).toMatchObject({ smtp: null, sms: null, console: false });
  });

  it.each(Object.keys({ ...MAIL, ...SMS }))("misses what belongs to %s", (name) => {
    const group: Record<string, string> = name in MAIL ? MAIL : SMS;
    const missing = Object.keys(group).filter((each) => each !== name);
    expect(problems({ [name]: group[name] ?? "" })).toEqual(
      missing.map((each) => `${each} is missing beside ${name}`),
    );
  });

  it.each([
    [{ ...TRIAL, NEXTAUTH_URL: "https://desk.example.org" }, "would lose messages"],
    [{ ...TRIAL, ...MAIL }, "can't stand beside AFTERGLOW_SMTP_URL"],
    [{ ...TRIAL, ...SMS }, "can't stand beside AFTERGLOW_SMS_URL"],
  ])("lets no desk count as sent what nobody gets: %j", (env, problem) => {
    expect(problems(env)).toEqual([expect.stringContaining(`AFTERGLOW_MESSAGES ${problem}`)]);
  });
});

describe("withinThisMachine", () => {
  it("leaves a demonstration only what is on this machine", () => {
    const { settings } = readMessageSettings({ ...MAIL, ...SMS });
    expect(withinThisMachine(settings)).toEqual({ smtp: null, sms: null, console: false });
    const here = readMessageSettings({
      ...MAIL,
      ...SMS,
      AFTERGLOW_SMTP_URL: "smtp://127.0.0.1:1025",
      AFTERGLOW_SMS_URL: "http://127.0.0.1:8025",
    }).settings;
    expect(withinThisMachine(here)).toEqual(here);
  });
});
