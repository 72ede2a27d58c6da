/**
 * The content security policy of one answer. Scripts run only with this answer's nonce, and where there
 * is none not at all, but for the one whose hash is `script`. Style attributes are allowed, since positions
 * and chart sizes are rendered as such; style elements not.
 */
export function contentSecurityPolicy(
  nonce: string | null,
  {
    https,
    development = false,
    script,
  }: { https: boolean; development?: boolean; script?: string | undefined },
): string {
  return [
    "default-src 'self'",
    nonce === null
      ? `script-src ${script ?? "'none'"}`
      : `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script ? ` ${script}` : ""}${development ? " 'unsafe-eval'" : ""}`,
    // The development server puts style elements in by script, without a nonce.
    development
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self'${nonce === null ? "" : ` 'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Addresses that are keys: not even a request to this very site may carry one as its referrer. */
const KEYED = /^\/check-in(?:[/?]|$)/;

/** Headers that every answer carries, whatever its status. `path` is what was asked for. */
export function securityHeaders({
  https,
  path = "/",
}: {
  https: boolean;
  path?: string;
}): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not "no-referrer": with it a browser posts plain forms with "Origin: null", which actions refuse.
    "referrer-policy": KEYED.test(path) ? "strict-origin" : "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-dns-prefetch-control": "off",
    ...(https ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
  };
}
