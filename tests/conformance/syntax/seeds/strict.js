'use strict';
let total = 0;
const list = [0o17, 1, 2];
function add(a, b) { total += a + b; return total; }
for (const n of list) add(n, 1);
const run = async () => { try { await add(1, 2) } catch (e) { return e } };
class A { static x = 1 }
var object = { eval: 1, arguments: 2 };
delete object.eval;
