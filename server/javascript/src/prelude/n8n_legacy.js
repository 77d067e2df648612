// The Function and Function Item nodes: vm2 inside n8n's own process (reference n8n 12.1, 12.2). What the sandbox hands
// in looks native to the node there, so everything is one realm.
(function (host) {
  'use strict';
  const { facts } = host;
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const n8n = host.load('n8n');
  const helpers = { ...host.load('n8n_helpers') };
  const isObject = (value) => typeof value === 'object' && value !== null;

  helpers.normalizeItems = (data) => {
    if (isObject(data) && !Array.isArray(data)) return [data.json ? data : { json: data }];
    if (data.every((item) => isObject(item) && 'json' in item)) return data;
    if (data.some((item) => isObject(item) && 'json' in item)) throw new Error('Inconsistent item format');
    if (data.every((item) => isObject(item) && 'binary' in item)) return data.map(({ binary, ...json }) => ({ json, binary }));
    if (data.some((item) => isObject(item) && 'binary' in item)) throw new Error('Inconsistent item format');
    return data.map((item) => ({ json: item }));
  };
  helpers.returnJsonArray = (data) => (Array.isArray(data) ? data : [data]).map((json) => (isObject(json) && json.json && isObject(json.json) ? json : { json }));
  helpers.httpRequestWithAuthentication = helpers.httpRequest;

  async function filled(item) {
    if (!item || !item.binary || item.index === undefined || item.index === null) return item ? item.binary : undefined;
    for (const name of Object.keys(item.binary)) item.binary[name].data = (await helpers.getBinaryDataBuffer(item.index, name)).toString('base64');
    return item.binary;
  }

  const common = {
    getNodeParameter: (name, index, fallback) => (Object.hasOwn(facts.parameters, name) ? facts.parameters[name] : fallback ?? host.beyond(`The parameter '${name}' is not known here.`)),
    getWorkflowStaticData: n8n.$getWorkflowStaticData,
    $getWorkflowStaticData: n8n.$getWorkflowStaticData,
    helpers,
    $item: (index) => n8n.dataProxy(index),
  };

  function fill(g) {
    n8n.nodeNatives(g);
    g.global = g;
    g.console = host.load('console');
    g.require = host.load('require');
    g.module = { exports: {} };
    g.exports = g.module.exports;
    for (const name of ['URL', 'URLSearchParams']) host.lazy(g, name, () => function () { return host.beyond(`${name} of Node.js is not part of the embedded engine.`); });
    Object.assign(g, common);
    if (facts.mode === 'function') {
      Object.assign(g, n8n.dataProxy(0));
      g.items = copy(facts.items).map((item, index) => ({ ...item, index }));
      g.getBinaryDataAsync = filled;
      g.setBinaryDataAsync = async (item, data) => {
        if (!item) throw new Error('No item was provided to setBinaryDataAsync (item: INodeExecutionData, data: IBinaryKeyData).');
        if (!data) throw new Error('No data was provided to setBinaryDataAsync (item: INodeExecutionData, data: IBinaryKeyData).');
        item.binary = data;
      };
    }
    n8n.dates(g);
  }

  /** A run for one item; the interpreter is made anew for each. */
  function turn(g, index) {
    const item = { ...copy(facts.items[index - facts.start]), index };
    Object.assign(g, n8n.dataProxy(index));
    g.item = item.json;
    g.getBinaryData = () => item.binary;
    g.setBinaryData = async (data) => { item.binary = data; };
    g.getBinaryDataAsync = () => filled(item);
    g.setBinaryDataAsync = async (data) => {
      if (!data) throw new Error('No data was provided to setBinaryDataAsync (data: IBinaryKeyData).');
      item.binary = data;
    };
  }

  return { fill, turn, staticData: n8n.staticData };
})
