// @ts-check

/** Sent with every response. The pages' Content-Security-Policy is set per page kind in proxy.ts. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // Types are checked by npm test; a merchant who opens the shop should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native or worker-thread packages that must stay ordinary node_modules at run time.
  serverExternalPackages: ["pg", "pg-boss", "pino", "pino-pretty", "sharp", "nodemailer"],
  // Pages are kept in memory only: a page written to disk would come back after a restart
  // with the price it had before, because what was revalidated is remembered in memory alone.
  experimental: { isrFlushToDisk: false },
  cacheMaxMemorySize: 256 * 1024 * 1024,
  // The home page needs the database, and a build must not: as a path with a parameter it is
  // generated at its first request and kept, like every product page.
  rewrites: async () => ({
    beforeFiles: [{ source: "/", destination: "/home/shop" }],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default config;
