class Shape {
  static count = 0;
  static #secret = [1, 2];
  #name;
  'quoted key' = 1;
  [Symbol.iterator]() { return [1][Symbol.iterator](); }
  constructor(name, ...rest) {
    this.#name = name;
    Shape.count += rest.length;
  }
  get name() { return this.#name; }
  set name(value) { this.#name = value; }
  static { Shape.ready = true; }
  static of(...args) { return new Shape(...args); }
  async load() { return await Promise.resolve(1); }
  *walk() { yield* [1, 2]; yield; }
  async *stream() { for await (const x of [1]) yield x; }
  has(other) { return #name in other; }
}
class Circle extends Shape {
  constructor(r) { super('circle'); this.r = r; }
  toString() { return super.toString() + new.target?.name; }
}
const Anonymous = class extends (null, Shape) {};
