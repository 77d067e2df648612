// A real VS Code: code-server in headless Chromium, with the packed extension installed and a real server behind it.
//   node tests/editors/vscode/test.mjs
// The environment names the parts: CODENODE (the executable), CODENODE_VSIX (the packed extension), CODENODE_SCRATCH (an
// empty folder), CODENODE_CHROMIUM, CODENODE_SHOTS (where screenshots go). Ends with `N passed, N failed`.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './cases.mjs';
import { startWindow } from './window.mjs';

const root = new URL('../../../', import.meta.url).pathname;
const parts = {
  executable: need('CODENODE'),
  vsix: need('CODENODE_VSIX'),
  scratch: need('CODENODE_SCRATCH'),
  shots: need('CODENODE_SHOTS'),
  chromium: process.env.CODENODE_CHROMIUM ?? '/usr/bin/chromium',
};

const folder = join(parts.scratch, 'workspace');
mkdirSync(folder, { recursive: true });
mkdirSync(parts.shots, { recursive: true });
for (const example of ['dify/ticket-triage.yml', 'n8n/incoming-orders.json', 'n8n/incoming-orders-fixed.json']) {
  copyFileSync(join(root, 'examples', example), join(folder, example.split('/')[1]));
}
const chain = { execute: { code: 'return [1];' }, supplyData: { code: 'return 2;' } };
const node = { name: 'Chain', id: 'c', type: '@n8n/n8n-nodes-langchain.code', typeVersion: 1, position: [0, 0], parameters: { code: chain } };
writeFileSync(join(folder, 'chain.json'), JSON.stringify({ nodes: [node], connections: {} }));
writeFileSync(join(folder, 'other.yml'), 'name: nothing\nsteps: []\n');

const only = process.argv[2];
let passed = 0;
let failed = 0;
const window = await startWindow({ ...parts, folder });
try {
  for (const [name, act] of Object.entries(CASES)) {
    if (only !== undefined && !name.includes(only)) {
      continue;
    }
    // A browser on a busy machine loses a key press now and then: what fails once is tried once more, and said.
    const error = (await attempt(act)) && (console.log(`again  ${name}`), await attempt(act));
    if (error === undefined) {
      passed += 1;
      console.log(`ok     ${name}`);
    } else {
      failed += 1;
      console.log(`FAILED ${name}\n${error.stack}`);
      await window.shot(`failed-${failed}`);
    }
  }
} finally {
  await window.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** The error with which a case ends, if it does. */
async function attempt(act) {
  try {
    await window.reset();
    await act(window, { folder, read: (file) => readFileSync(join(folder, file), 'utf8'), write: (file, text) => writeFileSync(join(folder, file), text), assert });
    return undefined;
  } catch (error) {
    return error;
  }
}

function need(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set; run this through \`cargo xtask editors\``);
  }
  return value;
}
