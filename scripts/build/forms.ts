// Stands in for a polyfill that node-fetch brings for Nodes without forms. Forms are not sent here.
export const { FormData } = globalThis;

export function formDataToBlob(): never {
  throw new TypeError('Forms are not sent');
}
