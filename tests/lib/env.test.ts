import { describe, expect, it } from "vitest";
import { readSettings } from "@/lib/env";

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
        logLevel: "info",
      },
    });
  });

  it("tells every problem at once, each with a way out and none with its value", () => {
    const read = readSettings({
      NEXTAUTH_SECRET: "hunter2",
      DATABASE_URL: "mysql://root@db",
      PORT: "70000",
      LOG_LEVEL: "loud",
    });
    if (read.ok) throw new Error("weak settings were accepted");
    expect(read.problems.map(({ name }) => name).toSorted()).toEqual([
      "DATABASE_URL",
      "LOG_LEVEL",
      "NEXTAUTH_SECRET",
      "NEXTAUTH_URL",
      "PORT",
    ]);
    for (const { fix } of read.problems) expect(fix).not.toBe("");
    expect(JSON.stringify(read.problems)).not.toMatch(/hunter2|mysql|70000|loud/);
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
});
