// What n8n gives to a node: the `$` API, `items`, `item`, `helpers`, `console`, `require` (reference n8n 4, 5 and 7).
// All of it lives in the platform's realm, as in the genuine runner, so `$json.list instanceof Array` is false here too.
(function (host) {
  'use strict';
  const { native, facts } = host;
  const { augmentArray } = host.load('augment');

  const refuse = host.load('n8n_refusal');
  const { ensurePath, position } = host.load('n8n_pairing');

  const start = native.now();
  const everyName = new Set(facts.nodeNames);
  const executed = (name) => Object.hasOwn(facts.nodes, name) && (facts.visible.all || facts.visible.nodes.includes(name));
  const rawItems = facts.visible.input ? [...Array.from({ length: facts.start }), ...facts.items] : [];
  const always = { has: () => true };
  const listed = (names) => ({ ownKeys: () => names, getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });

  const staticData = facts.staticData;
  let staticAsked = false;
  function $getWorkflowStaticData(type) {
    if (type !== 'global' && type !== 'node') {
      throw new Error('Unknown context type. Only `global` and `node` are supported.');
    }
    staticAsked = true;
    return (staticData[type] ??= {});
  }

  /** The data proxy of the item at `index`: a fresh view of everything, as n8n makes one for each item. */
  function dataProxy(index) {
    const items = augmentArray(rawItems);
    const outputs = new Map();

    function output(name, branch, run) {
      if (!everyName.has(name)) throw refuse("Referenced node doesn't exist");
      if (!executed(name)) throw refuse(`Node '${name}' hasn't been executed`);
      if (run !== undefined && run > 0) throw refuse(`Run ${run} of node "${name}" not found`);
      if (branch !== undefined && branch > 0) throw refuse(`Node "${name}" has no branch with index ${branch}.`);
      if (!outputs.has(name)) outputs.set(name, augmentArray(facts.nodes[name]));
      return outputs.get(name);
    }

    function ensure(name) {
      if (!executed(name)) throw refuse(`Node '${name}' hasn't been executed`);
    }

    /** The item of `name` from which the input item `at` came. */
    function paired(name, at, method) {
      const input = items[at];
      if (!input) throw refuse('Can’t get data');
      return output(name)[position(name, at, input.pairedItem, method)];
    }

    function $(name, whole) {
      const node = name || facts.previous;
      if (!node) throw refuse('When calling $(), please specify a node');
      if (!everyName.has(node)) throw refuse("Referenced node doesn't exist");
      return new Proxy({}, {
        ...always,
        ownKeys: () => ['pairedItem', 'isExecuted', 'itemMatching', 'item', 'first', 'last', 'all', 'context', 'params'],
        get(target, property, receiver) {
          switch (property) {
            case 'isProxy': return true;
            case 'isExecuted': return executed(node);
            case 'item':
              ensurePath(node);
              ensure(node);
              return paired(node, index, property);
            case 'pairedItem':
            case 'itemMatching':
              ensurePath(node);
              ensure(node);
              return (at) => {
                if (at === undefined && property === 'itemMatching') throw refuse('Missing item index for .itemMatching()');
                return paired(node, at === undefined ? index : at, property);
              };
            case 'first':
              ensure(node);
              return (branch, run) => output(node, branch, run)[0];
            case 'last':
              ensure(node);
              return (branch, run) => output(node, branch, run).at(-1);
            case 'all':
              ensure(node);
              return (branch, run) => output(node, branch, run);
            case 'context': return {};
            case 'params': return parametersOf(node);
          }
          return Reflect.get(target, property, receiver);
        },
      });
    }

    function parametersOf(node) {
      if (node === facts.workflow.node) return facts.parameters;
      return host.beyond(`The parameters of '${node}' are not known here.`);
    }

    const $input = new Proxy({}, {
      ...always,
      ...listed(['all', 'context', 'first', 'item', 'last', 'params']),
      get(target, property, receiver) {
        if (property === 'isProxy') return true;
        if (items.length === 0) throw refuse('No execution data available');
        switch (property) {
          case 'item': return items[index];
          case 'first':
          case 'last':
            return (...args) => {
              if (args.length) throw refuse(`$input.${property}() takes no arguments. To get items from a specific upstream node, use $('NodeName').${property}() (or $('NodeName').all() for every item).`);
              return items.at(property === 'first' ? 0 : -1) || undefined;
            };
          case 'all': return () => items;
          case 'context': return {};
          case 'params': return parametersOf(facts.previous);
        }
        return Reflect.get(target, property, receiver);
      },
    });

    function binaryOf(item) {
      const all = {};
      if (!item.binary) return all;
      for (const [name, file] of Object.entries(item.binary)) {
        const { data, ...rest } = file;
        all[name] = rest;
      }
      return all;
    }

    function nodeData(name) {
      return new Proxy({ binary: undefined, data: undefined, json: undefined }, {
        ...always,
        get(target, property, receiver) {
          if (property === 'isProxy') return true;
          if (property === 'context') return {};
          if (property === 'parameter') return parametersOf(name);
          if (property === 'runIndex') return executed(name) ? 0 : -1;
          if (property !== 'json' && property !== 'data' && property !== 'binary') return Reflect.get(target, property, receiver);
          const all = output(name);
          if (all.length === 0) throw refuse(`Node '${name}' hasn't been executed`);
          if (all.length <= index) throw refuse(`"${name}" node has ${all.length} item(s) but you're trying to access item ${index}`);
          return property === 'binary' ? binaryOf(all[index]) : all[index].json;
        },
      });
    }

    const $node = new Proxy({}, {
      ...always,
      get(_, name) {
        if (name === 'isProxy') return true;
        if (!everyName.has(`${String(name)}`)) throw refuse("Referenced node doesn't exist");
        return nodeData(String(name));
      },
    });

    const plain = (values) => new Proxy({}, {
      ...always,
      ...listed(Object.keys(values)),
      get: (target, property, receiver) => (property === 'isProxy' ? true : Object.hasOwn(values, property) ? values[property] : Reflect.get(target, property, receiver)),
    });

    const parameter = new Proxy(facts.parameters, {
      ...always,
      get(target, name) {
        if (name === 'isProxy') return true;
        if (name === 'toJSON') return () => JSON.parse(JSON.stringify(target));
        const value = Object.hasOwn(target, name) ? target[name] : undefined;
        if (typeof value === 'string' && value[0] === '=') return host.beyond('Expressions in parameters are not evaluated here.');
        return value;
      },
    });

    function fromAI(name, description, type, fallback) {
      if (!name) throw refuse("Add a key, e.g. $fromAI('placeholder_name')");
      if (!/^[a-zA-Z0-9_-]{0,64}$/.test(name)) throw refuse('Invalid parameter key, must be between 1 and 64 characters long and only contain lowercase letters, uppercase letters, numbers, underscores, and hyphens');
      const json = items[0] && items[0].json;
      if (!json) throw refuse('No execution data available');
      const query = Object.hasOwn(json, 'query') ? json.query : undefined;
      const own = (from) => (from !== null && typeof from === 'object' && Object.hasOwn(from, name) ? from[name] : undefined);
      return own(query) ?? own(json) ?? fallback;
    }

    function jmespath(data, query) {
      if (typeof data !== 'object' || typeof query !== 'string') throw refuse('expected two arguments (Object, string) for this function');
      if (query.includes('\\') || /\b(__proto__|prototype|constructor|getPrototypeOf|mainModule|binding|_load)\b/.test(query)) {
        throw refuse('Cannot access this property in a jmespath query due to security concerns');
      }
      const { search } = host.load('packages').genuine('jmespath');
      return search(Array.isArray(data) ? data : { ...data }, query);
    }

    const item = items[index];
    const execution = host.load('n8n_execution');
    return {
      $,
      $input,
      $binary: item ? binaryOf(item) : undefined,
      $data: item ? item.json : undefined,
      $env: new Proxy({}, {
        ...always,
        get(_, name) {
          if (name === 'isProxy') return true;
          if (facts.blocksEnv) throw refuse('access to env vars denied');
          return host.beyond('The environment of the n8n server is not known here.');
        },
      }),
      $evaluateExpression() {
        if (facts.secure) throw refuse("$evaluateExpression can't be used in the Code node while task runners run in secure mode");
        return host.beyond('Expressions are not evaluated here.');
      },
      $item: (at) => dataProxy(at),
      $fromAI: fromAI,
      $fromai: fromAI,
      $fromAi: fromAI,
      $items(name, branch, run) {
        if (name === undefined) return items;
        return output(name, branch || undefined, run === -1 ? undefined : run);
      },
      $tool: undefined,
      $json: item ? item.json : undefined,
      $node,
      $self: plain({}),
      $parameter: parameter,
      $rawParameter: facts.parameters,
      $prevNode: plain({ name: facts.previous ?? undefined, outputIndex: 0, runIndex: 0 }),
      $runIndex: 0,
      $mode: 'manual',
      $workflow: plain({ active: facts.workflow.active, id: facts.workflow.id, name: facts.workflow.name }),
      $itemIndex: index,
      $jmesPath: jmespath,
      $execution: execution.$execution,
      $evaluation: undefined,
      $vars: facts.vars,
      $secrets: undefined,
      $executionId: execution.$execution.id,
      $resumeWebhookUrl: execution.$execution.resumeUrl,
      $getPairedItem: () => host.beyond('$getPairedItem is internal to n8n and not known here.'),
      $jmespath: jmespath,
      $position: index,
      $thisItem: item,
      $thisItemIndex: index,
      $thisRunIndex: 0,
      $nodeVersion: facts.workflow.node_version,
      $nodeId: facts.workflow.node_id,
      $agentInfo: undefined,
      $webhookId: undefined,
    };
  }

  /** luxon is large: it is loaded when one of these names is first read. */
  function dates(g) {
    const luxon = () => host.load('packages').luxon();
    host.lazy(g, 'DateTime', () => luxon().DateTime, true);
    host.lazy(g, 'Interval', () => luxon().Interval, true);
    host.lazy(g, 'Duration', () => luxon().Duration, true);
    host.lazy(g, '$now', () => luxon().DateTime.fromMillis(start), true);
    host.lazy(g, '$today', () => luxon().DateTime.fromMillis(start).set({ hour: 0, minute: 0, second: 0, millisecond: 0 }), true);
  }

  function nodeNatives(g) {
    const timers = host.load('timers');
    host.lazy(g, 'Buffer', () => host.load('buffer').Buffer, true);
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']) g[name] = timers[name];
    for (const name of ['TextDecoder', 'TextEncoder', 'btoa', 'atob']) host.lazy(g, name, () => host.load('encoding')[name], true);
    host.lazy(g, 'FormData', () => host.load('form').FormData, true);
    for (const name of ['TextDecoderStream', 'TextEncoderStream', 'WebAssembly']) {
      host.lazy(g, name, () => function () { return host.beyond(`${name} does not exist here.`); }, name !== 'WebAssembly');
    }
  }

  /** Fills the global object `g` of the node's realm, before the first item. */
  function fill(g) {
    g.__isExecutionContext = true;
    if (facts.mode === 'sort') {
      g.items = rawItems;
      return;
    }
    g.require = host.load('require');
    g.console = host.load('n8n_console');
    g.$getWorkflowStaticData = $getWorkflowStaticData;
    nodeNatives(g);
    dates(g);
    g.helpers = host.load('n8n_helpers');
    if (facts.mode !== 'each_item') {
      Object.assign(g, dataProxy(0));
      g.items = rawItems;
    }
    if (facts.query !== null && facts.query !== undefined) g.query = facts.query;
  }

  /** What is said anew for the item at `index` of a run for each item. */
  function turn(g, index) {
    Object.assign(g, dataProxy(index), { item: rawItems[index] });
  }

  return { fill, turn, dataProxy, $getWorkflowStaticData, nodeNatives, dates, staticData: () => (staticAsked ? JSON.stringify(staticData) : undefined) };
})
