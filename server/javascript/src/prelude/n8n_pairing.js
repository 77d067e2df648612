// Which item of an earlier node an item comes from (reference n8n 5 and 14): a walk from node to node along what each
// item says of its origin, as far as the data of the nodes on the way is known.
(function (host) {
  'use strict';
  const { facts } = host;
  const { ancestors, feeders, pinned } = facts.links;
  const UNKNOWN = Symbol('unknown');
  const isPinned = (name) => pinned.includes(name);
  const known = (name) => (Object.hasOwn(facts.nodes, name) ? facts.nodes[name] : undefined);
  const inputsOf = (name) => (Object.hasOwn(feeders, name) ? feeders[name] : []);

  /** In a manual run a pinned node is blamed for being pinned. */
  const blamed = (name, message) => host.load('n8n_refusal')(isPinned(name) ? `Unpin '${name}' to execute` : message);

  function missing(name, method) {
    return host.load('n8n_refusal')(isPinned(name)
      ? `Using the ${method} method doesn't work with pinned data in this scenario. Please unpin '${name}' and try again.`
      : `Paired item data for ${method} from node '${name}' is unavailable. Ensure '${name}' is providing the required output.`);
  }

  function unknown() {
    throw UNKNOWN;
  }

  /** The one node that feeds an input; of several it is not known which one ran. */
  function feederOf(input) {
    if (input.length === 1) return input[0];
    const ran = input.filter((name) => known(name));
    return ran.length === 1 ? ran[0] : unknown();
  }

  /** What n8n writes as the origin of an item of `name` that says nothing of it. */
  function assigned(name, all, at) {
    const inputs = inputsOf(name);
    if (inputs.length > 1) return unknown();
    if (inputs.length === 0 || all.length === 1) return { item: 0 };
    const before = known(feederOf(inputs[0]));
    if (!before) return unknown();
    if (before.length === 1) return { item: 0 };
    return before.length === all.length ? { item: at } : undefined;
  }

  function links(origin) {
    const all = origin === null || origin === undefined ? [] : Array.isArray(origin) ? origin : [origin];
    return all.map((link) => (typeof link === 'number' ? { item: link } : link));
  }

  /** The number of the item of `target` that led to the item `link` of `name`. */
  function walk(target, name, link, method, far) {
    if (link.sourceOverwrite || far > 500) return unknown();
    const all = known(name);
    if (!all) return unknown();
    if (name === target) {
      if (link.item >= all.length) throw missing(name, method);
      return link.item;
    }
    const item = all[link.item];
    if (!item) return unknown();
    const origins = links(item.pairedItem === undefined ? assigned(name, all, link.item) : item.pairedItem);
    if (origins.length === 0) throw missing(name, method);
    return agreed(target, name, link, origins.flatMap((origin) => attempt(target, name, origin, method, far)));
  }

  function attempt(target, name, origin, method, far) {
    const input = inputsOf(name)[origin.input ?? 0];
    if (input === undefined) return [];
    try {
      return { found: walk(target, feederOf(input), origin, method, far + 1) };
    } catch (error) {
      if (error === UNKNOWN) throw error;
      return { error };
    }
  }

  function agreed(target, name, link, results) {
    // Also where there are none: n8n then trips over itself, with these words.
    if (results.every((result) => 'error' in result)) throw results[0].error;
    const found = results.filter((result) => !('error' in result)).map((result) => result.found);
    if (found.some((one) => one !== found[0])) throw blamed(target, 'Multiple matches');
    return found[0];
  }

  /** Refuses a node from which no path leads here. */
  function ensurePath(name) {
    if (ancestors !== null && !ancestors.includes(name)) throw blamed(name, 'Invalid expression');
  }

  /** The number of the item of `name` that led to the input item `at`, which says that it comes from `origin`. */
  function position(name, at, origin, method) {
    if (origin === undefined) throw missing(facts.workflow.node, method);
    const [link] = links(origin);
    try {
      const input = inputsOf(facts.workflow.node)[link.input ?? 0];
      return walk(name, input === undefined ? facts.previous : feederOf(input), link, method, 0);
    } catch (error) {
      if (error !== UNKNOWN) throw error;
    }
    const count = known(name).length;
    if (count === 1) return 0;
    if (count === facts.items.length) return at;
    return host.beyond(`Which item of '${name}' belongs to item ${at} follows from runs that are not known here.`);
  }

  return { ensurePath, position };
})
