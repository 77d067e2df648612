// The lazy copies in which n8n hands out data (reference n8n 4.3): what a node changes is seen through the same
// accessor and in what it returns, never in the data underneath.
(function () {
  'use strict';
  const copies = new WeakSet();
  const own = (object, key) => Object.hasOwn(object, key);

  function augment(value) {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof RegExp) return value;
    if (value instanceof Date) return new Date(value.valueOf());
    if (value instanceof Uint8Array) return value.slice();
    return Array.isArray(value) ? augmentArray(value) : augmentObject(value);
  }

  function remember(proxy) {
    copies.add(proxy);
    return proxy;
  }

  function augmentArray(data) {
    if (copies.has(data)) return data;
    let copy;
    const mine = () => (copy ??= [...data]);
    return remember(new Proxy(data, {
      deleteProperty: (_, key) => Reflect.deleteProperty(mine(), key),
      get(target, key, receiver) {
        if (key === 'constructor') return Array;
        const value = Reflect.get(copy ?? target, key, receiver);
        const wrapped = augment(value);
        if (wrapped !== value) Reflect.set(mine(), key, wrapped);
        return wrapped;
      },
      getOwnPropertyDescriptor(target, key) {
        if (!copy) return Reflect.getOwnPropertyDescriptor(target, key);
        if (key === 'length') return Reflect.getOwnPropertyDescriptor(copy, key);
        return Reflect.getOwnPropertyDescriptor(data, key) ?? { enumerable: true, configurable: true };
      },
      has: (target, key) => Reflect.has(copy ?? target, key),
      ownKeys: (target) => Reflect.ownKeys(copy ?? target),
      set: (_, key, value) => Reflect.set(mine(), key, augment(value)),
    }));
  }

  function augmentObject(data) {
    if (copies.has(data)) return data;
    const changed = {};
    const gone = new Set();
    return remember(new Proxy(data, {
      get(target, key, receiver) {
        if (key === 'constructor') return Object;
        if (gone.has(key)) return undefined;
        if (own(changed, key)) return changed[key];
        const value = Reflect.get(target, key, receiver);
        if (typeof value !== 'object' || value === null) return value;
        if (value instanceof RegExp) return value.toString();
        if (typeof value.toJSON === 'function') return value.toJSON();
        const wrapped = augment(value);
        if (wrapped !== value) changed[key] = wrapped;
        return wrapped;
      },
      deleteProperty(_, key) {
        if (own(changed, key)) delete changed[key];
        if (own(data, key)) gone.add(key);
        return true;
      },
      set(target, key, value) {
        if (value === undefined) {
          if (key in changed) delete changed[key];
          if (key in target) gone.add(key);
          return true;
        }
        changed[key] = value;
        gone.delete(key);
        return true;
      },
      has: (_, key) => !gone.has(key) && Reflect.has(own(changed, key) ? changed : data, key),
      ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...Object.keys(changed)])].filter((key) => !gone.has(key)),
      getOwnPropertyDescriptor: (_, key) => (gone.has(key) ? undefined : Reflect.getOwnPropertyDescriptor(own(changed, key) ? changed : data, key)),
    }));
  }

  return { augmentArray, augmentObject };
})
