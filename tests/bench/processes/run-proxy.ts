import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../scripts/ports.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

export type ProxyPlan = { origin: string; folder: string };

/** Runs nginx before the shop, keeping what the shop says may be kept. @returns its address; null without nginx */
answerQuestions(async ({ origin, folder }: ProxyPlan): Promise<string | null> => {
  const address = `127.0.0.1:${await freePort()}`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configurationOf(origin, folder, address));
  const nginx = spawn("nginx", ["-c", file, "-p", folder], { stdio: "ignore" });
  process.once("exit", () => nginx.kill());
  process.once("SIGTERM", () => process.exit());
  let isOver = false;
  nginx.once("error", () => {
    isOver = true;
  });
  nginx.once("exit", () => {
    isOver = true;
  });
  for (let attempt = 0; attempt < 50 && !isOver; attempt += 1) {
    const answer = await fetch(`http://${address}/health`).catch(() => null);
    if (answer?.ok) return `http://${address}`;
    await new Promise((done) => setTimeout(done, 100));
  }
  return null;
});

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const configurationOf = (origin: string, folder: string, address: string) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 512; }
http {
  access_log off;
  ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  proxy_cache_path ${folder}/cache keys_zone=pages:1m;
  server {
    listen ${address};
    location / {
      proxy_pass ${origin};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
      proxy_cache pages;
      add_header x-proxy-cache $upstream_cache_status;
    }
  }
}
`;
