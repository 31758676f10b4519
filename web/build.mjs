/*
 * Bundles the pages: node build.mjs OUTDIR
 *
 * Writes OUTDIR/index.html, favicon.svg and assets/NAME-HASH.{js,css,woff2}, and beside each text its
 * .gz. The same sources give the same bytes. No inline script or style, so that the pages run under
 * the strict content security policy.
 */
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
	console.error("usage: node build.mjs OUTDIR");
	process.exit(2);
}

const { metafile, outputFiles } = await build({
	absWorkingDir: here,
	entryPoints: { app: "src/main.tsx" },
	outdir: "/",
	entryNames: "assets/[name]-[hash]",
	assetNames: "assets/[name]-[hash]",
	chunkNames: "assets/[name]-[hash]",
	publicPath: "/",
	bundle: true,
	splitting: false,
	format: "esm",
	target: "es2022",
	minify: true,
	legalComments: "none",
	jsx: "automatic",
	jsxImportSource: "preact",
	loader: { ".woff2": "file", ".svg": "file" },
	metafile: true,
	write: false,
	logLevel: "warning",
});

const files = new Map(outputFiles.map((file) => ["assets/" + basename(file.path), file.contents]));
const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint)[0];
const script = "assets/" + basename(entry);
const style = "assets/" + basename(metafile.outputs[entry].cssBundle);
const font = [...files.keys()].find((name) => /inter-latin-wght/.test(name));

const html = readFileSync(join(here, "src/index.html"), "utf8")
	.replace("{script}", "/" + script)
	.replaceAll("{style}", "/" + style)
	.replace("{font}", "/" + font);
files.set("index.html", Buffer.from(html));
files.set("favicon.svg", readFileSync(join(here, "src/favicon.svg")));

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "assets"), { recursive: true });
let packed = 0;
for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
	writeFileSync(join(out, name), bytes);
	if (/\.(js|css|html|svg)$/.test(name)) {
		const gz = gzipSync(bytes, { level: 9 });
		writeFileSync(join(out, name + ".gz"), gz);
		if (/\.(js|css)$/.test(name)) packed += gz.length;
	}
}
console.log(`${files.size} files; script and style ${(packed / 1024).toFixed(1)} KiB gzipped`);
