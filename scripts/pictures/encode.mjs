// Turns the rendered PNGs into what the shop ships: AVIF and WebP in three widths.
//   node scripts/pictures/encode.mjs [folder with PNGs] [names…]

import { existsSync, mkdirSync, statSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";

const [source = ".data/pictures/clean", ...only] = process.argv.slice(2);
const target = process.env.PICTURES_TARGET ?? "public/demo";

// Largest size in kilobytes a picture may have at each width; the quality goes down until it fits.
const square = { 480: 30, 960: 58, 1440: 118 };
const wide = { 960: 75, 1440: 138, 1920: 220 };
const start = { avif: 72, webp: 88 };

async function encode(file, width, format, limit) {
  for (let quality = start[format]; ; quality -= 5) {
    const picture = sharp(file).resize({ width, kernel: "lanczos3" });
    const data = await (format === "avif"
      ? picture.avif({ quality, effort: 2 })
      : picture.webp({ quality, effort: 4, smartSubsample: true })
    ).toBuffer();
    if (data.length <= limit * 1024 || quality <= 30) return data;
  }
}

const isNewer = (file, than) => !existsSync(than) || statSync(file).mtimeMs > statSync(than).mtimeMs;

mkdirSync(target, { recursive: true });
for (const entry of (await readdir(source)).filter((e) => e.endsWith(".png")).sort()) {
  const name = basename(entry, ".png");
  if (only.length && !only.includes(name)) continue;
  const file = join(source, entry);
  for (const [width, limit] of Object.entries(name === "hero" ? wide : square)) {
    for (const format of ["avif", "webp"]) {
      const output = join(target, `${name}-${width}.${format}`);
      if (!only.length && !isNewer(file, output)) continue;
      const data = await encode(file, Number(width), format, limit);
      await sharp(data).metadata(); // refuses to ship a file that cannot be read back
      await writeFile(output, data);
    }
  }
  console.log(name);
}
