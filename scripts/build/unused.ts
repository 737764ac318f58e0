// Stands in for parts of node-fetch that have nothing to do here: no page sends a request, so that none is named, and no
// link carries its data in itself.
export const DEFAULT_REFERRER_POLICY = 'no-referrer';

export function determineRequestsReferrer(): string {
  return 'no-referrer';
}

export function parseReferrerPolicyFromHeader(): string {
  return DEFAULT_REFERRER_POLICY;
}

export function validateReferrerPolicy(): string {
  return DEFAULT_REFERRER_POLICY;
}

function refuse(): never {
  throw new TypeError('Links that carry data are not fetched');
}

export { refuse as default };
