// `helpers`: what needs the n8n server is beyond a run on the spot; binary data that lies in the items is not
// (reference n8n 4.6).
(function (host) {
  'use strict';
  const { facts } = host;
  const TYPES = { txt: 'text/plain', csv: 'text/csv', json: 'application/json', html: 'text/html', xml: 'application/xml', pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', md: 'text/markdown', zip: 'application/zip' };
  const NAMES = { 'text/plain': 'txt', 'image/jpeg': 'jpeg', 'text/markdown': 'md' };
  const buffers = () => host.load('buffer').Buffer;

  function file(index, name) {
    const item = facts.items[index];
    if (!item) return host.beyond(`Item ${index} is not among the sample data.`);
    const found = item.binary && item.binary[name];
    if (!found) {
      throw new Error(item.binary ? `The item has no binary field '${name}' [item ${index}]` : "This operation expects the node's input data to contain a binary file '" + name + `', but none was found [item ${index}]`);
    }
    return found;
  }

  function size(bytes) {
    const units = ['B', 'kB', 'MB', 'GB'];
    const power = bytes === 0 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), 3);
    return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
  }

  function prepared(buffer, fileName, mimeType) {
    const given = typeof fileName === 'string' ? fileName : undefined;
    const extension = given && given.includes('.') ? given.split('.').pop().toLowerCase() : undefined;
    const type = mimeType ?? TYPES[extension];
    if (!type) return host.beyond('n8n would look into the data for its type; that is not done here.');
    const { length } = buffer;
    const result = { mimeType: type, fileType: type.split('/')[0] === 'image' ? 'image' : undefined, fileExtension: extension ?? NAMES[type] ?? Object.keys(TYPES).find((key) => TYPES[key] === type), data: buffers().from(buffer).toString('base64'), fileName: given, fileSize: size(length), bytes: length };
    if (type === 'application/json') result.fileType = 'json';
    if (type.startsWith('text/')) result.fileType = type === 'text/html' ? 'html' : 'text';
    if (type === 'application/pdf') result.fileType = 'pdf';
    for (const key of Object.keys(result)) if (result[key] === undefined) delete result[key];
    return result;
  }

  const network = (name) => async () => host.beyond(`helpers.${name} asks the network; a node that runs on the spot has none.`);
  const helpers = {
    assertBinaryData: async (index, name) => file(index, name),
    async getBinaryDataBuffer(index, name) {
      const found = file(index, name);
      if (found.id) return host.beyond('The data of this file is in the storage of the n8n server.');
      return buffers().from(found.data, 'base64');
    },
    prepareBinaryData: async (data, name, type) => prepared(typeof data === 'string' ? buffers().from(data) : data, name, type),
    async setBinaryDataBuffer(metadata, buffer) {
      return { ...metadata, data: buffers().from(buffer).toString('base64'), bytes: buffer.length, fileSize: size(buffer.length) };
    },
    binaryToString: async (buffer, encoding) => buffers().from(buffer).toString(encoding),
    httpRequest: network('httpRequest'),
    request: network('request'),
  };
  const unsupported = 'httpRequestWithAuthentication requestWithAuthenticationPaginated copyBinaryFile createReadStream getBinaryStream binaryToBuffer getBinaryMetadata getStoragePath getBinaryPath writeContentToFile copyInputItems returnJsonArray normalizeItems getSSHClient createDeferredPromise constructExecutionMetaData';
  for (const name of unsupported.split(' ')) {
    helpers[name] = () => {
      throw new Error(`The function "helpers.${name}" is not supported in the Code Node`);
    };
  }
  return helpers;
})
