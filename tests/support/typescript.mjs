// Preloaded by the commands that tests start: what the program tsx does for npm, without a second process.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

const place = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

enableCompileCache?.(place(".data/tests/compiled"));
process.env.TSX_TSCONFIG_PATH ??= place("tsconfig.scripts.json");
await import("tsx");
