import { type TextKey } from '../../texts.js';

/* What pages say after something was done, or was not. */

export const INSTITUTION_DONE = {
  created: 'institutions.done.created',
  saved: 'institutions.done.saved',
  merged: 'institutions.done.merged',
  removed: 'institutions.done.removed',
} as const satisfies Record<string, TextKey>;

export const INSTITUTION_REFUSED = {
  'in-use': 'institutions.refused.inUse',
  changed: 'institutions.refused.changed',
} as const satisfies Record<string, TextKey>;

export const SERIES_DONE = {
  created: 'institutions.series.created',
  saved: 'institutions.done.saved',
  removed: 'institutions.series.removed',
} as const satisfies Record<string, TextKey>;

export const SERIES_REFUSED = {
  'in-use': 'institutions.series.inUse',
  changed: 'institutions.refused.changed',
} as const satisfies Record<string, TextKey>;
