import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's CLI wants a native engine that it downloads. The same engine ships as WebAssembly in an
// npm package; this executable lends it to the CLI, so that migrations run offline on any CPU.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./scripts/schema-engine.mjs", import.meta.url),
);

export default defineConfig({
  schema: "prisma/schema",
  // A restore makes the tables of an earlier version first: scripts/restore.ts.
  migrations: { path: process.env.MIGRATIONS_DIR ?? "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/latchkey" },
});
