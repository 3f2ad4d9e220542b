const NEEDED = [22, 20] as const

/** What to tell somebody whose Node cannot run this program; undefined when it can. Loads nothing itself. */
export function refuseNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fits = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
  if (fits) return undefined
  return `deckwatch needs Node.js ${NEEDED.join('.')} or newer; this is ${version}. In a checkout, \`npm run deckwatch\` brings its own.\n`
}
