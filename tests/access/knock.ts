import { encode } from "next-auth/jwt";
import { addSession } from "@/db/fixtures";
import type { staff } from "@/db/schema/clinic";
import type { Role } from "@/lib/actor";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import type { Desk } from "@/tests/support/desk";
import type { ActionDoor, Caller, Door, Ids } from "./matrix";

/** What came back: status, where it leads (without origin), headers and body as one text. */
export type Answer = { status: number; leadsTo: string | null; headers: Headers; text: string };

type Person = typeof staff.$inferSelect;
export type People = Record<
  Extract<Caller, Role | "disabled person" | `another ${string}`>,
  Person
>;

const MINUTE = 60_000;

/** The cookie header of a caller: a session of its own for each knock, spoilt as the name says. */
export async function cookieOf(desk: Desk, people: People, caller: Caller): Promise<string> {
  const now = new Date();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
  switch (caller) {
    case "nobody":
      return "";
    case "tampered cookie": {
      const cookie = await signedIn(desk, people.admin);
      const at = cookie.length - 40;
      return cookie.slice(0, at) + (cookie[at] === "A" ? "B" : "A") + cookie.slice(at + 1);
    }
    case "cookie of another key":
      return signedIn({ ...desk, secret: `${desk.secret}, but not quite` }, people.admin);
    case "expired session":
      return signedIn(desk, people.admin, { expiresAt: ago(1) });
    case "idle session":
      return signedIn(desk, people.admin, { lastSeenAt: ago(15) });
    case "revoked session":
      return signedIn(desk, people.admin, { revokedAt: ago(1) });
    default:
      return signedIn(desk, people[caller]);
  }
}

async function signedIn(
  desk: Desk,
  person: Person,
  given: Parameters<typeof addSession>[3] = {},
): Promise<string> {
  const { clinicId, sessionId } = await addSession(desk.owner, new Date(), person, given);
  const token = await encode({ token: { clinicId, sessionId }, secret: desk.secret });
  return `${sessionCookieName(desk.baseUrl.startsWith("https:"))}=${token}`;
}

/** Uses a door as a browser would, with this cookie. `actionId` is what the build calls the action. */
export async function knock(
  desk: Desk,
  door: Door,
  ids: Ids,
  cookie: string,
  actionId: string | undefined,
): Promise<Answer> {
  const headers = new Headers({ cookie, origin: desk.baseUrl });
  if (door.kind === "action") {
    const path = typeof door.on === "string" ? door.on : door.on(ids);
    headers.set("next-action", actionId ?? "none");
    headers.set("accept", "text/x-component");
    return ask(desk, path, { method: "POST", headers, body: actionBody(door, ids) });
  }
  const path = door.at?.(ids) ?? door.url;
  if (door.kind === "page") return ask(desk, path, { headers });
  const body = door.method === "GET" ? undefined : door.body?.(ids);
  if (typeof body === "string" && body.startsWith("{"))
    headers.set("content-type", "application/json");
  return ask(desk, path, { method: door.method, headers, body });
}

/** One request; redirects are answers too. Of a stream that doesn't end, its beginning. */
export async function ask(desk: Desk, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(desk.baseUrl + path, { redirect: "manual", ...init });
  const action = response.headers.get("x-action-redirect")?.split(";")[0];
  const location = action ?? response.headers.get("location");
  const target = location === null ? null : new URL(location, desk.baseUrl);
  return {
    status: response.status,
    leadsTo: target === null ? null : target.pathname + target.search,
    headers: response.headers,
    text: isStream(response) ? await beginningOf(response) : await response.text(),
  };
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

/** The arguments as React sends them; the form is a reference to its own fields. */
function actionBody(door: ActionDoor, ids: Ids): FormData {
  const state = { message: null, errors: {}, values: {} };
  const fields = door.fields?.(ids);
  const body = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) body.append(`_1_${name}`, value);
  const sent = [
    ...(door.bound?.(ids) ?? []),
    ...(door.state ? [state] : []),
    ...(fields ? ["$K1"] : []),
  ];
  body.append("0", JSON.stringify(sent));
  return body;
}

/**
 * The text of an answer without what differs between two equal ones: ids, nonces, and the order and
 * numbers of the pieces in which React sends a page.
 */
export function essence({ text }: Answer): string[] {
  return (
    text
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, "<id>")
      .replaceAll(/nonce[^\w]{1,6}[\w+/=]{24}/g, "<nonce>")
      // Where one piece ends and the next begins is a matter of time.
      .replaceAll('"])</script><script <nonce>">self.__next_f.push([1,"', "")
      .replaceAll(/\$[A-Zh@]?[\da-f]+/g, "$")
      .replaceAll(/"[\w-]{21}[vm]"/g, "<request>")
      // When the page was opened, in its text and in its links.
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d(:|%3A|%253A)\d\d\1[\d.]+Z|\b\d{13}\b/g, "<instant>")
      .split(/\\n|\n/)
      .map((line) => line.replace(/^[\da-f]+:/, ""))
      .toSorted()
  );
}
