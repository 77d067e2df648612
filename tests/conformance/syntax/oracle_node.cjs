// Compiles snippets the way the platforms do, without running them: JSON lines {"host", "text"} in,
// {"error", "line"} or null out. "line" counts in the code, from 1.
const vm = require('node:vm');
const readline = require('node:readline');

// Dify's epilogue with names of its own: clashes with the real ones are judged by another rule.
const EPILOGUE = `

// decode and prepare input object
var epilogue_inputs = JSON.parse(Buffer.from('e30=', 'base64').toString('utf-8'))

// execute main function
var epilogue_output = main(epilogue_inputs)

// convert output to json and print
var epilogue_json = JSON.stringify(epilogue_output)
var epilogue_result = \`<<RESULT>>\${epilogue_json}<<RESULT>>\`
console.log(epilogue_result)
`;

const wrap = {
  'async-body': (code) => `module.exports = async function VmCodeWrapper() {${code}\n}()`,
  comparator: (code) => wrap['async-body'](`return items.sort((a, b) => { ${code} })`),
};

function compile(host, code) {
  if (host !== 'eval') return void new vm.Script(wrap[host](code));
  const text = code + EPILOGUE;
  // A direct eval compiles and runs in one step: the statement in front keeps it from running. What has a
  // meaning only at the very start is compiled as a script instead.
  if (/^\s*((['"])use strict\2|#!|-->)/.test(code)) return void new vm.Script(text);
  try {
    directEval(`throw directEval;${text}`);
  } catch (error) {
    if (error !== directEval) throw error;
  }
}

function directEval() {
  return eval(arguments[0]);
}

function verdict({ host, text }) {
  try {
    compile(host, text);
    return null;
  } catch (error) {
    const place = /^evalmachine\.<anonymous>:(\d+)/.exec(error.stack);
    return { error: `${error.name}: ${error.message}`, line: place ? Number(place[1]) : null };
  }
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  process.stdout.write(JSON.stringify(verdict(JSON.parse(line))) + '\n');
});
