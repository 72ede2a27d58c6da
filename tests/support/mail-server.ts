import type { AddressInfo, Socket } from "node:net";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { OwnCertificate } from "./own-certificate";

/** A mail that the server has taken. */
export type TakenMail = {
  from: string;
  to: string[];
  /** By their names in lower case, unfolded. */
  headers: ReadonlyMap<string, string>;
  /** The text as its reader sees it. */
  body: string;
  raw: string;
  /** It came over TLS. */
  secure: boolean;
  /** Who had logged in. */
  user: string | null;
};

/**
 * What happens to the next message at a step: a reply, or none, with or without the mail taken.
 * `content` is when the first bytes of a message have come, `message` when all of it has.
 */
export type MailFailure = {
  at: "greeting" | "login" | "sender" | "recipient" | "content" | "message";
  as: { reply: number; text?: string } | "hang" | "cut";
  taken?: boolean;
};

export type MailServerOptions = {
  /** Who may send; without them nobody logs in. */
  user?: string;
  password?: string;
  tls?: "none" | "starttls" | "at once";
  certificate?: OwnCertificate;
};

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** A mail server of this machine that keeps what it takes, and fails as it is told. */
export async function startMailServer(options: MailServerOptions = {}) {
  const { user, password, tls = "none", certificate } = options;
  const messages: TakenMail[] = [];
  const failures: MailFailure[] = [];
  const sockets = new Map<number, Socket>();
  const waiting: { step: MailFailure["at"]; done: () => void }[] = [];
  let connections = 0;
  let port = 0;
  let server: SMTPServer | null = null;

  type Done = (error?: Error | null) => void;

  /** Goes on, or does what was asked for this step. */
  function step(at: MailFailure["at"], session: SMTPServerSession, done: Done): void {
    const failure = failures[0]?.at === at ? failures.shift() : undefined;
    if (failure === undefined) return done();
    if (failure.as === "cut") sockets.get(session.remotePort)?.destroy();
    else if (failure.as !== "hang") {
      const { reply, text = "Refused by the tests" } = failure.as;
      done(Object.assign(new Error(text), { responseCode: reply }));
    }
    for (const each of waiting.splice(0)) {
      if (each.step === at) each.done();
      else waiting.push(each);
    }
  }

  async function receive(stream: Readable, session: SMTPServerSession, done: Done): Promise<void> {
    const content = await buffer(stream).catch(() => null);
    if (content === null) return;
    const failure = failures[0]?.at === "message" ? failures[0] : undefined;
    if (failure === undefined || failure.taken) messages.push(takenMail(content, session));
    step("message", session, done);
  }

  function made(): SMTPServer {
    return new SMTPServer({
      ...certificate,
      secure: tls === "at once",
      hideSTARTTLS: tls !== "starttls",
      disabledCommands: [
        ...(user === undefined ? ["AUTH" as const] : []),
        ...(tls === "none" ? ["STARTTLS" as const] : []),
      ],
      authOptional: user === undefined,
      allowInsecureAuth: tls === "none",
      logger: false,
      onConnect: (session, done) => step("greeting", session, done),
      onAuth: (given, session, done) => {
        step("login", session, (error) => {
          if (error) return done(error);
          if (given.username === user && given.password === password) return done(null, { user });
          done(Object.assign(new Error("Wrong"), { responseCode: 535 }));
        });
      },
      onMailFrom: (_address, session, done) => step("sender", session, done),
      onRcptTo: (_address, session, done) => step("recipient", session, done),
      onData: (stream, session, done) => {
        stream.on("error", () => {});
        if (failures[0]?.at !== "content") return void receive(stream, session, done);
        stream.once("readable", () => step("content", session, done));
      },
    });
  }

  function listen(): Promise<void> {
    const next = made();
    server = next;
    next.on("error", () => {});
    next.server.on("connection", (socket: Socket) => {
      const from = socket.remotePort ?? 0;
      connections += 1;
      sockets.set(from, socket);
      socket.on("error", () => {});
      socket.once("close", () => sockets.delete(from));
    });
    return new Promise((done, fail) => {
      next.server.once("error", fail);
      next.listen(port, "127.0.0.1", () => {
        port = (next.server.address() as AddressInfo).port;
        done();
      });
    });
  }

  function hangUp(): void {
    for (const socket of sockets.values()) socket.destroy();
  }

  function down(): Promise<void> {
    const open = server;
    server = null;
    if (open === null) return Promise.resolve();
    return new Promise((done) => {
      open.close(() => done());
      hangUp();
    });
  }

  await listen();
  const login =
    user === undefined ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? "")}@`;
  const scheme = tls === "at once" ? "smtps" : "smtp";
  return {
    /** Its address by a name of this machine; 0.0.0.0 is one that isn't taken for loopback. */
    url: (host: "127.0.0.1" | "0.0.0.0" = "127.0.0.1") => `${scheme}://${login}${host}:${port}`,
    /** Every mail it has taken, oldest first. */
    messages: messages as readonly TakenMail[],
    /** How often somebody connected. */
    connections: () => connections,
    /** What happens to the next messages, one after the other. */
    fail: (...next: MailFailure[]) => {
      failures.push(...next);
    },
    /** Waits until a failure at that step has happened. */
    fails: (at: MailFailure["at"]) =>
      new Promise<void>((done) => {
        waiting.push({ step: at, done });
      }),
    /** Hangs up on everybody who is connected. */
    hangUp,
    /** Nobody listens any more; what was taken stays. */
    down,
    /** Listens again, at the same address. */
    up: listen,
    stop: down,
  };
}

function takenMail(content: Buffer, { envelope, secure, user }: SMTPServerSession): TakenMail {
  const raw = content.toString("utf8");
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const encoding = headers.get("content-transfer-encoding") ?? "7bit";
  return {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    headers,
    body: decoded(raw.slice(end + 4), encoding)
      .replaceAll("\r\n", "\n")
      .replace(/\n$/, ""),
    raw,
    secure,
    user: user ?? null,
  };
}

function decoded(text: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(text, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return text;
  const bytes = text
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
