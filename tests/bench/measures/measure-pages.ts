import { makeTemporaryFolder } from "../../support/temporary-folder.ts";
import { closeFolder } from "../lib/closing.ts";
import { cpuTimeOf } from "../lib/cpu-time.ts";
import { fetchPage, type Page } from "../lib/fetch-page.ts";
import { type Figure, percent, perSecond } from "../lib/figure.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { type Helper, openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { PageRate } from "../processes/load-page.ts";

const PATH = "/products/tumble-mug";
const CONNECTIONS = [1, 8, 64] as const;
const SECONDS = 3;
const CONTENT = ["content-type", "content-encoding", "cache-control", "vary"];

type Rate = PageRate & { cpuMs: number | null };
type Target = "page" | "bare" | "proxy";
type Urls = { page: string; bare: string; proxy: string | null };
/** Per target a rate for each number of connections. */
type Round = Record<Target, Rate[]>;

/** P2 and P3: a product page against a server that does nothing but send the same bytes. */
export async function measurePages(shop: BenchShop, rounds: number): Promise<Figure[]> {
  const end = startStep(`P2, P3: ${PATH} against a bare server, at ${CONNECTIONS.join(", ")} connections`);
  const url = shop.origin + PATH;
  const page = await getKeptPage(url);
  console.log(`  ${page.bytes.length} bytes, gzip`);
  const helpers = ["serve-bytes", "run-proxy", "load-page"].map((name) => openHelper(name));
  const [bare, proxy, load] = helpers as [Helper, Helper, Helper];
  const urls: Urls = {
    page: url,
    bare: `http://127.0.0.1:${await bare.ask<number>({ bytes: page.bytes, headers: contentHeaders(page) })}/`,
    proxy: await openProxy(proxy, shop.origin),
  };
  for (const target of [urls.page, urls.bare, urls.proxy]) {
    if (target) await load.ask({ url: target, connections: 8, seconds: 2 });
  }
  const measured = await runRounds(rounds, () => measureRound(load, shop.pid, urls), showRound);
  await getKeptPage(url);
  for (const helper of helpers) await helper.stop();
  end();
  return figuresOf(measured);
}

/** @returns the page's address behind nginx; null where there is no nginx */
async function openProxy(proxy: Helper, origin: string): Promise<string | null> {
  const folder = makeTemporaryFolder("bench-proxy");
  closeFolder(folder);
  const address = await proxy.ask<string | null>({ origin, folder });
  if (address === null) return null;
  const url = address + PATH;
  await fetchPage(url, { headers: { "accept-encoding": "gzip" } });
  const page = await fetchPage(url, { headers: { "accept-encoding": "gzip" } });
  if (page.headers["x-proxy-cache"] !== "HIT") {
    throw new Error(`nginx does not keep ${PATH}: ${page.headers["x-proxy-cache"]}`);
  }
  return url;
}

async function measureRound(load: Helper, pid: number, urls: Urls): Promise<Round> {
  const round: Round = { page: [], bare: [], proxy: [] };
  for (const connections of CONNECTIONS) {
    for (const target of ["page", "bare", "proxy"] as const) {
      const url = urls[target];
      if (url === null) continue;
      const before = cpuTimeOf(pid);
      const rate = await load.ask<PageRate>({ url, connections, seconds: SECONDS });
      const after = cpuTimeOf(pid);
      const cpuMs = before === null || after === null ? null : (after - before) / rate.requests;
      round[target].push({ ...rate, cpuMs });
    }
  }
  return round;
}

/** @throws when the page was not served from the cache, whole and as it is for everybody */
async function getKeptPage(url: string): Promise<Page> {
  for (let attempt = 1; ; attempt += 1) {
    const page = await fetchPage(url, { headers: { "accept-encoding": "gzip" } });
    const state = page.headers["x-nextjs-cache"];
    if (page.headers["x-nextjs-postponed"]) throw new Error(`${url} has a hole: x-nextjs-postponed`);
    if (page.status === 200 && state === "HIT") return page;
    if (page.status !== 200 || attempt === 5) {
      throw new Error(`${url} answered ${page.status}, x-nextjs-cache ${state}: it is not kept`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}

const contentHeaders = (page: Page) =>
  Object.fromEntries(
    CONTENT.map((name) => [name, String(page.headers[name] ?? "")]).filter(([, text]) => text),
  );

const bestOf = (rates: Rate[]) => Math.max(...rates.map((rate) => rate.perSecond));

const showRound = ({ page, bare, proxy }: Round) =>
  CONNECTIONS.map((connections, index) => {
    const rates = [page, bare, proxy].flatMap((target) => target[index] ?? []);
    return `${connections}: ${rates.map((rate) => perSecond(rate.perSecond)).join(" of ")}`;
  }).join("   ");

function shareOfBare(rounds: Round[], target: Target, index: number): number {
  return median(
    rounds.map(
      (round) => (round[target][index]?.perSecond ?? Number.NaN) / (round.bare[index]?.perSecond ?? 1),
    ),
  );
}

function figuresOf(rounds: Round[]): Figure[] {
  const faults = rounds.flatMap(({ page }) => page).reduce((sum, rate) => sum + rate.faults, 0);
  const cpu = median(rounds.flatMap(({ page }) => page.map((rate) => rate.cpuMs ?? Number.NaN)));
  const kept = median(rounds.map(({ page }) => (page.at(-1)?.perSecond ?? 0) / bestOf(page)));
  const p99 = median(rounds.map(({ page }) => page.at(-1)?.p99 ?? 0));
  console.log(`  CPU of the shop per page: ${Number.isNaN(cpu) ? "not measured" : `${cpu.toFixed(2)} ms`}`);
  console.log(`  p99 at 64 connections: ${p99} ms; faults: ${faults}`);
  return [
    ...CONNECTIONS.map((connections, index) => {
      const share = shareOfBare(rounds, "page", index);
      const what = `product page against a bare server, ${connections} connection${connections > 1 ? "s" : ""}`;
      return { goal: "P2", what, measured: percent(share), wanted: "≥ 2 %", holds: share >= 0.02 };
    }),
    proxyFigure(rounds),
    {
      goal: "P3",
      what: `rate at 64 connections against the best rate; ${faults} faults`,
      measured: percent(kept),
      wanted: "≥ 85 %, no faults",
      holds: kept >= 0.85 && faults === 0,
    },
  ];
}

function proxyFigure(rounds: Round[]): Figure {
  const what = "the same behind a caching proxy, the least of the three";
  const share = Math.min(...CONNECTIONS.map((_, index) => shareOfBare(rounds, "proxy", index)));
  if (Number.isNaN(share))
    return { goal: "P2", what, measured: "no nginx here", wanted: "≥ 30 %", holds: null };
  return { goal: "P2", what, measured: percent(share), wanted: "≥ 30 %", holds: share >= 0.3 };
}
