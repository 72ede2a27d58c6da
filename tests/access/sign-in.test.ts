import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClinic, addStaff } from "@/db/fixtures";
import { auditEvents, staff } from "@/db/schema/clinic";
import { hashPassword } from "@/lib/sign-in/password";
import { type Desk, openDesk } from "@/tests/support/desk";
import { type Answer, ask } from "./knock";

const PASSWORD = "correct horse battery";
let desk: Desk;
let clinicId: string;
let passwordHash: string;
let people = 0;

beforeAll(async () => {
  desk = await openDesk();
  clinicId = await addClinic(desk.owner, new Date(), { name: "Sign-in clinic" });
  passwordHash = await hashPassword(PASSWORD);
}, 60_000);
afterAll(() => desk?.stop());

function somebody() {
  const email = `p${Date.now().toString(36)}${++people}@sign-in.example`;
  return addStaff(desk.owner, new Date(), { clinicId, email, passwordHash, role: "manager" });
}

type Try = { email: string; password?: string; from?: string; cookie?: string; address?: string };

/** Sends the form as a browser without scripts: its hidden fields, then what was typed. */
async function submitForm({
  email,
  password = PASSWORD,
  from = "/audit",
  cookie = "",
  address,
}: Try) {
  const path = `/sign-in?from=${encodeURIComponent(from)}`;
  const form = await hiddenFields(path);
  form.set("email", email);
  form.set("password", password);
  const headers = { origin: desk.baseUrl, cookie, "x-forwarded-for": address ?? "198.51.100.1" };
  return ask(desk, path, { method: "POST", headers, body: form });
}

let hidden: Map<string, [string, string][]> | undefined;
async function hiddenFields(path: string): Promise<FormData> {
  hidden ??= new Map();
  if (!hidden.has(path)) {
    const { text } = await ask(desk, path);
    const inputs = text.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g);
    hidden.set(
      path,
      [...inputs].map(([, name, value]) => [unescaped(name), unescaped(value)]),
    );
  }
  const form = new FormData();
  for (const [name, value] of hidden.get(path)!) form.append(name, value);
  return form;
}

function unescaped(text = ""): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

/** The other way in: next-auth's own endpoint. */
async function callEndpoint({ email, password = PASSWORD, address }: Try): Promise<Answer> {
  const { text, headers } = await ask(desk, "/api/auth/csrf");
  const { csrfToken } = JSON.parse(text) as { csrfToken: string };
  return ask(desk, "/api/auth/callback/credentials", {
    method: "POST",
    headers: { cookie: cookiesOf(headers), "x-forwarded-for": address ?? "198.51.100.1" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  });
}

function cookiesOf(headers: Headers): string {
  const set = headers.getSetCookie().filter((cookie) => !cookie.includes("Max-Age=0"));
  return set.map((cookie) => cookie.split(";")[0]).join("; ");
}

async function statusOf(path: string, cookie: string): Promise<number> {
  return (await ask(desk, path, { headers: { cookie } })).status;
}

async function checksOf(staffId: string): Promise<number> {
  const rows = await desk.owner
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, staffId), gt(auditEvents.seq, 0)));
  return rows.length;
}

