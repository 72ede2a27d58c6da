import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addClinic, addSession, addSomebody, addStaff, addTreatment } from "@/db/fixtures";
import { claimFollowUp } from "@/db/mutations/claims";
import { sessions, staff } from "@/db/schema/clinic";
import type { StaffActor } from "@/lib/actor";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import { type Desk, openDesk } from "@/tests/support/desk";

let desk: Desk;
let clinicId: string;
let patientId: string;

beforeAll(async () => {
  desk = await openDesk();
  const now = new Date();
  clinicId = await addClinic(desk.owner, now, { name: "Live clinic" });
  ({ patientId } = await addSomebody(desk.owner, now, { clinicId }));
  await addTreatment(desk.owner, now, { clinicId, patientId });
}, 60_000);
afterAll(() => desk?.stop());

let people = 0;
async function somebody(role: "aesthetician" | "provider" = "provider") {
  const now = new Date();
  const email = `live${now.getTime()}.${++people}@desk.example`;
  const person = await addStaff(desk.owner, now, { clinicId, role, email });
  return addSession(desk.owner, now, person);
}

/** Opens the stream as a browser would, and reads it event by event. */
async function listen({ clinicId: clinic, sessionId }: StaffActor, query = "") {
  const token = await encode({ token: { clinicId: clinic, sessionId }, secret: desk.secret });
  const cookie = `${sessionCookieName(desk.baseUrl.startsWith("https:"))}=${token}`;
  const response = await fetch(`${desk.baseUrl}/worklist/changes${query}`, {
    headers: { cookie, accept: "text/event-stream", "accept-encoding": "gzip, deflate, br" },
  });
  const reader = response.body!.getReader();
  let text = "";
  return {
    response,
    text: () => text,
    /** Reads until an event of this name came; its data. Null at the end of the stream. */
    async until(event: string): Promise<string | null> {
      for (;;) {
        const found = new RegExp(`event: ${event}\ndata: (.*)\n\n`).exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return found[1]!;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += new TextDecoder().decode(value);
      }
    },
    close: () => reader.cancel(),
  };
}

it("sends events one by one, past whatever collects or compresses", async () => {
  const stream = await listen(await somebody());
  const { headers, status } = stream.response;
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
  expect(headers.get("content-encoding")).toBeNull();
  expect(await stream.until("beat")).toBe("1");
  await stream.until("alerts");

  const began = performance.now();
  const caller = await somebody("aesthetician");
  await claimFollowUp(caller, { patientId, takeOver: true }, new Date(), desk.owner);
  expect(await stream.until("changed")).toBe("1");
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(stream.text()).not.toContain(patientId);
  await stream.close();
});

it("tells at once what changed after the page was read", async () => {
  await claimFollowUp(await somebody(), { patientId, takeOver: true }, new Date(), desk.owner);
  const missed = await listen(await somebody(), `?since=${Date.now() - 60_000}`);
  expect(await missed.until("changed")).toBe("1");
  await missed.close();
});

it("ends with the session, and says so", async () => {
  const revoked = await somebody();
  const disabled = await somebody();
  const [first, second] = [await listen(revoked), await listen(disabled)];
  const now = new Date();
  await desk.owner
    .update(sessions)
    .set({ revokedAt: now })
    .where(eq(sessions.id, revoked.sessionId));
  await desk.owner.update(staff).set({ disabledAt: now }).where(eq(staff.id, disabled.staffId));
  for (const stream of [first, second]) {
    expect(await stream.until("signed-out")).toBe("1");
    expect(await stream.until("anything more")).toBeNull();
  }
}, 20_000);

it("is no sign of life", async () => {
  const idle = await somebody();
  const lately = new Date(Date.now() - 10 * 60_000);
  const mine = eq(sessions.id, idle.sessionId);
  await desk.owner.update(sessions).set({ lastSeenAt: lately }).where(mine);
  const stream = await listen(idle);
  await stream.until("alerts");
  await stream.close();
  const [session] = await desk.owner.select().from(sessions).where(mine);
  expect(session!.lastSeenAt).toEqual(lately);
});
