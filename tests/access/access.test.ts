import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClinic, addStaff } from "@/db/fixtures";
import { auditEvents } from "@/db/schema/clinic";
import { securityHeaders } from "@/lib/http/security-headers";
import { type Desk, openDesk } from "@/tests/support/desk";
import { addHealthRows } from "@/tests/support/health-rows";
import { type Built, readBuild } from "./build-manifests";
import { type Answer, ask, cookieOf, knock, type People } from "./knock";
import { BUILT_IN, CALLERS, type Caller, DOORS, type Door, doorName, type Ids } from "./matrix";

const WHERE = "Add a row for it to DOORS in tests/access/matrix.ts";
const built: Built = readBuild();
let desk: Desk;
let people: People;
let ids: Ids;
let ours: string[];
let theirs: string[];

beforeAll(async () => {
  desk = await openDesk();
  const now = new Date();
  const token = `z${now.getTime().toString(36)}`;
  const clinicId = await addClinic(desk.owner, now, { name: "Matrix clinic" });
  const otherId = await addClinic(desk.owner, now, { name: "Another clinic" });
  const join = (role: "aesthetician" | "provider" | "manager" | "admin", more = {}) =>
    addStaff(desk.owner, now, { clinicId, role, email: `${role}@${token}.example`, ...more });
  people = {
    aesthetician: await join("aesthetician"),
    provider: await join("provider"),
    manager: await join("manager"),
    admin: await join("admin"),
    disabled: await join("admin", { email: `disabled@${token}.example`, disabledAt: now }),
    foreign: await addStaff(desk.owner, now, { clinicId: otherId, role: "admin" }),
  };
  const rows = await addHealthRows(desk.owner, clinicId, people.provider.id, now, `${token}ours`);
  const other = await addHealthRows(desk.owner, otherId, people.foreign.id, now, `${token}theirs`);
  ids = { ...rows, staffId: people.provider.id };
  [ours, theirs] = [rows.canaries, other.canaries.slice(0, -1)];
}, 60_000);
afterAll(() => desk?.stop());

const SIGNED_IN = ["aesthetician", "provider", "manager", "admin", "another clinic's admin"];

type Verdict = "in" | "wrong role" | "signed out" | "not found";

function verdictOf(door: Door, caller: Caller): Verdict {
  if (door.roles === "anybody") return "in";
  if (!SIGNED_IN.includes(caller)) return "signed out";
  const role = caller === "another clinic's admin" ? "admin" : caller;
  if (!door.roles.some((allowed) => allowed === role)) return "wrong role";
  return caller === "another clinic's admin" && door.named ? "not found" : "in";
}

function expectVerdict(door: Door, caller: Caller, verdict: Verdict, answer: Answer): void {
  const { status, leadsTo } = answer;
  if (verdict === "not found") expect(status).toBe(404);
  else if (verdict === "wrong role") expect(status).toBe(403);
  else if (verdict === "signed out" && door.kind === "route") expect(status).toBe(401);
  else if (verdict === "signed out") {
    expect([303, 307]).toContain(status);
    expect(leadsTo).toMatch(/^\/sign-in(\?from=%2F|$)/);
  } else if (door.kind === "page" && door.leadsTo && SIGNED_IN.includes(caller)) {
    expect([status, leadsTo]).toEqual([307, door.leadsTo]);
  } else {
    expect(status).toBe(door.kind === "page" ? 200 : (door.status ?? 200));
    if (door.kind === "action") expect(leadsTo).toBe(door.leadsTo ?? null);
  }
}

/** Everything that came back, as one text in which to look for what must not be there. */
function whole({ text, headers }: Answer): string {
  return `${[...headers].join("\n")}\n${text}`.toLowerCase();
}

function found(answer: Answer, canaries: readonly string[]): string[] {
  const said = whole(answer);
  return canaries.filter((canary) => said.includes(canary.toLowerCase()));
}

async function denialsOf(staffId: string): Promise<number> {
  const rows = await desk.owner
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(eq(auditEvents.actorId, staffId), eq(auditEvents.action, "access.deny")));
  return rows.length;
}

describe("the table holds every door of the build", () => {
  const listed = (kind: Door["kind"]) => DOORS.filter((door) => door.kind === kind);

  it("every page", () => {
    const rows = listed("page").map((door) => (door.kind === "page" ? door.url : ""));
    for (const url of built.pages.filter((page) => !BUILT_IN.includes(page))) {
      expect(rows, `The page ${url} isn't in the access matrix. ${WHERE}.`).toContain(url);
    }
  });

  it("every route handler", () => {
    const rows = listed("route").map((door) => (door.kind === "route" ? door.url : ""));
    for (const url of built.routes) {
      expect(rows, `The route ${url} isn't in the access matrix. ${WHERE}.`).toContain(url);
    }
  });

  it("every server action", () => {
    const rows = listed("action").map(doorName);
    for (const name of built.actions.keys()) {
      expect(rows, `The action ${name} isn't in the access matrix. ${WHERE}.`).toContain(
        `action ${name}`,
      );
    }
  });

  it("and no door that is gone", () => {
    const doors = new Set([
      ...built.pages.map((url) => `page ${url}`),
      ...built.routes.map((url) => `route ${url}`),
      ...[...built.actions.keys()].map((name) => `action ${name}`),
    ]);
    const gone = DOORS.map((door) =>
      door.kind === "route" ? `route ${door.url}` : doorName(door),
    );
    expect(gone.filter((name) => !doors.has(name))).toEqual([]);
  });
});

