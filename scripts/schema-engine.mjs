#!/usr/bin/env node
// Prisma's schema engine (WebAssembly) behind the command line that `prisma migrate` expects:
// JSON-RPC, one message a line, on stdin and stdout; or `cli can-connect-to-database`.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bridge from "@prisma/schema-engine-wasm/schema_engine_bg";

const wasm = new URL("./schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm"));
const { instance } = await WebAssembly.instantiate(await readFile(wasm), { "./schema_engine_bg.js": bridge });
bridge.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

function databaseUrl() {
  const flag = process.argv.indexOf("--datasource");
  const given = flag > 0 ? JSON.parse(process.argv[flag + 1] ?? "{}") : {};
  return given.url ?? process.env.DATABASE_URL;
}

/** The adapter cuts scripts at every semicolon, also inside functions: send them whole, as the native engine does. */
class WholeScripts extends PrismaPg {
  async connect() {
    const connection = await super.connect();
    connection.executeScript = async (script) => void (await connection.client.query(script));
    return connection;
  }
}

function openEngine() {
  const factory = new WholeScripts({ connectionString: databaseUrl() });
  return bridge.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

if (process.argv.includes("can-connect-to-database")) {
  const engine = await openEngine();
  await engine.ensureConnectionValidity({ datasource: { tag: "ConnectionString", url: databaseUrl() } });
  process.exit(0);
}

const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

let engine;
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { id, method, params } = JSON.parse(line);
  try {
    engine ??= await openEngine();
    const result = await engine[method]({ ...params });
    // The native engine prints through the CLI; the WebAssembly one returns the text.
    if (result?.stdout) say({ id: `${id}-print`, method: "print", params: { content: result.stdout } });
    say({ id, result: result ?? null });
  } catch (error) {
    const data = {
      is_panic: false,
      message: String(error?.message ?? error),
      meta: error?.meta ?? {},
      error_code: error?.code ?? null,
    };
    say({ id, error: { code: 4466, message: "An error happened.", data } });
  }
}
process.exit(0);
