import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { contentPolicy, inlineScripts } from "../domain/content-policy.ts";

// Next.js gives its own store no address that both Node.js and the types understand.
const { default: FileSystemCache } = createRequire(import.meta.url)(
  "next/dist/server/lib/incremental-cache/file-system-cache.js",
) as typeof import("next/dist/server/lib/incremental-cache/file-system-cache.js");
type Store = InstanceType<typeof FileSystemCache>;

const POLICY = "content-security-policy";
const CACHING = "cache-control";

/** What Next.js keeps of a page. Its own types are of the file that they are imported from. */
type KeptPage = {
  kind: string;
  html: string | { toUnchunkedString(): string };
  headers?: Record<string, unknown>;
  status?: number;
};

/**
 * Where finished pages are kept: Next.js' own store, in memory. What it adds is done once for a page, not for
 * each request: the policy that lets the page's own scripts run and no other ones, and how long browsers and
 * proxies may keep it. A page of an address that nothing belongs to is not kept: there are more than fit.
 */
export default class PageStore extends FileSystemCache {
  override async get(...given: Parameters<Store["get"]>) {
    const found = await super.get(...given);
    if (isPage(found?.value)) giveHeaders(found.value);
    return found;
  }

  override async set(...given: Parameters<Store["set"]>) {
    const [, page] = given;
    if (isPage(page)) giveHeaders(page);
    if (!isMissing(page)) await super.set(...given);
  }
}

const isPage = (value: unknown): value is KeptPage =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "APP_PAGE";

/** A page or a file of the sitemap that nothing belongs to. */
const isMissing = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "status" in value && value.status === 404;

/** The headers are changed in place: the answer that is being made when a page is kept for the first time has them too. */
function giveHeaders(page: KeptPage): void {
  page.headers ??= {};
  if (page.headers[POLICY]) return;
  const html = typeof page.html === "string" ? page.html : page.html.toUnchunkedString();
  page.headers[POLICY] = contentPolicy({ scripts: { sha256: inlineScripts(html).map(sha256) } });
  page.headers[CACHING] = page.status === 404 ? "no-store" : "public, max-age=0, must-revalidate";
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("base64");