describe.each(DOORS.map((door) => [doorName(door), door] as const))("%s", (_, door) => {
  it.each(CALLERS)("%s", async (caller) => {
    const actionId =
      door.kind === "action" ? built.actions.get(`${door.file}#${door.name}`) : undefined;
    const verdict = verdictOf(door, caller);
    const person = Object.entries(people).find(([name]) => name === caller)?.[1];
    const before = person ? await denialsOf(person.id) : 0;

    const answer = await knock(desk, door, ids, await cookieOf(desk, people, caller), actionId);

    expectVerdict(door, caller, verdict, answer);
    expect(found(answer, theirs.concat(ours.slice(0, 1))).length > 0 && verdict !== "in").toBe(
      false,
    );
    if (verdict !== "in") expect(found(answer, [...ours, ...theirs])).toEqual([]);
    if (caller === "another clinic's admin") expect(found(answer, ours.slice(0, -1))).toEqual([]);
    else expect(found(answer, theirs)).toEqual([]);
    if (
      verdict === "in" &&
      door.kind !== "action" &&
      door.shows &&
      caller !== "another clinic's admin"
    ) {
      expect(found(answer, ours), "this page should show the fixture").not.toEqual([]);
    }
    if (person)
      expect(await denialsOf(person.id)).toBe(before + (verdict === "wrong role" ? 1 : 0));
    for (const [name, value] of Object.entries(
      securityHeaders({ https: desk.baseUrl.startsWith("https:") }),
    )) {
      expect(answer.headers.get(name), name).toBe(value);
    }
    expect(answer.headers.get("content-security-policy")).toMatch(
      /script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'/,
    );
    if (door.kind !== "route") expect(answer.headers.get("cache-control")).toContain("no-store");
  });
});

describe("route handlers", () => {
  const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
  const routes = [...new Set(DOORS.flatMap((door) => (door.kind === "route" ? [door.url] : [])))];

  it.each(routes)("%s answers 405 to methods that aren't in the table", async (url) => {
    const rows = DOORS.filter((door) => door.kind === "route" && door.url === url);
    const cookie = await cookieOf(desk, people, "admin");
    for (const method of METHODS) {
      if (rows.some((door) => door.kind === "route" && door.method === method)) continue;
      const door = { ...rows[0]!, method } as Door;
      const { status } = await knock(desk, door, ids, cookie, undefined);
      expect(status, `${method} ${url}. ${WHERE}.`).toBe(405);
    }
  });
});

describe("what isn't there", () => {
  it.each(["/nothing", "/_next/image?url=%2Fa.png&w=64&q=75", "/audit/1", "/api/nothing"])(
    "%s is 404 for all, with the same headers",
    async (path) => {
      for (const caller of ["nobody", "admin"] as const) {
        const cookie = await cookieOf(desk, people, caller);
        const answer = await ask(desk, path, { headers: { cookie } });
        expect(answer.status).toBe(404);
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      }
    },
  );

  it("an action under a made-up id changes nothing", async () => {
    const door = DOORS.find((row) => row.kind === "action")!;
    const cookie = await cookieOf(desk, people, "admin");
    const { status } = await knock(desk, door, ids, cookie, "0".repeat(42));
    expect(status).toBe(404);
  });

  it("an action sent from another site is refused", async () => {
    const door = DOORS.find((row) => row.kind === "action" && row.name === "chooseTheme")!;
    const body = new FormData();
    body.append("0", '["$K1"]');
    const headers = {
      cookie: await cookieOf(desk, people, "admin"),
      origin: "https://evil.example",
      "next-action": built.actions.get(door.kind === "action" ? `${door.file}#${door.name}` : "")!,
    };
    const { status, headers: said } = await ask(desk, "/audit", { method: "POST", headers, body });
    expect(status).toBe(500);
    expect(said.get("set-cookie")).toBeNull();
  });
});

describe("the log", () => {
  it("holds nothing of a patient", () => {
    const log = desk.log()?.toLowerCase() ?? "";
    expect([...ours, ...theirs].filter((canary) => log.includes(canary.toLowerCase()))).toEqual([]);
  });
});
