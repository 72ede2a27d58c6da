import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { CHANNELS, type MessageAdapter } from "@/lib/messaging/adapter";
import { messageAdapters } from "@/lib/messaging/adapters";

const nowhere = () => null;
const made: MessageAdapter[] = [];

function adaptersFor(settings: Partial<Parameters<typeof messageAdapters>[0]>) {
  const adapters = messageAdapters({ smtp: null, sms: null, console: false, ...settings }, nowhere);
  for (const channel of CHANNELS) if (adapters[channel]) made.push(adapters[channel]);
  return { sms: adapters.sms?.name ?? null, email: adapters.email?.name ?? null };
}

describe("messageAdapters", () => {
  const smtp = { url: "smtp://127.0.0.1:1", from: "desk@example.org" };
  const sms = { url: "http://127.0.0.1:1", account: "AC1", token: "t", from: "+12125550100" };

  afterAll(() => {
    for (const adapter of made) adapter.close();
  });

  it.each([
    [{}, { sms: null, email: null }],
    [{ smtp }, { sms: null, email: "smtp" }],
    [{ sms }, { sms: "sms-api", email: null }],
    [
      { smtp, sms },
      { sms: "sms-api", email: "smtp" },
    ],
    [{ console: true }, { sms: "console", email: "console" }],
  ])("makes of %j %j", (settings, names) => {
    expect(adaptersFor(settings)).toEqual(names);
  });
});

const PROGRAM = `import { consoleAdapter } from "@/lib/messaging/console-adapter";
  const message = { id: "m1", channel: "sms", to: "+12125550143", from: null, subject: null,
    body: "Westside Skin: https://desk.example.org/check-in/secret" };
  const sent = await consoleAdapter("sms").send(message, new AbortController().signal);
  process.stdout.write(JSON.stringify(sent) + "\\n");`;

describe("the console adapter", () => {
  it("accepts everything, and notes neither number nor words", () => {
    const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module"], {
      input: PROGRAM,
      encoding: "utf8",
      env: { ...process.env, LOG_LEVEL: "info" },
    });
    const lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(2);
    const note = lines.find((line) => "msg" in line);
    const sent = lines.find((line) => "kind" in line);
    expect(note).toEqual({
      level: 30,
      time: expect.any(Number),
      messageId: "m1",
      channel: "sms",
      msg: "A message left for the console.",
    });
    expect(sent).toEqual({ kind: "accepted", providerId: "console-m1" });
  });
});
