import type { Translate } from './text.ts';

/** What can be wrong with a provider of the settings. */
export type SettingProblem =
  | 'wrongType'
  | 'missing'
  | 'tooMany'
  | 'idRefused'
  | 'idTaken'
  | 'nameRefused'
  | 'baseUrlUnreadable'
  | 'baseUrlNotHttps'
  | 'baseUrlPrivate'
  | 'baseUrlCredentials'
  | 'baseUrlExtras'
  | 'pathRefused'
  | 'pathWithoutId'
  | 'headerRefused'
  | 'schemeRefused'
  | 'envRefused'
  | 'providerUnknown';

/** A part of the settings that cannot be used; the others are. */
export interface Complaint {
  /** Where, for example `videoTasks.providers[2].baseUrl`. */
  readonly setting: string;
  readonly problem: SettingProblem;
  /** What stands there: inert, short, without secrets; empty when nothing does. */
  readonly value: string;
}

/** What is wrong with a setting, and what would be right. */
export function settingProblemText(problem: SettingProblem, t: Translate): string {
  switch (problem) {
    case 'wrongType':
      return t('it has an unexpected format');
    case 'missing':
      return t('it is missing');
    case 'tooMany':
      return t('there are too many entries');
    case 'idRefused':
      return t('an id holds lower-case letters, digits and hyphens only');
    case 'idTaken':
      return t('this id is used already');
    case 'nameRefused':
      return t('the name is empty or too long');
    case 'baseUrlUnreadable':
      return t('it is not a web address');
    case 'baseUrlNotHttps':
      return t('only https addresses are allowed');
    case 'baseUrlPrivate':
      return t('addresses of private networks are not allowed');
    case 'baseUrlCredentials':
      return t('an address must not hold a user name or password');
    case 'baseUrlExtras':
      return t('an address must not hold a query or a fragment');
    case 'pathRefused':
      return t('the path must begin with a slash and stay below the base URL');
    case 'pathWithoutId':
      return t('the path must hold {0} once', '{id}');
    case 'headerRefused':
      return t('this header cannot carry a key');
    case 'schemeRefused':
      return t('the scheme must be one word');
    case 'envRefused':
      return t('this is not the name of an environment variable');
    case 'providerUnknown':
      return t('there is no built-in provider of this name');
  }
}
