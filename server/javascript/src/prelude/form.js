// FormData, without files (reference n8n 4.1).
(function (host) {
  'use strict';
  class FormData {
    #entries = [];
    #put(name, value) {
      if (value !== null && typeof value === 'object' && Object.prototype.toString.call(value) === '[object Blob]') host.beyond('Files in FormData are not part of the embedded engine.');
      return [`${name}`.toWellFormed(), `${value}`.toWellFormed()];
    }
    append(name, value) { this.#entries.push(this.#put(name, value)); }
    set(name, value) {
      const entry = this.#put(name, value);
      const at = this.#entries.findIndex(([key]) => key === entry[0]);
      if (at < 0) return void this.#entries.push(entry);
      this.#entries = this.#entries.filter(([key], i) => i === at || key !== entry[0]);
      this.#entries[at] = entry;
    }
    get(name) { return this.#entries.find(([key]) => key === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#entries.filter(([key]) => key === `${name}`).map(([, value]) => value); }
    has(name) { return this.#entries.some(([key]) => key === `${name}`); }
    delete(name) { this.#entries = this.#entries.filter(([key]) => key !== `${name}`); }
    forEach(callback, self) { for (const [name, value] of this.#entries) callback.call(self, value, name, this); }
    *entries() { yield* this.#entries.map((entry) => [...entry]); }
    *keys() { for (const [name] of this.#entries) yield name; }
    *values() { for (const [, value] of this.#entries) yield value; }
    [Symbol.iterator]() { return this.entries(); }
    get [Symbol.toStringTag]() { return 'FormData'; }
  }
  return { FormData };
})
