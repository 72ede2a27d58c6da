import { afterEach, describe, expect, it, vi } from "vitest";
import { messageSettings, photoPlace, readSettings } from "@/lib/env";

const good = {
  NEXTAUTH_URL: "https://desk.example.org",
  NEXTAUTH_SECRET: "pX3vQ9mZt7Lw2RkB8sNfYh4JcGd6TaUeVqK1iMoS",
};

/** Names of the settings that are refused. */
function refused(env: Record<string, string>): string[] {
  const read = readSettings(env);
  return read.ok ? [] : read.problems.map(({ name }) => name);
}

describe("readSettings", () => {
  it("fills in what may be left out", () => {
    expect(readSettings({ ...good, PORT: " ", DATABASE_URL: "" })).toEqual({
      ok: true,
      settings: {
        publicUrl: good.NEXTAUTH_URL,
        secret: good.NEXTAUTH_SECRET,
        databaseUrl: undefined,
        port: 3000,
        host: "127.0.0.1",
        data: "./.afterglow",
        proxies: 0,
        messages: { smtp: null, sms: null, console: false },
        jobs: "here",
        logLevel: "info",
      },
    });
  });

  it("tells every problem at once, each with a way out and none with its value", () => {
    const read = readSettings({
      NEXTAUTH_SECRET: "hunter2",
      DATABASE_URL: "mysql://root@db",
      PORT: "70000",
      AFTERGLOW_JOBS: "nowhere",
      LOG_LEVEL: "loud",
      AFTERGLOW_SMTP_URL: "smtp://mail.example.org",
    });
    if (read.ok) throw new Error("weak settings were accepted");
    expect(read.problems.map(({ name }) => name).toSorted()).toEqual([
      "AFTERGLOW_JOBS",
      "AFTERGLOW_MAIL_FROM",
      "DATABASE_URL",
      "LOG_LEVEL",
      "NEXTAUTH_SECRET",
      "NEXTAUTH_URL",
      "PORT",
    ]);
    for (const { fix } of read.problems) expect(fix).not.toBe("");
    expect(JSON.stringify(read.problems)).not.toMatch(/hunter2|mysql|70000|nowhere|loud/);
  });

  it("takes a bucket for photos whole or not at all", () => {
    const bucket = {
      AFTERGLOW_PHOTOS_S3_URL: "https://s3.example.org/photos",
      AFTERGLOW_PHOTOS_S3_KEY_ID: "AKDESK",
      AFTERGLOW_PHOTOS_S3_SECRET: "wJalrXUtnFEMI",
    };
    expect(refused({ ...good, ...bucket })).toEqual([]);
    for (const name of Object.keys(bucket)) {
      expect(refused({ ...good, ...bucket, [name]: "" }), name).toEqual([name]);
    }
    const alone = { AFTERGLOW_PHOTOS_S3_SECRET: "x" };
    expect(refused({ ...good, ...alone, PORT: "no" }).toSorted()).toEqual([
      "AFTERGLOW_PHOTOS_S3_KEY_ID",
      "AFTERGLOW_PHOTOS_S3_URL",
      "PORT",
    ]);
    const plain = { ...bucket, AFTERGLOW_PHOTOS_S3_URL: "http://s3.example.org/photos" };
    expect(refused({ ...good, ...plain })).toEqual(["AFTERGLOW_PHOTOS_S3_URL"]);
    const region = { AFTERGLOW_PHOTOS_S3_REGION: "no region" };
    expect(refused({ ...good, ...region })).toEqual(["AFTERGLOW_PHOTOS_S3_REGION"]);
  });

  it.each([
    ["a day's work to guess", "x".repeat(64)],
    ["a repeated word", "correcthorse".repeat(4)],
    ["a short cycle", "abc123".repeat(8)],
    ["a placeholder", "change-me-change-me-change-me-change-me!"],
    ["31 characters", "pX3vQ9mZt7Lw2RkB8sNfYh4JcGd6TaU"],
  ])("refuses a secret of %s", (_name, secret) => {
    expect(refused({ ...good, NEXTAUTH_SECRET: secret })).toEqual(["NEXTAUTH_SECRET"]);
  });

  it.each([
    ["pX3vQ9mZt7Lw2RkB8sNfYh4JcGd6TaUe"],
    ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
  ])("takes a random secret of %s", (secret) => {
    expect(refused({ ...good, NEXTAUTH_SECRET: secret })).toEqual([]);
  });

  it.each([
    ["http://localhost:3000", []],
    ["http://127.0.0.1:8080", []],
    ["http://desk.example.org", ["NEXTAUTH_URL"]],
    ["desk.example.org", ["NEXTAUTH_URL"]],
    ["ftp://localhost", ["NEXTAUTH_URL"]],
  ])("judges the address %s", (address, problems) => {
    expect(refused({ ...good, NEXTAUTH_URL: address })).toEqual(problems);
  });

  it("doesn't start by half a setting of messages alone", () => {
    expect(refused({ ...good, AFTERGLOW_SMS_TOKEN: "t" }).toSorted()).toEqual([
      "AFTERGLOW_SMS_ACCOUNT",
      "AFTERGLOW_SMS_FROM",
      "AFTERGLOW_SMS_URL",
    ]);
  });
});

describe("messageSettings", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  function set(url: string, demo: string): void {
    vi.stubEnv("AFTERGLOW_SMTP_URL", url);
    vi.stubEnv("AFTERGLOW_MAIL_FROM", "desk@example.org");
    vi.stubEnv("AFTERGLOW_DEMO", demo);
  }

  it.each([
    ["smtp://mail.example.org", "", true],
    ["smtp://mail.example.org", "1", false],
    ["smtp://127.0.0.1:1025", "1", true],
  ])("sends by %s where AFTERGLOW_DEMO is %j: %s", (url, demo, sends) => {
    set(url, demo);
    expect(messageSettings().smtp !== null).toBe(sends);
  });

  it("throws the names of what is wrong, without values", () => {
    set("smtp://user:hunter2@mail.example.org/x", "");
    expect(messageSettings).toThrow(/^AFTERGLOW_SMTP_URL isn't a mail server's address\.$/);
  });
});

describe("photoPlace", () => {
  it("is a folder beside the database, unless a bucket is set", () => {
    expect(photoPlace({})).toEqual({ folder: ".afterglow/photos" });
    expect(photoPlace({ AFTERGLOW_DATA: "/srv/desk", AFTERGLOW_PHOTOS_S3_URL: " " })).toEqual({
      folder: "/srv/desk/photos",
    });
    const bucket = {
      AFTERGLOW_PHOTOS_S3_URL: "https://s3.example.org/photos",
      AFTERGLOW_PHOTOS_S3_KEY_ID: "AKDESK",
      AFTERGLOW_PHOTOS_S3_SECRET: "wJalrXUtnFEMI",
    };
    expect(photoPlace({ ...bucket, AFTERGLOW_DEMO: "1" })).toEqual({
      folder: ".afterglow/photos",
    });
    expect(photoPlace(bucket)).toEqual({
      url: "https://s3.example.org/photos",
      keyId: "AKDESK",
      secret: "wJalrXUtnFEMI",
      region: "us-east-1",
    });
  });
});
