import type { Role } from "@/lib/actor";
import type { HealthRows } from "@/tests/support/health-rows";

/** Everybody who can knock. The first four are signed in, each with the role of that name. */
export const CALLERS = [
  "aesthetician",
  "provider",
  "manager",
  "admin",
  "nobody",
  "tampered cookie",
  "cookie of another key",
  "expired session",
  "idle session",
  "revoked session",
  "disabled person",
  "another clinic's admin",
] as const;
export type Caller = (typeof CALLERS)[number];

const EVERYBODY: readonly Role[] = ["aesthetician", "provider", "manager", "admin"];

/** What a row needs to name things of the clinic: ids of the fixtures. */
export type Ids = HealthRows & { staffId: string };

type Common = {
  /** Roles that are let in; "anybody" needs no session at all. Written out here, on purpose. */
  roles: readonly Role[] | "anybody";
  /** True when the address or the fields name something of one clinic: for others it is a 404. */
  named?: true;
};

/** `url` is the pattern in app-path-routes-manifest.json. `shows`: the page holds health data. */
export type PageDoor = Common & {
  kind: "page";
  url: string;
  at?: (ids: Ids) => string;
  shows?: true;
  /** Where somebody signed in is sent instead of seeing the page. */
  leadsTo?: string;
};

/** One row a method. Methods without a row must answer 405. `status`: what those let in get. */
export type RouteDoor = Common & {
  kind: "route";
  url: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  at?: (ids: Ids) => string;
  body?: (ids: Ids) => string;
  status?: number;
  shows?: true;
};

/**
 * `file` and `name` as in server-reference-manifest.json; `on` is a page that offers it. `fields`
 * must be valid, so that it is the permission that decides. `state`: the action takes a form state
 * first. `status`: what those let in get; 303 leads to `leadsTo`.
 */
export type ActionDoor = Common & {
  kind: "action";
  file: string;
  name: string;
  on: string | ((ids: Ids) => string);
  state?: true;
  fields: (ids: Ids) => Record<string, string>;
  status?: 200 | 303;
  leadsTo?: string;
};

export type Door = PageDoor | RouteDoor | ActionDoor;

/**
 * Every way into the desk and who may use it: the one table. A page, route or action that the build
 * has and this list doesn't fails the test, and so does a row whose door is gone.
 */
export const DOORS: readonly Door[] = [
  // Pages
  { kind: "page", url: "/sign-in", roles: "anybody", leadsTo: "/worklist" },
  { kind: "page", url: "/audit", roles: ["manager", "admin"], shows: true },

  // Route handlers
  {
    kind: "route",
    method: "GET",
    url: "/api/auth/[...nextauth]",
    roles: "anybody",
    at: () => "/api/auth/session",
  },
  {
    kind: "route",
    method: "POST",
    url: "/api/auth/[...nextauth]",
    roles: "anybody",
    at: () => "/api/auth/signout",
    status: 302,
  },

  // Server actions
  {
    kind: "action",
    file: "app/sign-in/actions.ts",
    name: "signInWithPassword",
    roles: "anybody",
    on: "/sign-in",
    state: true,
    fields: () => ({ email: "nobody@nowhere.example", password: "no such password" }),
  },
  {
    kind: "action",
    file: "app/sign-in/actions.ts",
    name: "signOut",
    roles: EVERYBODY,
    on: "/audit",
    fields: () => ({}),
    status: 303,
    leadsTo: "/sign-in",
  },
  {
    kind: "action",
    file: "app/theme-action.ts",
    name: "chooseTheme",
    roles: EVERYBODY,
    on: "/audit",
    fields: () => ({ theme: "dark" }),
  },
];

/** What the build makes by itself: pages of no address. */
export const BUILT_IN: readonly string[] = ["/_not-found", "/_global-error"];

/** The row's name in reports, and what the completeness check compares. */
export function doorName(door: Door): string {
  if (door.kind === "page") return `page ${door.url}`;
  if (door.kind === "route") return `route ${door.method} ${door.url}`;
  return `action ${door.file}#${door.name}`;
}
