import { securityHeaders } from "./lib/http/security-headers.ts";

const headersFor = (https, path) =>
  Object.entries(securityHeaders({ https, path })).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has had remote-code bugs and this product serves no images through it.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@node-rs/argon2", "pino"],
  experimental: {
    // forbidden(): a page answers 403 when a role isn't enough.
    authInterrupts: true,
    // In bytes before minifying. Small chunks compress badly: a page weighs about 1 kB less without.
    turbopackChunking: { minChunkSize: 200_000 },
  },
  // The nonce policy is set by the server itself, for it differs with every answer.
  headers: async () =>
    ["/:path*", "/check-in/:path*"].flatMap((source) => [
      { source, headers: headersFor(false, source) },
      {
        source,
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: headersFor(true, source),
      },
    ]),
};
