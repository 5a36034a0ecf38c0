// @ts-check
import { fileURLToPath } from "node:url";
import createNextIntlPlugin from "next-intl/plugin";

// Pictures are shown in mails and by other sites. Opened by itself, a file runs nothing and loads nothing.
const PICTURE_HEADERS = [
  { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // Types are checked by npm test; a merchant who opens the shop should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native or worker-thread packages that must stay ordinary node_modules at run time.
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "pino-pretty",
    "sharp",
    "nodemailer",
    "bwip-js",
    "@myriaddreamin/typst-ts-node-compiler",
  ],
  experimental: {
    // A file of products, with room for the form around it. server/platform/requests/limit-body.ts allows it on one page
    // and refuses all else that is larger than 1 MB.
    serverActions: { bodySizeLimit: "33mb" },
    proxyClientMaxBodySize: "33mb",
    // Pages are kept in memory only: a page written to disk would come back after a restart
    // with the price it had before, because what was revalidated is remembered in memory alone.
    isrFlushToDisk: false,
    // The page for addresses that nothing belongs to is made when it is asked for, in the shop's language.
    globalNotFound: true,
    // A first start would wait until a cache is written that it never reads.
    turbopackFileSystemCacheForBuild: false,
  },
  cacheHandler: fileURLToPath(new URL("./scripts/cache-handler.ts", import.meta.url)),
  // For a server of 1 GB: about 700 pages, those that were asked for last.
  cacheMaxMemorySize: 64 * 1024 * 1024,
  // The home page and the sitemap need the database, and a build must not: as paths with a parameter they are
  // generated at their first request and kept, like every product page.
  rewrites: async () => ({
    beforeFiles: [
      { source: "/", destination: "/home/shop" },
      { source: "/sitemap.xml", destination: "/sitemap/index.xml" },
    ],
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
  // Every answer has the headers of server/platform/requests/security-headers.ts; what is said here is said in place of
  // them. The policy of a page comes with it: scripts/cache-handler.ts for those that are kept, proxy.ts for the others.
  headers: async () => [
    { source: "/:folder(media|demo)/:path*", headers: PICTURE_HEADERS },
    // The draft of the shop's frame and home page, in a frame of its editor.
    { source: "/admin/preview", headers: [{ key: "X-Frame-Options", value: "SAMEORIGIN" }] },
    // Wallets of the payment form open windows of their own, and are told there what was decided.
    {
      source: "/checkout",
      headers: [{ key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" }],
    },
  ],
};

export default createNextIntlPlugin("./app/request-config.ts")(config);
