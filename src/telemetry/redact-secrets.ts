/** Shapes of the secrets this program handles itself; output of clusters is redacted where it is rendered. */
const SECRETS = [
  /\bx(?:ox[a-z]|app)-[\w.-]{6,}/g,
  /\b(Bearer)\s+[\w.~+/=-]{8,}/gi,
  /\b(Basic)\s+[A-Za-z0-9+/]{16,}={0,2}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /(https?:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"'\\]+/g,
  /(wss:\/\/[^\s"'\\?]+\?)[^\s"'\\]+/g,
]

/** A line of the log with everything that looks like a token replaced, wherever in the line it stands. */
export function redactSecrets(line: string): string {
  return SECRETS.reduce((rest, secret) => rest.replace(secret, mask), line)
}

/** Keeps what the pattern captured (`Bearer`, an address), masks the rest. */
function mask(_match: string, kept: unknown): string {
  return typeof kept === 'string' ? `${kept}${/\w$/.test(kept) ? ' ' : ''}[secret]` : '[secret]'
}
