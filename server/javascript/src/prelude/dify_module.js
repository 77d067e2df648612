// The module of Dify's sandbox: sloppy, and what it declares clashes with `var` and `function` of the code that it
// evaluates (reference dify 2.3).
(function () {
  return function (exports, require, module, __filename, __dirname) {
    const argv = [], fs = {}, koffi = {}, lib = {}, difySeccomp = () => {}, uid = 0, gid = 0, options = {}, code = arguments[5];
    return eval(code);
  };
})
