/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has had remote-code bugs and this product serves no images through it.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@node-rs/argon2", "pino"],
};
