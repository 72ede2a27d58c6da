import { assert, property, string, webUrl } from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_PAGE, returnPath, signInPath } from "@/lib/sign-in/return-path";

describe("where a sign-in leads", () => {
  it.each([
    ["/worklist?level=urgent&p=1", "/worklist?level=urgent&p=1"],
    ["/patients/1#calls", "/patients/1"],
    ["/audit?_rsc=abc&who=1", "/audit?who=1"],
    [null, FIRST_PAGE],
    ["", FIRST_PAGE],
    ["worklist", FIRST_PAGE],
    ["//evil.example/x", FIRST_PAGE],
    ["/\\evil.example", FIRST_PAGE],
    ["/\t/evil.example", FIRST_PAGE],
    ["/./\\evil.example", FIRST_PAGE],
    ["/x/..//evil.example", FIRST_PAGE],
    ["https://evil.example", FIRST_PAGE],
    ["javascript:alert(1)", FIRST_PAGE],
    ["/sign-in?from=/audit", FIRST_PAGE],
    [`/${"x".repeat(2000)}`, FIRST_PAGE],
  ])("%j becomes %j", (asked, path) => {
    expect(returnPath(asked)).toBe(path);
  });

  it("stays on this site, whatever was asked", () => {
    const site = "https://desk.example";
    const staysHere = (asked: string) =>
      new URL(returnPath(asked), site).origin === site &&
      new URL(signInPath(asked), site).pathname === "/sign-in";
    assert(property(string(), (text) => staysHere(text) && staysHere(`/${text}`)));
    assert(property(webUrl(), (url) => staysHere(url) && staysHere(url.replace(/^https?:/, ""))));
  });

  it("is remembered in the address of the sign-in page", () => {
    expect(signInPath("/audit?what=call.log")).toBe("/sign-in?from=%2Faudit%3Fwhat%3Dcall.log");
    expect(signInPath("/")).toBe("/sign-in");
    expect(signInPath("//evil.example")).toBe("/sign-in");
  });
});
