import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";

/** A text that the provider has taken. */
export type TakenText = {
  sid: string;
  to: string;
  from: string;
  body: string;
  statusCallback: string | null;
  /** The Idempotency-Key it came with. */
  key: string | null;
  status: string;
  createdAt: Date;
};

/** What happens to the next request that sends: an answer, or none, with or without the text taken. */
export type Failure =
  | { status: number; code?: number; headers?: Record<string, string>; taken?: boolean }
  | { noAnswer: "hang" | "cut"; taken: boolean };

export type ProviderOptions = {
  account?: string;
  token?: string;
  from?: string;
  /** Answers a key that was seen before with the first text instead of taking another. */
  honoursKeys?: boolean;
  clock?: () => Date;
  /** Where an address of the desk is reached from here, when that isn't the address itself. */
  reach?: (url: string) => string;
};

export type SmsProvider = Awaited<ReturnType<typeof startSmsProvider>>;

/** Words by which the provider itself stops and starts what it sends to a number. */
const STOPS = /^(stop|stopall|unsubscribe|cancel|end|quit)$/i;
const STARTS = /^(start|yes|unstop)$/i;

/** A server of this machine that takes texts, lists them and reports on them as Twilio does. */
export async function startSmsProvider(options: ProviderOptions = {}) {
  const {
    account = "AC00000000000000000000000000000001",
    token = "a-token-of-the-tests",
    from = "+12125550100",
    honoursKeys = false,
    clock = () => new Date(),
    reach = (url) => url,
  } = options;
  const messages: TakenText[] = [];
  const bySid = new Map<string, TakenText>();
  const byKey = new Map<string, TakenText>();
  const byNumber = new Map<string, TakenText[]>();
  const failures: Failure[] = [];
  const refusals = new Map<string, number>();
  const waiting: { count: number; done: () => void }[] = [];
  const path = `/2010-04-01/Accounts/${account}/Messages.json`;
  let inboundUrl: string | null = null;
  let posts = 0;
  let port = 0;
  let server: Server | null = null;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://provider");
    const basic = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
    if (request.headers.authorization !== basic) return answerError(response, 401, 20003);
    if (url.pathname !== path) return answerError(response, 404, 20404);
    if (request.method === "GET") return answer(response, 200, page(url));
    textOf(request).then(
      (body) => post(new URLSearchParams(body), request, response),
      () => response.destroy(),
    );
  }

  function post(form: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    posts += 1;
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    const failure = failures.shift();
    if (failure?.taken) take(form, key);
    arrived();
    if (failure && "noAnswer" in failure) {
      if (failure.noAnswer === "cut") response.destroy();
      return;
    }
    if (failure) return answerError(response, failure.status, failure.code, failure.headers);
    const before = honoursKeys && key !== null ? byKey.get(key) : undefined;
    if (before) return answer(response, 200, shown(before));
    const wrong = problemOf(form);
    if (wrong !== null) return answerError(response, 400, wrong);
    answer(response, 201, shown(take(form, key)));
  }

  function problemOf(form: URLSearchParams): number | null {
    const to = form.get("To") ?? "";
    const body = form.get("Body") ?? "";
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return 21211;
    if ((form.get("From") ?? form.get("MessagingServiceSid")) !== from) return 21606;
    if (body === "") return 21602;
    if (body.length > 1600) return 21617;
    return refusals.get(to) ?? null;
  }

  function take(form: URLSearchParams, key: string | null): TakenText {
    const taken: TakenText = {
      sid: `SM${randomUUID().replaceAll("-", "")}`,
      to: form.get("To") ?? "",
      from: form.get("From") ?? from,
      body: form.get("Body") ?? "",
      statusCallback: form.get("StatusCallback"),
      key,
      status: "queued",
      createdAt: clock(),
    };
    messages.push(taken);
    bySid.set(taken.sid, taken);
    if (key !== null && !byKey.has(key)) byKey.set(key, taken);
    const others = byNumber.get(taken.to);
    if (others) others.push(taken);
    else byNumber.set(taken.to, [taken]);
    return taken;
  }

  function arrived(): void {
    for (const { done } of waiting.filter(({ count }) => count <= posts)) done();
  }

  function page(url: URL): object {
    const to = url.searchParams.get("To");
    const size = Number(url.searchParams.get("PageSize") ?? 50);
    const at = Number(url.searchParams.get("Page") ?? 0);
    const all = (to === null ? messages : (byNumber.get(to) ?? [])).toReversed();
    const next = new URLSearchParams(url.searchParams);
    next.set("Page", String(at + 1));
    return {
      messages: all.slice(at * size, (at + 1) * size).map(shown),
      next_page_uri: (at + 1) * size < all.length ? `${path}?${next}` : null,
      page: at,
      page_size: size,
    };
  }

  function listen(): Promise<void> {
    const made = createServer(serve);
    server = made;
    return new Promise((done, fail) => {
      made.once("error", fail);
      made.listen(port, "127.0.0.1", () => {
        port = (made.address() as AddressInfo).port;
        done();
      });
    });
  }

  function down(): Promise<void> {
    const open = server;
    server = null;
    if (open === null) return Promise.resolve();
    return new Promise((done) => {
      open.close(() => done());
      open.closeAllConnections();
    });
  }

  /** Posts a form as the provider does; `signed` false leaves a signature of another token. */
  function report(url: string, fields: Record<string, string>, signed: boolean): Promise<Response> {
    const text = Object.keys(fields)
      .toSorted()
      .reduce((sum, name) => sum + name + fields[name], url);
    const secret = signed ? token : `not ${token}`;
    const signature = createHmac("sha1", secret).update(text).digest("base64");
    return fetch(reach(url), {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "x-twilio-signature": signature },
      redirect: "manual",
    });
  }

  await listen();
  return {
    /** What the desk has to be told to send by this provider. */
    settings: { url: `http://127.0.0.1:${port}`, account, token, from },
    /** Every text it has taken, oldest first. */
    messages: messages as readonly TakenText[],
    /** How many requests to send have come, answered or not. */
    posts: () => posts,
    /** Waits until that many requests to send have come. */
    postsReach: (count: number) =>
      new Promise<void>((done) => {
        waiting.push({ count, done });
        arrived();
      }),
    /** What happens to the next requests, one each. */
    fail: (...next: Failure[]) => {
      failures.push(...next);
    },
    /** Refuses every text to a number from now on: 21610 for one that asked to stop. */
    refuse: (number: string, code: number) => {
      refusals.set(number, code);
    },
    /** Tells the desk what became of a text, as often and in whatever order it is called. */
    callBack: (
      sid: string,
      status: string,
      { code, signed = true }: { code?: number; signed?: boolean } = {},
    ): Promise<Response> => {
      const text = bySid.get(sid);
      if (!text?.statusCallback) throw new Error("No such text, or it asked for no news.");
      text.status = status;
      const fields = {
        AccountSid: account,
        ApiVersion: "2010-04-01",
        From: text.from,
        MessageSid: sid,
        MessageStatus: status,
        SmsSid: sid,
        SmsStatus: status,
        To: text.to,
        ...(code === undefined ? {} : { ErrorCode: String(code) }),
      };
      return report(text.statusCallback, fields, signed);
    },
    /** Where texts to the clinic go. */
    sendTextsTo: (url: string) => {
      inboundUrl = url;
    },
    /** Somebody texts the clinic. The same `sid` again is the same text again. */
    textFrom: (
      number: string,
      body: string,
      { sid = `SM${randomUUID().replaceAll("-", "")}`, signed = true, fields = {} } = {},
    ): Promise<Response> => {
      if (inboundUrl === null) throw new Error("sendTextsTo() says where texts go.");
      if (STOPS.test(body.trim())) refusals.set(number, 21610);
      if (STARTS.test(body.trim())) refusals.delete(number);
      const all = {
        AccountSid: account,
        ApiVersion: "2010-04-01",
        Body: body,
        From: number,
        MessageSid: sid,
        NumMedia: "0",
        SmsStatus: "received",
        To: from,
        ...fields,
      };
      return report(inboundUrl, all, signed);
    },
    /** Nobody listens any more; what was taken stays. */
    down,
    /** Listens again, at the same address. */
    up: listen,
    stop: down,
  };
}

function shown({ sid, to, from, body, status, createdAt }: TakenText): object {
  return {
    sid,
    to,
    from,
    body,
    status,
    direction: "outbound-api",
    date_created: createdAt.toUTCString().replace("GMT", "+0000"),
    date_sent: null,
    error_code: null,
  };
}

function answer(
  response: ServerResponse,
  status: number,
  content: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(content));
}

function answerError(
  response: ServerResponse,
  status: number,
  code?: number,
  headers?: Record<string, string>,
): void {
  answer(response, status, { status, message: "Refused by the tests.", code }, headers);
}
