const ALLOWED: readonly string[] = ['http:', 'https:', 'mailto:']

/** The address when it is one a message may link to; never `javascript:` and the like. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed && ALLOWED.includes(parsed.protocol) ? parsed.href : undefined
}
