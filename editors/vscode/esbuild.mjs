// Bundles the extension, or with --tests its tests, into dist/, together with what is packaged but
// kept elsewhere: the schema under docs/, the licences, the notices of the libraries in the bundle.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  logLevel: "warning",
};

async function tests() {
  await rm("dist/test", { recursive: true, force: true });
  const names = (await readdir("test")).filter(name => name.endsWith(".test.ts"));
  const entryPoints = names.map(name => `test/${name}`);
  await build({ ...common, entryPoints, outdir: "dist/test", sourcemap: "inline" });
  await build({ ...common, entryPoints: ["test/host/index.ts"], outdir: "dist/host", sourcemap: "inline" });
}

async function extension(minify) {
  const outfile = "dist/extension.js";
  const entryPoints = ["src/extension.ts"];
  const { metafile } = await build({
    ...common,
    entryPoints,
    outfile,
    minify,
    sourcemap: !minify,
    metafile: true,
  });
  await writeFile("dist/NOTICES.txt", await notices(Object.keys(metafile.inputs)));
  await mkdir("schemas", { recursive: true });
  await copyFile("../../docs/kanwu.schema.json", "schemas/kanwu.schema.json");
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    await copyFile(`../../${name}`, `dist/${name}`);
  }
}

/** The licence of every package that one of the bundled `files` belongs to. */
async function notices(files) {
  const packages = files.flatMap(file => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  const texts = [...new Set(packages)].sort().map(async folder => {
    const { name, version } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const licence = (await readdir(folder)).find(file => /^licen[cs]e/i.test(file));
    if (licence === undefined) {
      throw new Error(`${folder} has no licence`);
    }
    return `${name} ${version}\n\n${await readFile(`${folder}/${licence}`, "utf8")}`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}

await (process.argv.includes("--tests") ? tests() : extension(process.argv.includes("--minify")));
