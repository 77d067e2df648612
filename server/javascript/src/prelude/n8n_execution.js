// `$execution` of a manual run (reference n8n 5).
(function () {
  'use strict';
  const data = {};
  const count = () => Object.keys(data).length;

  function set(key, value) {
    if (typeof key !== 'string') throw new Error(`Custom data key must be a string (Received "${key}")`);
    if (key.replace(/[\p{L}\p{N}_]/gu, '').length !== 0) throw new Error(`Custom data key can only contain characters "A-Za-z0-9_" (key "${key}")`);
    if (!['string', 'number', 'bigint'].includes(typeof value)) throw new Error('Custom data value must be a string or number (key "' + key + '")');
    const name = key.slice(0, 50);
    if (count() >= 10 && !(name in data)) return;
    data[name] = `${value}`.slice(0, 512);
  }

  const customData = {
    set,
    setAll(values) { for (const key of Object.keys(values)) set(key, values[key]); },
    get: (key) => data[key],
    getAll: () => data,
  };
  const $execution = {
    id: '1',
    mode: 'test',
    resumeUrl: 'http://localhost:5678/webhook-waiting/1',
    resumeFormUrl: 'http://localhost:5678/form-waiting/1',
    customData,
  };
  return { $execution };
})
