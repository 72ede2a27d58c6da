import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import { type Desk, openDesk } from "@/tests/support/desk";

let desk: Desk;
let cookie: string;

beforeAll(async () => {
  desk = await openDesk();
  const now = new Date();
  const clinicId = await addClinic(desk.owner, now, { name: "Upload clinic" });
  const email = `upload${now.getTime()}@desk.example`;
  const person = await addStaff(desk.owner, now, { clinicId, role: "manager", email });
  const token = await addSession(desk.owner, now, person);
  const sealed = await encode({
    token: { clinicId: token.clinicId, sessionId: token.sessionId },
    secret: desk.secret,
  });
  cookie = `${sessionCookieName(desk.baseUrl.startsWith("https:"))}=${sealed}`;
}, 60_000);
afterAll(() => desk?.stop());

function part(head: string): string {
  return `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
}

describe("an upload that is no whole form", () => {
  it.each([
    ["ends inside the file", `${part('name="file"; filename="a.csv"')}Start,End`, "broken"],
    ["ends before the file", part('name="file"; filename="a.csv"'), "broken"],
    ["holds a field instead of a file", `${part('name="file"')}abc\r\n--x--\r\n`, "none"],
  ])("%s: is answered and not kept", async (_, body, reason) => {
    const response = await fetch(`${desk.baseUrl}/imports/upload`, {
      method: "POST",
      redirect: "manual",
      body,
      headers: {
        cookie,
        origin: desk.baseUrl,
        "content-type": "multipart/form-data; boundary=x",
      },
      signal: AbortSignal.timeout(15_000),
    });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`/imports?refused=${reason}`);
  });
});
