import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClinic, addStaff } from "@/db/fixtures";
import { auditEvents } from "@/db/schema/clinic";
import type { Role } from "@/lib/actor";
import { securityHeaders } from "@/lib/http/security-headers";
import { type Desk, openDesk } from "@/tests/support/desk";
import { addHealthRows } from "@/tests/support/health-rows";
import { type Built, readBuild } from "./build-manifests";
import { type Answer, ask, cookieOf, essence, knock, type People } from "./knock";
import {
  BUILT_IN,
  CALLERS,
  type Caller,
  DOORS,
  type Door,
  doorId,
  doorName,
  type Ids,
  standingOf,
} from "./matrix";

const WHERE = "Add a row for it to DOORS in tests/access/matrix.ts";
const built: Built = readBuild();
let desk: Desk;
let people: People;
let ids: Ids;
let ours: string[];
let theirs: string[];
let viewNames: { ours: string; theirs: string };

beforeAll(async () => {
  desk = await openDesk();
  const now = new Date();
  const token = `z${now.getTime().toString(36)}`;
  const clinicId = await addClinic(desk.owner, now, { name: "Matrix clinic" });
  const otherId = await addClinic(desk.owner, now, { name: "Another clinic" });
  const join = (clinic: string, role: Role, name: string = role, more = {}) =>
    addStaff(desk.owner, now, {
      clinicId: clinic,
      role,
      email: `${name}@${token}.example`,
      ...more,
    });
  people = {
    aesthetician: await join(clinicId, "aesthetician"),
    provider: await join(clinicId, "provider"),
    manager: await join(clinicId, "manager"),
    admin: await join(clinicId, "admin"),
    "disabled person": await join(clinicId, "admin", "disabled", { disabledAt: now }),
    "another clinic's provider": await join(otherId, "provider", "other-provider"),
    "another clinic's admin": await join(otherId, "admin", "other-admin"),
  };
  const rows = await addHealthRows(desk.owner, clinicId, people.provider.id, now, `${token}ours`);
  const doctor = people["another clinic's provider"];
  const other = await addHealthRows(desk.owner, otherId, doctor.id, now, `${token}theirs`);
  ids = { ...rows, staffId: people.provider.id };
  [ours, theirs] = [rows.canaries, other.canaries];
  viewNames = { ours: rows.viewName, theirs: other.viewName };
}, 60_000);
afterAll(() => desk?.stop());

type Verdict = "in" | "wrong role" | "signed out" | "not found";

function verdictOf(door: Door, caller: Caller): Verdict {
  if (door.roles === "anybody") return "in";
  const standing = standingOf(caller);
  if (standing === null) return "signed out";
  if (!door.roles.includes(standing.role)) return "wrong role";
  return standing.foreign && door.named ? "not found" : "in";
}

async function enter(door: Door, caller: Caller, named: Ids = ids): Promise<Answer> {
  const action =
    door.kind === "action" ? built.actions.get(`${door.file}#${door.name}`) : undefined;
  return knock(desk, door, named, await cookieOf(desk, people, caller), action);
}

/** Ids of the right form that never were. */
function strangeIds(): Ids {
  const strange = Object.entries(ids).map(([name, value]) => [
    name,
    typeof value === "string" ? randomUUID() : value,
  ]);
  return { ...ids, ...Object.fromEntries(strange) };
}

function expectVerdict(door: Door, caller: Caller, verdict: Verdict, answer: Answer): void {
  const { status, leadsTo } = answer;
  switch (verdict) {
    case "wrong role":
      return expect(status).toBe(403);
    case "not found":
      // An action may say it in words; that it says the same for any id is tested below.
      return door.kind === "action"
        ? expect([200, 404]).toContain(status)
        : expect(status).toBe(404);
    case "signed out":
      if (door.kind === "route" && !door.posted) return expect(status).toBe(401);
      if (door.kind === "route") {
        expect(status).toBe(303);
        return expect(leadsTo).toMatch(/^\/sign-in/);
      }
      // A browser with scripts is told where to go in a header, with 200.
      expect(status).toBe(door.kind === "page" ? 307 : 200);
      return expect(leadsTo).toMatch(/^\/sign-in(\?from=%2F|$)/);
    case "in":
      return expectIn(door, caller, answer);
  }
}

function expectIn(door: Door, caller: Caller, { status, leadsTo }: Answer): void {
  if (door.kind === "route") return expect(status).toBe(door.status ?? 200);
  if (door.kind === "page" && (door.leadsTo === undefined || standingOf(caller) === null)) {
    return expect(status).toBe(200);
  }
  if (door.leadsTo !== undefined) return expect(leadsTo).toBe(door.leadsTo);
  expect(status).toBe(200);
  expect(leadsTo ?? "/").not.toMatch(/^\/sign-in/);
}

