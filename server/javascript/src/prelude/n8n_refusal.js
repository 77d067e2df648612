// The error by which n8n's data proxy refuses something.
(function () {
  'use strict';
  class ExpressionError extends Error {}
  Object.defineProperty(ExpressionError.prototype, 'name', { value: 'ExpressionError', enumerable: false });
  return (message) => new ExpressionError(message);
})
