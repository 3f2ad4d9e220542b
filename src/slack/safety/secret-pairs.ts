import type { Range } from './range.ts'
import { isHarmless, isNameLike } from './harmless.ts'
import { readValue } from './paired-value.ts'

const KEYS = String.raw`(?:access|account|admin|api|app|auth|cipher|consumer|crypto?|deploy|encryption|hmac|integration|jwt|license|master|private|root|secret|service|session|shared|shared[_.-]?access|signing|signature|ssh|storage|subscription|tls|webhook)[_.-]?key`
const STRONG = String.raw`passw(?:or)?d|passwort|passphrase|passcode|pwd|(?:[_-]|db|key|store|smtp|root|user)pass|${KEYS}|private[_.-]?key[_.-]?(?:id|pem)|secret[_.-]?access[_.-]?key|client[_.-]?secret|client-(?:key|certificate)-data|connection[_.-]?string|docker(?:config(?:json)?|cfg)|_auth`
const WEAK = String.raw`token|secret|credentials?|creds|session[_.-]?id|otp|nonce|salt`
/** The key itself may be the end of a longer one: `MY_DB_PASSWORD`, `spring.datasource.password`. */
const KEY = new RegExp(
  String.raw`(?:(?<strong>${STRONG})|(?:${WEAK}))(?:[_.-]?(?:base64|b64|value|pem|prod|dev|staging|test|old|new|\d{1,3}))?(?![\w-])`,
  'gi',
)
const WHOLE_KEY = new RegExp(
  String.raw`(?:${STRONG}|${WEAK})(?:[_.-]?(?:base64|b64|value|pem|\d{1,3}))?$`,
  'i',
)

/** Whether the value under this name is a secret: `DB_PASSWORD`, `apiKey`, `client-secret`. */
export function isSecretName(name: string): boolean {
  return name.length <= 200 && WHOLE_KEY.test(name.trim())
}

/** Where the values of `password=…`, `"token": "…"`, `secretKey: …`, `--password …` stand. */
export function pairedSecrets(text: string): Range[] {
  const ranges: Range[] = []
  let from = 0
  for (const match of text.matchAll(KEY)) {
    if (match.index < from) continue
    const keyEnd = match.index + match[0].length
    const value = readValue(text, match.index, keyEnd)
    if (!value) continue
    const isStrong = match.groups?.['strong'] !== undefined
    const words = text.slice(value.start, value.end)
    if (isHarmless(words) || (!isStrong && isWeaklyHarmless(words, value.isQuoted))) continue
    ranges.push({ start: value.start, end: value.end })
    from = value.end
  }
  return ranges
}

/** `token: expected` and `secret: web-tls` are prose and names; a secret is one word that is neither. */
function isWeaklyHarmless(words: string, isQuoted: boolean): boolean {
  if (/^\d{1,6}$/u.test(words)) return true
  return isNameLike(words) || (!isQuoted && /\s/u.test(words.trim()))
}
