// What a web process does before its first page, started by file, without the pages: instrumentation.ts calls the same.
import { startServer } from "../../server/worker/start-server.ts";

const began = performance.now();
await startServer();
process.send?.({ tookMs: performance.now() - began });
