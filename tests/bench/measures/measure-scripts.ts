import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fetchPage } from "../lib/fetch-page.ts";
import { type Figure, kilobytes } from "../lib/figure.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { reachCheckout } from "../lib/reach-checkout.ts";
import { startStep } from "../lib/step.ts";

const MAX_BYTES = 155_000;
const MAX_ADDED = 15_000;
/** Stripe.js is loaded from there by code that must be in no other page, and nothing else of ours names it. */
const STRIPE = /js\.stripe\.com|@stripe\//;

type Scripts = { bytes: number; hasStripe: boolean };

/** P4: what a browser must load and run of each page, against an empty page of the same build. */
export async function measureScripts(shop: BenchShop): Promise<Figure[]> {
  const end = startStep("P4: JavaScript of the pages, gzip");
  requireFindable(shop.folder);
  const { cart, checkout } = await reachCheckout(shop.origin);
  const pages = [
    { name: "empty page", path: "/bench/empty", cookie: "" },
    { name: "home", path: "/", cookie: "" },
    { name: "product", path: "/products/tumble-mug", cookie: "" },
    { name: "cart", path: "/cart", cookie: cart },
    { name: "checkout", path: "/checkout", cookie: checkout },
  ];
  const scripts = new Map<string, Scripts>();
  for (const { name, path, cookie } of pages) scripts.set(name, await scriptsOf(shop.origin, path, cookie));
  end();
  const empty = scripts.get("empty page")?.bytes ?? 0;
  console.log(`  an empty page of this build: ${kilobytes(empty)}`);
  const ofPages = pages.slice(1).map(({ name }) => figureOf(name, scripts.get(name), empty));
  const withStripe = [...scripts].filter(([name, found]) => name !== "checkout" && found.hasStripe);
  const stripe = {
    goal: "P4",
    what: "pages other than checkout with a byte of Stripe.js",
    measured: withStripe.map(([name]) => name).join(", ") || "none",
    wanted: "none",
    holds: withStripe.length === 0,
  };
  return [...ofPages, stripe];
}

/** The build has Stripe's loader somewhere: otherwise looking for it would prove nothing. */
function requireFindable(folder: string): void {
  const chunks = join(folder, ".next/static/chunks");
  const isThere = readdirSync(chunks).some(
    (name) => name.endsWith(".js") && STRIPE.test(readFileSync(join(chunks, name), "utf8")),
  );
  if (!isThere) throw new Error(`no script in ${chunks} names Stripe.js: the pattern is out of date`);
}

function figureOf(name: string, found: Scripts | undefined, empty: number): Figure {
  const bytes = found?.bytes ?? Number.NaN;
  return {
    goal: "P4",
    what: `JavaScript of the ${name} page`,
    measured: `${kilobytes(bytes)}, empty page + ${kilobytes(bytes - empty)}`,
    wanted: `≤ ${kilobytes(MAX_BYTES)} and ≤ empty page + ${kilobytes(MAX_ADDED)}`,
    holds: bytes <= MAX_BYTES && bytes - empty <= MAX_ADDED,
  };
}

/** The scripts that the served page names, each once; `nomodule` ones are for browsers that nobody has. */
async function scriptsOf(origin: string, path: string, cookie: string): Promise<Scripts> {
  const page = await fetchPage(origin + path, { headers: { cookie } });
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const html = page.bytes.toString("utf8");
  const tags = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  let bytes = 0;
  let hasStripe = [...sources].some((source) => STRIPE.test(source)) || /<link[^>]+stripe\.com/.test(html);
  for (const source of sources) {
    const script = await fetchPage(new URL(source.replaceAll("&amp;", "&"), origin).href);
    if (script.status !== 200) throw new Error(`${source} answered ${script.status}`);
    bytes += gzipSync(script.bytes).length;
    hasStripe ||= STRIPE.test(script.bytes.toString("utf8"));
  }
  return { bytes, hasStripe };
}
