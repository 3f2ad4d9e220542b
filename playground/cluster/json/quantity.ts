const SUFFIX: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
}

/** `250m` → 0.25, `1.5Gi` → 1610612736; what is not a quantity counts 0. */
export function quantity(value: unknown): number {
  if (typeof value === 'number') return value
  const match = /^([+-]?[\d.]+)(Ki|Mi|Gi|Ti|[numkMGT]?)$/.exec(
    typeof value === 'string' ? value : '',
  )
  if (!match) return 0
  return Number(match[1]) * (SUFFIX[match[2] ?? ''] ?? 1)
}

/** 0.25 → `250m`, 2 → `2`. */
export const cpuText = (cores: number): string =>
  Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`

/** Bytes → `128Mi`. */
export const memoryText = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)}Mi`
