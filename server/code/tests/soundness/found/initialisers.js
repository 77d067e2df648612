// {"a": 1}
function main({ a }) {
  const d = { k: 1 };
  let made = 0;
  class Base { own = Object.assign(d, { m: a }); constructor() { made = 'made'; } }
  class Derived extends Base { constructor() { super(); } }
  new Derived();
  class Plain { list = [d]; here = (d.z = 'z'); }
  new Plain();
  return /*main*/ ({ d, made });
}
