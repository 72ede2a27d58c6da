import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFirstLook, writeStylesIn } from "@/lib/http/first-look";
import { contentSecurityPolicy } from "@/lib/http/security-headers";

const NAME = "first-look-of-a-test.css";
const PATH = `/_next/static/chunks/${NAME}`;
const CSS = '@font-face{src:url(../media/a.woff2)}p{background:url("data:x");color:red}';
const WRITTEN = CSS.replace("../media", "/_next/static/chunks/../media");
const LINK = `<link rel="stylesheet" href="${PATH}" data-precedence="next"/>`;

beforeAll(() => {
  mkdirSync(".next/static/chunks", { recursive: true });
  writeFileSync(`.next/static/chunks/${NAME}`, CSS);
});
afterAll(() => rmSync(`.next/static/chunks/${NAME}`));

function answer(): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.setHeader("content-security-policy", contentSecurityPolicy(null, { https: true }));
  return response;
}

describe("a first look", () => {
  it.each([
    ["out of a message", { "sec-fetch-site": "none" }, true],
    ["from another site", { "sec-fetch-site": "cross-site", cookie: "a=b" }, true],
    ["from the page before", { "sec-fetch-site": "same-origin" }, false],
    ["of an old browser", {}, true],
    ["of an old browser that was here", { cookie: "a=b" }, false],
  ])("%s", (_, headers, first) => expect(isFirstLook(headers)).toBe(first));
});

describe("style sheets in a page", () => {
  it("stand in it, are allowed by their hash, and are fetched for the next screen", () => {
    const response = answer();
    const page = writeStylesIn(`<head>${LINK}</head>`, response);
    expect(page).toBe(
      `<head><style>${WRITTEN}</style><link rel="prefetch" as="style" href="${PATH}"/></head>`,
    );
    const hash = createHash("sha256").update(WRITTEN).digest("base64");
    expect(response.getHeader("content-security-policy")).toContain(
      `style-src 'self' 'sha256-${hash}';`,
    );
  });

  it.each([
    ["one that isn't there", "/_next/static/chunks/none.css"],
    ["one above the folder", "/_next/static/../../package.css"],
    ["somebody else's", "https://elsewhere.example/a.css"],
  ])("leave %s linked, and the policy as it was", (_, path) => {
    const response = answer();
    const before = response.getHeader("content-security-policy");
    const page = `<link rel="stylesheet" href="${path}"/>`;
    expect(writeStylesIn(page, response)).toBe(page);
    expect(response.getHeader("content-security-policy")).toBe(before);
  });
});
