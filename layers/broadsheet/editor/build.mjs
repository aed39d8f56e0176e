// One file for the desk. What is in it is pinned in package-lock.json, and comes out byte for byte.
import { build } from "esbuild";

await build({
  entryPoints: ["src/editor.js"],
  outfile: process.argv[2] ?? "../python/broadsheet/assets/desk-editor.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
