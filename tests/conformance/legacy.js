/*
 * Runs the genuine Function and Function Item nodes over cases, for record.py.
 *
 *   node legacy.js --work WORK --nodes DIR < lines.jsonl > answers.jsonl
 *
 * WORK: what the n8n oracle's setup made, with `@n8n/vm2` added. DIR: a folder holding `dist/nodes/{Function,FunctionItem,Code}` of
 * n8n-nodes-base, with WORK's node_modules beside `dist`. A line is `{id, node, code, items}`; an answer `{id, ok, output | error}`.
 */
const path = require('node:path');
const Module = require('node:module');
const readline = require('node:readline');

const option = (name) => path.resolve(process.argv[process.argv.indexOf(`--${name}`) + 1]);
const [work, folder] = [option('work'), option('nodes')];

// The nodes ask for `vm2`; n8n's build gives them its own fork.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolve.call(this, request === 'vm2' ? '@n8n/vm2' : request, ...rest);
};
const { Workflow, WorkflowDataProxy, createRunExecutionData } = require(path.join(work, 'node_modules/n8n-workflow'));
const { normalizeItems } = require(path.join(work, 'node_modules/n8n-core/dist/execution-engine/node-execution-context/utils/normalize-items.js'));
const kinds = {
  function: require(path.join(folder, 'dist/nodes/Function/Function.node.js')).Function,
  functionItem: require(path.join(folder, 'dist/nodes/FunctionItem/FunctionItem.node.js')).FunctionItem,
};

/** A workflow `nodes` -> Input -> Function in which everything but the last node has run. */
function dataProxy({ items, nodes = {} }) {
  const made = (name) => ({ id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [0, 0], parameters: {} });
  const others = Object.keys(nodes);
  const chain = [...others, 'Input', 'Function'];
  const connections = {};
  const runData = {};
  chain.slice(0, -1).forEach((name, at) => {
    connections[name] = { main: [[{ node: chain[at + 1], type: 'main', index: 0 }]] };
    const source = at ? [{ previousNode: chain[at - 1] }] : [];
    runData[name] = [{ startTime: 0, executionIndex: at, executionTime: 0, source, data: { main: [nodes[name] ?? items] } }];
  });
  const nodeTypes = { getByName: () => undefined, getByNameAndVersion: (name) => ({ description: { name, properties: [] } }), getKnownTypes: () => ({}) };
  const workflow = new Workflow({ id: 'w', name: 'Conformance', active: false, nodes: chain.map(made), connections, nodeTypes, settings: {} });
  const executeData = { data: { main: [items] }, node: workflow.getNode('Function'), source: { main: [{ previousNode: 'Input' }] } };
  return (index) => new WorkflowDataProxy(workflow, createRunExecutionData({ resultData: { runData } }), 0, index, 'Function', items, {}, 'manual', {}, executeData).getDataProxy();
}

/** The part of the execution context that the two nodes touch. */
const context = ({ code, items, nodes }) => ({
  getInputData: () => items,
  getNodeParameter: () => code,
  getWorkflowStaticData: () => ({}),
  getWorkflowDataProxy: dataProxy({ items, nodes }),
  getMode: () => 'manual',
  getNode: () => ({ name: 'Function', type: 'function', typeVersion: 1 }),
  helpers: { normalizeItems },
  continueOnFail: () => false,
  isConsoleOutputRedacted: () => false,
  sendMessageToUI() {},
});

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const one = JSON.parse(line);
    try {
      const [output] = await new kinds[one.node]().execute.call(context(one));
      console.log(JSON.stringify({ id: one.id, ok: true, output }));
    } catch (error) {
      // The line is one of the node's own file: it differs from build to build.
      const message = error.message.replace(/ \[(Line|Item Index).*\]$/, '');
      console.log(JSON.stringify({ id: one.id, ok: false, error: { name: error.name, message } }));
    }
  }
})();
