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

const known = new Map<string, number>()

/** `250m` → 0.25, `1.5Gi` → 1610612736; what is not a quantity counts 0. */
export function quantity(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return 0
  const read = known.get(value) ?? parse(value)
  // The scheduler adds up the same few words for every pod.
  if (known.size < 1000) known.set(value, read)
  return read
}

function parse(text: string): number {
  const match = /^([+-]?[\d.]+)(Ki|Mi|Gi|Ti|[numkMGT]?)$/.exec(text)
  return match ? Number(match[1]) * (SUFFIX[match[2] ?? ''] ?? 1) : 0
}

/** 0.25 → `250m`, 2 → `2`. */
export const cpuText = (cores: number): string =>
  Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`

/** Bytes → `128Mi`. */
export const memoryText = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)}Mi`
