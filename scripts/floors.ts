// The oldest versions of what the shop is made of that have no known hole, and what they fix.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type Floor = { version: string; advisory: string };

/** By name of the npm package; `node` and `postgresql` are the runtime and the server. Raise one with its advisory. */
export const FLOORS = {
  node: { version: "24.22.1", advisory: "CVE-2026-111497, CVE-2026-105482, CVE-2026-106069 and seven more" },
  postgresql: { version: "18.6", advisory: "CVE-2026-14669, CVE-2026-14678 and 26 more" },
  next: { version: "16.4.5", advisory: "CVE-2026-119347" },
  "better-auth": { version: "1.6.22", advisory: "GHSA-p6v2-xcpg-h6xw, AIKIDO-2026-310135" },
  hono: { version: "4.12.25", advisory: "GHSA-88fw-hqm2-52qc and four more" },
  nodemailer: { version: "10.4.1", advisory: "CVE-2026-125755" },
  "sanitize-html": { version: "2.17.4", advisory: "CVE-2026-44990" },
  sharp: { version: "0.35.0", advisory: "GHSA-f88m-g3jw-g9cj (CVE-2026-33327 and three more of libvips)" },
} satisfies Record<string, Floor>;

/** Whether a version of digits and dots is older than another. */
export const isBelow = (version: string, floor: string): boolean =>
  version.localeCompare(floor, "en", { numeric: true }) < 0;

/** Sentences about a runtime and a database server that are older than their floors; empty when none is. */
export function describeOldParts({ node, postgres }: { node: string; postgres: string }): string[] {
  const { node: nodeFloor, postgresql } = FLOORS;
  return [
    ...(isBelow(node, nodeFloor.version)
      ? [
          `Node.js ${node} is older than ${nodeFloor.version}, which fixes ${nodeFloor.advisory}. Install a newer Node.js: the shop then runs on it.`,
        ]
      : []),
    ...(isBelow(postgres, postgresql.version)
      ? [
          `PostgreSQL ${postgres} is older than ${postgresql.version}, which fixes ${postgresql.advisory}. Before you take real payments, name a newer one in DATABASE_URL.`,
        ]
      : []),
  ];
}

/** The Node.js that the shop's own packages bring, or the machine's where that is newer. */
export function newestNode(path = process.env.PATH ?? ""): { file: string; version: string } {
  const bundled = { file: process.execPath, version: process.versions.node };
  const folders = path.split(delimiter).filter((folder) => folder !== "" && !folder.includes("node_modules"));
  const found = folders.map((folder) => join(folder, "node")).find((file) => existsSync(file));
  if (!found) return bundled;
  const answer = spawnSync(found, ["--version"], { encoding: "utf8", timeout: 5_000 });
  const version = /^v(\d+\.\d+\.\d+)\s*$/.exec(answer.stdout ?? "")?.[1];
  return version && isBelow(bundled.version, version) ? { file: found, version } : bundled;
}
