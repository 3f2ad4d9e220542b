const SUFFIX: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}
const QUANTITY =
  /^([+-]?\d{1,20}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?)$/

/** `250m` → 0.25, `1.5Gi` → 1610612736, `1e3` → 1000; undefined for what is no quantity. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  const [, number, suffix = ''] = QUANTITY.exec(value) ?? []
  return number === undefined ? undefined : Number(number) * (SUFFIX[suffix] ?? 1)
}
