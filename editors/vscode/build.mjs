// Bundles the extension, and takes in what other rooms of the repository own: TextMate grammars and the schema.
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

await build({
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: process.argv.includes('--minify'),
  sourcemap: process.argv.includes('--sourcemap'),
});

function take(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    copyFileSync(join(from, name), join(to, name));
  }
}

take('../../grammars/textmate', 'syntaxes');
take('../schema', 'schemas');
for (const name of ['LICENSE-APACHE', 'LICENSE-MIT']) {
  copyFileSync(join('../..', name), name);
}
