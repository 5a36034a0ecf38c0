import "server-only";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

// Both are found at run time: one is a native addon, and no bundler may follow it.
const root = process.cwd();
const require = createRequire(join(root, "package.json"));
const FONTS = join(root, "node_modules/geist/dist/fonts/geist-sans");
const FACES = ["Geist-Regular.ttf", "Geist-SemiBold.ttf"];

const shared = globalThis as { latchkeyTypst?: NodeCompiler };

/**
 * Typst, once a process, with the shop's own typeface and none of the machine's: the same document is the same bytes
 * everywhere. It reads no file and no network; what a document says comes in as an input.
 */
export function compiler(): NodeCompiler {
  shared.latchkeyTypst ??= open();
  return shared.latchkeyTypst;
}

function open(): NodeCompiler {
  const typst =
    require("@myriaddreamin/typst-ts-node-compiler") as typeof import("@myriaddreamin/typst-ts-node-compiler");
  return typst.NodeCompiler.create({
    fontArgs: [{ fontBlobs: FACES.map((face) => readFileSync(join(FONTS, face))) }],
    workspace: FONTS,
  });
}
