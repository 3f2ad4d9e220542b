const LITERALS = new Set([
  '',
  '-',
  '–',
  '...',
  '…',
  'false',
  'hidden',
  'nil',
  'no',
  'none',
  'null',
  'redacted',
  'true',
  'undefined',
  'unknown',
  'unset',
  'yes',
])
/** References to where the value is, in the ways that Kubernetes, shells and templates write them; and sizes. */
const REFERENCE =
  /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|\$?\{\{.*|<set to .*|<none>|<unset>|<nil>|<redacted>|\[redacted\].*|\d+ bytes?|[*xX•]{3,})$/u
const NAME_LIKE = /^[a-z]+(?:[-./][a-z]+)*(?:-\d{1,4})?$/u

/** What stands where a secret would, and is none. */
export function isHarmless(value: string): boolean {
  const bare = value
    .trim()
    .replace(/^[<(["']+|[>)\]"',;.]+$/gu, '')
    .toLowerCase()
  return LITERALS.has(bare) || REFERENCE.test(value.trim().slice(0, 300))
}

/** A plain name of words, as objects and keys have: `web-tls`, `db-credentials`, `expected`. */
export const isNameLike = (value: string): boolean =>
  value.length <= 63 && NAME_LIKE.test(value.trim())
