/** Where a secret stands: from `start` up to `end`. */
export type Range = { readonly start: number; readonly end: number }