function expectNoLeak(door: Door, caller: Caller, verdict: Verdict, answer: Answer): void {
  const foreign = standingOf(caller)?.foreign ?? false;
  const [own, others] = foreign ? [theirs, ours] : [ours, theirs];
  // The same invented birth date stands in both clinics.
  expect(found(answer, others.slice(0, -1))).toEqual([]);
  expect(found(answer, [foreign ? viewNames.ours : viewNames.theirs])).toEqual([]);
  // A refused action comes back with the page that offered it, which whoever is signed in may see.
  const besideItsPage = door.kind === "action" && standingOf(caller) !== null;
  if (verdict !== "in" && !besideItsPage) expect(found(answer, own)).toEqual([]);
  if (door.roles === "anybody") expect(found(answer, [...ours, ...theirs])).toEqual([]);
  if (verdict !== "in") return;
  if (door.kind !== "action" && door.shows && !(foreign && door.as)) {
    expect(found(answer, own), "this should show the fixture").not.toEqual([]);
  }
}

function expectHeaders(door: Door, { headers }: Answer): void {
  const https = desk.baseUrl.startsWith("https:");
  const path = door.kind === "action" ? "/" : door.url;
  for (const [name, value] of Object.entries(securityHeaders({ https, path }))) {
    expect(headers.get(name), name).toBe(value);
  }
  const policy = headers.get("content-security-policy");
  expect(policy).toMatch(
    path.startsWith("/check-in")
      ? /script-src 'none';/
      : /script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/,
  );
  if (door.kind !== "route") expect(headers.get("cache-control")).toContain("no-store");
}

/** Which of these texts came back, in a header or in the body. */
function found({ text, headers }: Answer, canaries: readonly string[]): string[] {
  const said = `${[...headers].join("\n")}\n${text}`.toLowerCase();
  return canaries.filter((canary) => said.includes(canary.toLowerCase()));
}

/** A refused action answers with its page; where that is refused too, both are noted. */
function refusalsOf(door: Door): number {
  return door.kind === "action" && door.pageToo ? 2 : 1;
}

async function denialsOf(staffId: string): Promise<number> {
  const rows = await desk.owner
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(eq(auditEvents.actorId, staffId), eq(auditEvents.action, "access.deny")));
  return rows.length;
}

describe("the table holds every door of the build", () => {
  const doors = [
    ...built.pages.filter((url) => !BUILT_IN.includes(url)).map((url) => `page ${url}`),
    ...built.routes.map((url) => `route ${url}`),
    ...[...built.actions.keys()].map((name) => `action ${name}`),
  ];
  const rows = DOORS.map(doorId);

  it.each(doors)("%s", (door) => {
    expect(rows, `${door} isn't in the access matrix. ${WHERE}.`).toContain(door);
  });

  it("and none that is gone", () => {
    expect(rows.filter((row) => !doors.includes(row))).toEqual([]);
  });
});

describe.each(DOORS.map((door) => [doorName(door), door] as const))("%s", (_, door) => {
  it.each(CALLERS)("%s", async (caller) => {
    const verdict = verdictOf(door, caller);
    const person = Object.entries(people).find(([name]) => name === caller)?.[1];
    const before = person ? await denialsOf(person.id) : 0;

    const answer = await enter(door, caller);

    expectVerdict(door, caller, verdict, answer);
    expectNoLeak(door, caller, verdict, answer);
    if (person) {
      expect(await denialsOf(person.id)).toBe(
        before + (verdict === "wrong role" ? refusalsOf(door) : 0),
      );
    }
    expectHeaders(door, answer);
  });
});

describe.each(DOORS.filter(({ named }) => named).map((door) => [doorName(door), door] as const))(
  "%s",
  (_, door) => {
    it("answers another clinic's person as if the id had never been", async () => {
      const foreign = await enter(door, "another clinic's provider");
      const unknown = await enter(door, "another clinic's provider", strangeIds());
      expect(foreign.status).toBe(unknown.status);
      expect(essence(foreign)).toEqual(essence(unknown));
    });
  },
);

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
    expect([404, 409]).toContain(status);
  });

  it("an action sent from another site is refused", async () => {
    const headers = {
      cookie: await cookieOf(desk, people, "admin"),
      origin: "https://evil.example",
      "next-action": built.actions.get("app/theme-action.ts#chooseTheme")!,
    };
    const body = new FormData();
    body.append("_1_theme", "dark");
    body.append("0", '["$K1"]');
    const answer = await ask(desk, "/worklist", { method: "POST", headers, body });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

describe("the log", () => {
  it("holds nothing of a patient", () => {
    const log = desk.log()?.toLowerCase() ?? "";
    const said = [...ours, ...theirs, ids.linkToken];
    expect(said.filter((canary) => log.includes(canary.toLowerCase()))).toEqual([]);
  });
});
