// Stands in for the forms and blobs that node-fetch brings for Nodes without them. Every Node of VS Code has its own
// blobs; forms and files are neither sent nor read here.
export const { FormData, Blob, File } = globalThis;

function refuse(): never {
  throw new TypeError('Forms and files are neither sent nor read');
}

export {
  Blob as default,
  refuse as formDataToBlob,
  refuse as toFormData,
  refuse as blobFrom,
  refuse as blobFromSync,
  refuse as fileFrom,
  refuse as fileFromSync,
};
