import { describe, expect, it } from "vitest";
import { earlyRefusal } from "@/lib/http/early-refusal";

const host = "desk.example:3000";

function statusOf(method: string, url: string, headers: Record<string, string> = {}) {
  return earlyRefusal({ method, url, headers: { host, ...headers } })?.status ?? 200;
}

describe("what is refused before the app sees it", () => {
  it.each([
    "http://evil.example",
    "null",
    "%%%",
    "http://desk.example",
    "https://evil.example:3000",
  ])("is a form from %s", (origin) => expect(statusOf("POST", "/worklist", { origin })).toBe(403));

  it.each(["cross-site", "same-site"])("is a form that the browser calls %s", (site) => {
    expect(statusOf("POST", "/worklist", { "sec-fetch-site": site })).toBe(403);
    expect(statusOf("DELETE", "/worklist", { "sec-fetch-site": site })).toBe(403);
    expect(statusOf("GET", "/worklist", { "sec-fetch-site": site })).toBe(200);
  });

  it("is no form of this site, behind a proxy or not, and no program", () => {
    expect(statusOf("POST", "/", { origin: `http://${host}` })).toBe(200);
    expect(
      statusOf("POST", "/", { origin: "https://a.example", "x-forwarded-host": "a.example, b" }),
    ).toBe(200);
    expect(statusOf("POST", "/api/v1/x")).toBe(200);
  });

  it.each(["/patients/%", "/patients/%ff", "/%c0%ae/x?y"])(
    "is an address that can't be decoded: %s",
    (url) => expect(statusOf("GET", url)).toBe(400),
  );

  it.each(["/", "/patients/%20", "/worklist?x=%", "/patients/%00"])("is not %s", (url) =>
    expect(statusOf("GET", url)).toBe(200),
  );

  it("is a form far too long, but no file", () => {
    const long = { "content-length": "1000001" };
    expect(statusOf("POST", "/worklist", long)).toBe(413);
    expect(statusOf("POST", "/imports/upload", long)).toBe(200);
    expect(statusOf("POST", "/check-in/token/photos?lang=es", long)).toBe(200);
    for (const path of ["/check-in/token/answer", "/check-in/photos", "/check-in/a/b/photos"]) {
      expect(statusOf("POST", path, long)).toBe(413);
    }
    expect(statusOf("POST", "/worklist", { "content-length": "200000" })).toBe(200);
  });
});
