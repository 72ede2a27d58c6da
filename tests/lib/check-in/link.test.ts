import { describe, expect, it } from "vitest";
import { linkPath, linkState, newLinkToken } from "@/lib/check-in/link";
import { linkAddresses, linkMessage, qrPath } from "@/lib/check-in/link-message";
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

  it("is written without a name and without a word of health", () => {
    const url = `https://desk.example${linkPath("t", "en")}`;
    for (const language of ["en", "es"] as const) {
      const message = linkMessage(url, "Lakeside", language);
      expect(message).toContain(url);
      expect(message).not.toMatch(/skin|piel|treat|trata|heal|redness|needl/i);
    }
  });

  it("is sent by hand to numbers and addresses, safely put into an address", () => {
    const contacts = [
      { kind: "phone", value: "+13125550101" },
      { kind: "email", value: "a&b@example.com" },
    ] as const;
    const [text, mail] = linkAddresses(contacts, "Hi & bye: https://x/y?lang=en", "A & B");
    expect(text).toMatchObject({ kind: "sms", to: "(312) 555-0101" });
    expect(text!.href).toBe(
      "sms:+13125550101?&body=Hi%20%26%20bye%3A%20https%3A%2F%2Fx%2Fy%3Flang%3Den",
    );
    expect(new URL(mail!.href).searchParams.get("subject")).toBe("A & B");
    expect(mail!.href).toMatch(/^mailto:a%26b%40example\.com\?/);
  });

  it("is a code with a quiet border that a camera needs", () => {
    const { size, path } = qrPath("https://desk.example/check-in/x?lang=en");
    expect(size).toBeGreaterThan(30);
    const squares = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(Math.min(...squares)).toBe(4);
    expect(Math.max(...squares)).toBe(size - 5);
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
