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
type Round = { page: Rate[]; bare: Rate[] };

/** P2 and P3: a product page beside a server that does nothing but send the same bytes. */
export async function measurePages(shop: BenchShop, rounds: number): Promise<Figure[]> {
  const end = startStep(`P2, P3: ${PATH} beside a bare server, at ${CONNECTIONS.join(", ")} connections`);
  const url = `${shop.origin}${PATH}`;
  await getKeptPage(url);
  const page = await getKeptPage(url);
  const bare = openHelper("serve-bytes");
  const barePort = await bare.ask<number>({ bytes: page.bytes, headers: contentHeaders(page) });
  const load = openHelper("load-page");
  const bareUrl = `http://127.0.0.1:${barePort}/`;
  console.log(`  ${page.bytes.length} bytes, gzip`);
  await load.ask({ url, connections: 8, seconds: 3 });
  await load.ask({ url: bareUrl, connections: 8, seconds: 1 });
  const measured = await runRounds(rounds, () => measureRound(load, shop.pid, url, bareUrl), showRound);
  await getKeptPage(url);
  await Promise.all([load.stop(), bare.stop()]);
  end();
  return figuresOf(measured);
}

async function measureRound(load: Helper, pid: number, url: string, bareUrl: string): Promise<Round> {
  const round: Round = { page: [], bare: [] };
  for (const connections of CONNECTIONS) {
    const before = cpuTimeOf(pid);
    const rate = await load.ask<PageRate>({ url, connections, seconds: SECONDS });
    const after = cpuTimeOf(pid);
    const cpuMs = before === null || after === null ? null : (after - before) / rate.requests;
    round.page.push({ ...rate, cpuMs });
    const bare = await load.ask<PageRate>({ url: bareUrl, connections, seconds: SECONDS });
    round.bare.push({ ...bare, cpuMs: null });
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

const showRound = ({ page, bare }: Round) =>
  CONNECTIONS.map((connections, index) => {
    const [ours, theirs] = [page[index], bare[index]];
    return `${connections}: ${perSecond(ours?.perSecond ?? 0)} of ${perSecond(theirs?.perSecond ?? 0)}`;
  }).join("   ");

function figuresOf(rounds: Round[]): Figure[] {
  const faults = rounds.flatMap(({ page }) => page).reduce((sum, rate) => sum + rate.faults, 0);
  const shares = CONNECTIONS.map((_, index) =>
    median(rounds.map(({ page, bare }) => (page[index]?.perSecond ?? 0) / (bare[index]?.perSecond ?? 1))),
  );
  const cpu = median(rounds.flatMap(({ page }) => page.map((rate) => rate.cpuMs ?? Number.NaN)));
  const kept = median(rounds.map(({ page }) => (page.at(-1)?.perSecond ?? 0) / bestOf(page)));
  const p99 = median(rounds.map(({ page }) => page.at(-1)?.p99 ?? 0));
  console.log(`  CPU of the shop per page: ${Number.isNaN(cpu) ? "not measured" : `${cpu.toFixed(2)} ms`}`);
  console.log(`  p99 at 64 connections: ${p99} ms; faults: ${faults}`);
  return [
    ...CONNECTIONS.map((connections, index) => ({
      goal: "P2",
      what: `product page against a bare server, ${connections} connection${connections > 1 ? "s" : ""}`,
      measured: percent(shares[index] ?? 0),
      wanted: "≥ 2 %",
      holds: (shares[index] ?? 0) >= 0.02,
    })),
    {
      goal: "P3",
      what: `rate at 64 connections against the best rate; ${faults} faults`,
      measured: percent(kept),
      wanted: "≥ 85 %, no faults",
      holds: kept >= 0.85 && faults === 0,
    },
  ];
}
