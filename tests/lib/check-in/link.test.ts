import { describe, expect, it } from "vitest";
import { linkState, newLinkToken } from "@/lib/check-in/link";
import { isCheckIn, pageLanguage } from "@/lib/check-in/page-language";

const NOW = new Date("2026-11-24T16:00:00Z");
const LATER = new Date(NOW.getTime() + 1);

describe("a token", () => {
  it("is 256 bits, and none is like another", () => {
    const tokens = Array.from({ length: 500 }, newLinkToken);
    expect(new Set(tokens).size).toBe(500);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });
});

describe("a link", () => {
  it("holds until it is revoked, locked or over", () => {
    const link = { revokedAt: null, lockedAt: null, expiresAt: LATER };
    expect(linkState(link, NOW)).toBe("holds");
    expect(linkState({ ...link, lockedAt: NOW }, NOW)).toBe("locked");
    expect(linkState({ ...link, lockedAt: NOW }, LATER)).toBe("expired");
    expect(linkState({ ...link, revokedAt: NOW }, LATER)).toBe("revoked");
  });
});

describe("the language of a page", () => {
  it("is what the link says, else the browser's; staff pages are English", () => {
    expect(pageLanguage("/check-in/x?lang=es", "en-US")).toBe("es");
    expect(pageLanguage("/check-in/x?lang=fr", "es-MX,en;q=0.5")).toBe("es");
    expect(pageLanguage("/check-in/x", "fr-FR")).toBe("en");
    expect(pageLanguage("/worklist?lang=es", "es")).toBe("en");
    expect(pageLanguage(null, null)).toBe("en");
  });

  it("belongs to whatever lies below a patient's page", () => {
    expect(["/check-in", "/check-in/x/y", "/check-in?x=1"].map(isCheckIn)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["/check-ins", "/", "/patients/check-in"].some(isCheckIn)).toBe(false);
  });
});