describe("the sign-in form, without scripts", () => {
  it("leads to the page that was asked for, with cookies that scripts can't read", async () => {
    const { email } = await somebody();
    const answer = await submitForm({ email: email.toUpperCase(), from: "/audit?what=call.log" });
    expect([answer.status, answer.leadsTo]).toEqual([303, "/audit?what=call.log"]);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBe(2);
    for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly; SameSite=(lax|strict)$/);
    expect(await statusOf("/audit", cookiesOf(answer.headers))).toBe(200);
  });

  it("never leads to another site", async () => {
    const { email } = await somebody();
    const answer = await submitForm({ email, from: "//evil.example/x" });
    expect(answer.leadsTo).toBe("/worklist");
  });

  it("keeps the address, not the password, and says the error beside the field", async () => {
    const { text, status } = await submitForm({ email: "", password: "typed" });
    expect(status).toBe(200);
    expect(text).toContain("Enter your e-mail address");
    const wrong = await submitForm({ email: "ana@nowhere.example", password: "typed-secret" });
    expect(wrong.text).toContain('value="ana@nowhere.example"');
    expect(wrong.text).not.toContain("typed-secret");
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it("opens another session each time, and signing out ends only that one", async () => {
    const { email } = await somebody();
    const [here, there] = [await submitForm({ email }), await submitForm({ email })].map((answer) =>
      cookiesOf(answer.headers),
    );
    const csrf = await ask(desk, "/api/auth/csrf", { headers: { cookie: here! } });
    const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string };
    await ask(desk, "/api/auth/signout", {
      method: "POST",
      headers: { cookie: `${here}; ${cookiesOf(csrf.headers)}` },
      body: new URLSearchParams({ csrfToken, json: "true" }),
    });
    expect(await statusOf("/audit", here!)).toBe(307);
    expect(await statusOf("/audit", there!)).toBe(200);
  });

  it("is over at once for a person who is disabled or loses the role", async () => {
    const { email, id } = await somebody();
    const cookie = cookiesOf((await submitForm({ email })).headers);
    await desk.owner.update(staff).set({ role: "aesthetician" }).where(eq(staff.id, id));
    expect(await statusOf("/audit", cookie)).toBe(403);
    await desk.owner.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, id));
    expect(await statusOf("/audit", cookie)).toBe(307);
  });
});

describe("known and unknown addresses", () => {
  const ROUNDS = 6;

  it("get the same answer in the same time", async () => {
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    const texts = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const { email } = await somebody();
      for (const kind of ["known", "unknown"] as const) {
        const tried = kind === "known" ? email : email.replace("@", "x@");
        const began = performance.now();
        const answer = await submitForm({
          email: tried,
          password: "wrong",
          address: `10.${round}.0.1`,
        });
        times[kind].push(performance.now() - began);
        texts.add(visible(answer.text.replaceAll(tried, "<email>")));
      }
    }
    expect(texts.size).toBe(1);
    // The quickest of each: what is left when a busy machine's noise is taken away.
    const quickest = Math.min(...times.known) - Math.min(...times.unknown);
    expect(Math.abs(quickest)).toBeLessThan(50);
  });

  it("get the same answer from next-auth's endpoint", async () => {
    const { email } = await somebody();
    const known = await callEndpoint({ email, password: "wrong" });
    const unknown = await callEndpoint({ email: "nobody@sign-in.example", password: "wrong" });
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    expect(known.status).toBe(401);
  });
});

/** The page's own words: without scripts, and without what differs between any two answers. */
function visible(text: string): string {
  return text.replaceAll(/<script[^]*?<\/script>/g, "").replaceAll(/nonce="[^"]*"/g, "");
}

describe("500 parallel tries through both doors", () => {
  it("check at most 10 passwords, and the owner's own device still gets in", async () => {
    const { email, id } = await somebody();
    const known = cookiesOf((await submitForm({ email })).headers);
    const tries = Array.from({ length: 500 }, (_, n) => {
      const entry = { email, password: `guess ${n}`, address: `203.0.${n % 250}.1` };
      return n % 2 === 0 ? submitForm(entry) : callEndpoint(entry);
    });
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const checks = await checksOf(id);
    expect(checks).toBeGreaterThan(0);
    expect(checks).toBeLessThanOrEqual(10);
    const stranger = await submitForm({ email, address: "192.0.2.1" });
    expect(stranger.text).toContain("Too many tries. Wait 15 min");
    const owner = await submitForm({ email, cookie: known, address: "203.0.1.1" });
    expect([owner.status, owner.leadsTo]).toEqual([303, "/audit"]);
  }, 60_000);
});
