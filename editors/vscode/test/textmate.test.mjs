// The TextMate grammars, tokenised by VS Code's own engine inside its own YAML and JSON grammars (minimal ones here:
// what they must agree on is where a value stands). Every pattern must be used by the cases below.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const folder = new URL('../../../grammars/textmate/', import.meta.url);
const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const HOSTS = {
  'source.yaml': { scopeName: 'source.yaml', patterns: [{ match: '^\\s*[\\w-]+(?=:)', name: 'entity.name.tag.yaml' }] },
  'source.json': {
    scopeName: 'source.json',
    patterns: [{ include: '#object' }],
    repository: {
      object: { begin: '\\{', end: '\\}', name: 'meta.structure.dictionary.json', patterns: [{ include: '#string' }, { include: '#object' }] },
      string: { begin: '"', end: '"', name: 'string.quoted.double.json', patterns: [{ match: '\\\\.' }] },
    },
  },
  'source.js': { scopeName: 'source.js', patterns: [{ match: '\\b(return|function|const)\\b', name: 'keyword.control.js' }] },
  'source.python': { scopeName: 'source.python', patterns: [{ match: '\\b(return|def)\\b', name: 'keyword.control.python' }] },
};
const INJECTIONS = { 'source.yaml': ['codenode.yaml.injection'], 'source.json': ['codenode.json.injection'] };
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const OURS = {
  'codenode.yaml.injection': read('codenode-yaml.tmLanguage.json'),
  'codenode.json.injection': read('codenode-json.tmLanguage.json'),
};

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => HOSTS[scope] ?? OURS[scope] ?? null,
  getInjections: (scope) => INJECTIONS[scope],
});

/** Every scope that any case has seen. */
const seen = new Set();

/** Every token of the text as [text, its scopes]. */
async function tokens(host, text) {
  const grammar = await registry.loadGrammar(host);
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    result.tokens.forEach((token) => token.scopes.forEach((scope) => seen.add(scope)));
    return result.tokens.map((token) => [line.slice(token.startIndex, token.endIndex), token.scopes]);
  });
}

/** The innermost scope of the first token that holds `text`. */
function scope(found, text) {
  const token = found.find(([shown]) => shown.includes(text));
  assert.ok(token, `no token with ${text}`);
  return token[1].at(-1);
}

test('JavaScript in a JSON string', async () => {
  const code = "// it's a \"comment\"\n/* block */ const url = 'it\\'s'; let n = 0x1F;\nreturn [{ json: { a: \"x\", b: `t`, c: null, d: $json.e, f: this.g(1), h: typeof i } }];";
  const text = `{"x": 1, "jsCode": ${JSON.stringify(code)}, "after": "const"}`;
  const found = await tokens('source.json', text);
  assert.equal(scope(found, 'a \\"comment'), 'comment.line.double-slash.js');
  assert.equal(scope(found, 'block'), 'comment.block.js');
  assert.equal(scope(found, 'const'), 'storage.type.js');
  assert.equal(scope(found, "'it"), 'string.quoted.single.js');
  assert.equal(scope(found, '0x1F'), 'constant.numeric.js');
  assert.equal(scope(found, 'return'), 'keyword.control.js');
  assert.equal(scope(found, '\\"x\\"'), 'string.quoted.double.js');
  assert.equal(scope(found, '`t`'), 'string.template.js');
  assert.equal(scope(found, 'null'), 'constant.language.js');
  assert.equal(scope(found, '$json'), 'variable.language.js');
  assert.equal(scope(found, 'typeof'), 'keyword.operator.expression.js');
  assert.equal(scope(found, 'after'), 'string.quoted.double.json');
  assert.equal(found.filter(([shown]) => shown === '\\n').every(([, scopes]) => scopes.at(-1) === 'constant.character.escape.json'), true);
});

test('Python in a JSON string', async () => {
  const code = '# a "comment"\ndef f(x):\n    """doc\n    string"""\n    return [{"json": {"n": 1.5, \'s\': f\'{x}\', "t": True and not None}} for i in _items]';
  const found = await tokens('source.json', `{"pythonCode": ${JSON.stringify(code)}, "after": 1}`);
  assert.equal(scope(found, 'a \\"comment'), 'comment.line.number-sign.python');
  assert.equal(scope(found, 'def'), 'storage.type.python');
  assert.equal(scope(found, 'doc'), 'string.quoted.docstring.python');
  assert.equal(scope(found, 'return'), 'keyword.control.python');
  assert.equal(scope(found, "'s'"), 'string.quoted.single.python');
  assert.equal(scope(found, '\\"json\\"'), 'string.quoted.double.python');
  assert.equal(scope(found, '1.5'), 'constant.numeric.python');
  assert.equal(scope(found, 'True'), 'constant.language.python');
  assert.equal(scope(found, 'not'), 'keyword.operator.logical.python');
  assert.equal(scope(found, '_items'), 'variable.language.python');
});

test('other strings keep their colour', async () => {
  const found = await tokens('source.json', '{"html": "const a = 1;"}');
  assert.equal(scope(found, 'const'), 'string.quoted.double.json');
});

test('code in a YAML block scalar', async () => {
  const python = await tokens('source.yaml', 'data:\n  code: |\n    def main():\n\n      return {}\n  title: return\n');
  assert.equal(scope(python, 'def'), 'keyword.control.python');
  assert.equal(scope(python, 'return'), 'keyword.control.python');
  assert.deepEqual(python.find(([shown]) => shown.includes('title'))[1], ['source.yaml', 'entity.name.tag.yaml']);
  const javascript = await tokens('source.yaml', '- code: |-\n    function main() {\n      return {}\n    }\n  title: x\n');
  assert.equal(scope(javascript, 'return'), 'keyword.control.js');
  assert.equal(scope(javascript, 'function'), 'keyword.control.js');
});

test('every pattern is used above', () => {
  const names = new Set();
  JSON.stringify(OURS, (key, value) => {
    if ((key === 'name' || key === 'contentName') && typeof value === 'string') {
      names.add(value);
    }
    return value;
  });
  assert.deepEqual([...names].filter((name) => !seen.has(name)), []);
});
