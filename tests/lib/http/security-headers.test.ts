import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "@/lib/http/security-headers";

describe("the content security policy", () => {
  const policy = contentSecurityPolicy("abc123", { https: true });
  const scripts = policy.split("; ").find((rule) => rule.startsWith("script-src "));

  it("runs scripts with the nonce only", () => {
    expect(scripts).toBe("script-src 'self' 'nonce-abc123' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("lets nobody frame, embed or send forms elsewhere", () => {
    for (const rule of [
      "frame-ancestors 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]) {
      expect(policy.split("; ")).toContain(rule);
    }
  });
});

describe("security headers", () => {
  it("ask for https only where there is https", () => {
    expect(securityHeaders({ https: true })["strict-transport-security"]).toContain("max-age=");
    expect(securityHeaders({ https: false })).not.toHaveProperty("strict-transport-security");
  });

  it("keep the referrer on this site", () => {
    expect(securityHeaders({ https: true })["referrer-policy"]).toBe("same-origin");
  });
});
