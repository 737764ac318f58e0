// Stands in for the part of node-fetch that finds out which page sends a request: none does here, so that none is named.
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
