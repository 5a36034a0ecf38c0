// @ts-check
import createNextIntlPlugin from "next-intl/plugin";

const isDev = process.env.NODE_ENV === "development";

// Static pages cannot carry a nonce, and Next.js starts them with inline scripts. Pictures of an imported
// catalog are shown from where they lie until they are prepared. The checkout has a policy of its own, in
// proxy.ts, because it depends on where Stripe is: that is known when the shop runs, not when it is built.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDev ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join("; ");

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
  experimental: {
    // Pages are kept in memory only: a page written to disk would come back after a restart
    // with the price it had before, because what was revalidated is remembered in memory alone.
    isrFlushToDisk: false,
    // The page for addresses that nothing belongs to is made when it is asked for, in the shop's language.
    globalNotFound: true,
  },
  cacheMaxMemorySize: 256 * 1024 * 1024,
  // The home page needs the database, and a build must not: as a path with a parameter it is
  // generated at its first request and kept, like every product page.
  rewrites: async () => ({
    beforeFiles: [{ source: "/", destination: "/home/shop" }],
    afterFiles: [],
    fallback: [],
  }),
  // Stripe does not follow redirects: the webhook answers with and without a slash at its end, and nothing else does.
  skipTrailingSlashRedirect: true,
  redirects: async () => [
    { source: "/:path((?!webhooks/).+)/", destination: "/:path", permanent: true },
    // What these pages were called before: bookmarks go on working.
    { source: "/admin/books", destination: "/admin/reconciliation", permanent: true },
    { source: "/admin/events/:path*", destination: "/admin/webhooks/:path*", permanent: true },
    { source: "/admin/mails/:path*", destination: "/admin/emails/:path*", permanent: true },
  ],
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    {
      source: "/((?!checkout$).*)",
      headers: [{ key: "Content-Security-Policy", value: CONTENT_SECURITY_POLICY }],
    },
  ],
};

export default createNextIntlPlugin("./app/request-config.ts")(config);
