import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "@/lib/http/security-headers";

describe("the content security policy", () => {
  const policy = contentSecurityPolicy("abc123", { https: true });
  const scripts = policy.split("; ").find((rule) => rule.startsWith("script-src "));

  it("runs scripts with the nonce only", () => {
    expect(scripts).toBe("script-src 'self' 'nonce-abc123' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("runs no script at all where there is no nonce", () => {
    const bare = contentSecurityPolicy(null, { https: true }).split("; ");
    expect(bare).toContain("script-src 'none'");
    expect(bare).toContain("style-src 'self'");
  });

  it("runs the one script that a page without others may have, by its hash", () => {
    const script = "'sha256-abc='";
    const bare = contentSecurityPolicy(null, { https: true, script }).split("; ");
    expect(bare).toContain("script-src 'sha256-abc='");
    const developed = contentSecurityPolicy("n", { https: false, development: true, script });
    expect(developed).toContain("'strict-dynamic' 'sha256-abc=' 'unsafe-eval'");
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
    const policyOf = (path: string) => securityHeaders({ https: true, path })["referrer-policy"];
    expect(["/", "/patients/1", "/check-in-list"].map(policyOf)).toEqual(
      Array.from({ length: 3 }, () => "same-origin"),
    );
  });

  it("keep an address that is a key out of every referrer", () => {
    const policyOf = (path: string) => securityHeaders({ https: true, path })["referrer-policy"];
    for (const path of ["/check-in/token", "/check-in/token?lang=es", "/check-in/:path*"]) {
      expect(policyOf(path)).toBe("strict-origin");
    }
  });
});
