/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Types have a gate of their own (`npm run verify`); TypeScript 7 has no API for Next's built-in one.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG || "tsconfig.json" },
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pino",
    "nodemailer",
  ],
  // The link in a mail is a key: no page or file that this one asks for is told the address it stands in.
  headers: async () => [
    { source: "/reset-password", headers: [{ key: "Referrer-Policy", value: "strict-origin" }] },
  ],
  // Whoever posts to an address with a slash too many is answered there: a redirect would lose a delivery.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "64kb" },
};
