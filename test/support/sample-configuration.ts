import type { ConfigurationReport } from '../../src/core/configuration.ts'

/** What a bot of two clusters has loaded. */
export const sampleConfiguration: ConfigurationReport = {
  generation: 1,
  since: new Date('2026-03-02T08:00:00.000Z'),
  hash: 'a1b2c3d4e5f6'.padEnd(64, '0'),
  files: [
    { path: '/etc/deckwatch/config/deckwatch.yaml', holds: 'configuration' },
    { path: '/etc/deckwatch/config/policy.yaml', holds: 'policy' },
  ],
  secrets: [
    { name: 'SLACK_BOT_TOKEN', from: '/etc/deckwatch/secrets/SLACK_BOT_TOKEN' },
    { name: 'DATABASE_URL', from: 'environment' },
  ],
  clusters: ['prod-eu', 'staging'],
  counts: { rules: 4, roles: 2, 'mapped people': 3 },
  on: ['Slack by socket', 'notifications'],
}
