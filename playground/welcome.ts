import type { Guide } from './host/page-wire.ts'

/** What the terminal says once everything runs: where to go, who one can be, what to try. */
export function welcome(url: string, { people }: Guide): string {
  const width = Math.max(0, ...people.map(({ name }) => name.length))
  const who = people.map(({ name, rights }) => `    ${name.padEnd(width)}  ${rights}`)
  return [
    '',
    `  The playground runs. Open  ${url}`,
    '',
    '  Slack, the cluster and the bot are all in this process; nothing leaves your machine.',
    '  The page begins with a tour; leave it whenever you like.',
    ...(who.length > 0 ? ['', '  You can be', ...who] : []),
    '',
    '  Try  /k8s help  ·  /k8s scale deploy/web 4 -n shop  ·  /k8s approvals  ·  /k8s undo',
    '  Ctrl+C stops everything.',
    '',
    '',
  ].join('\n')
}
