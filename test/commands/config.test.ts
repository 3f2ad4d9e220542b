import { expect, test } from 'vitest'
import { config } from '../../commands/config.ts'
import type { ConfigurationReport } from '../../src/core/configuration.ts'
import { plain } from '../../src/core/text.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { sampleConfiguration } from '../support/sample-configuration.ts'

const CLUSTERS = ['prod-eu', 'staging'].map((cluster) => ({
  cluster,
  environment: cluster,
  production: false,
  state: 'reachable' as const,
}))

async function ask(more: Partial<ConfigurationReport> = {}, wishes = {}) {
  const configuration = () => ({ ...sampleConfiguration, ...more })
  const desk = { configuration, clusters: () => CLUSTERS }
  return (await askQuery(config, '', { desk, ...wishes })).view
}

test('it says what is loaded, since when, and where secrets come from', async () => {
  const view = await ask()
  const said = linesOf(view).join('\n')

  expect(said).toContain('/etc/deckwatch/config/policy.yaml')
  expect(said).toContain('rules: 4, roles: 2, mapped people: 3')
  expect(said).toContain('SLACK_BOT_TOKEN from /etc/deckwatch/secrets/SLACK_BOT_TOKEN')
  expect(said).toContain('DATABASE_URL from environment')
  expect(plain(view.footer ?? [])).toBe('generation 1 of this process · a1b2c3d4e5f6')
  expect(said).not.toContain('Last change')
})

test('it says what the last change did', async () => {
  const applied = {
    at: new Date('2026-03-02T09:00:00.000Z'),
    changed: ['policy rules.reads changed', 'clusters.dev added'],
    done: ['cluster dev added'],
  }
  const said = linesOf(await ask({ generation: 2, applied })).join('\n')

  expect(said).toContain('policy rules.reads changed, clusters.dev added')
  expect(said).toContain('cluster dev added')
})

test('C1: a change that was refused is told with path and line, and that the old one goes on', async () => {
  const refused = {
    since: new Date('2026-03-02T09:30:00.000Z'),
    problems: ['policy.yaml:4: rules[0].effect: is "alow"'],
    isTriedAgain: false,
  }
  const view = await ask({ refused })

  expect(view.tone).toBe('failed')
  expect(linesOf(view).join('\n')).toContain('policy.yaml:4: rules[0].effect')
  expect(linesOf(view).join('\n')).toContain('goes on')
})

test('whoever may not read in one of the clusters is not shown it', async () => {
  const denies = ({ cluster }: { cluster: { name: string } }) => cluster.name === 'staging'

  await expect(refusal(ask({}, { denies }))).resolves.toMatchObject({ code: 'policy-denied' })
})

test('policy is asked as for a read of every namespace', async () => {
  const asked: unknown[] = []
  const denies = (facts: { command: string; risk: string; target?: unknown }) => {
    asked.push([facts.command, facts.risk, facts.target])
    return false
  }
  await ask({}, { denies })

  expect(asked).toContainEqual([
    'config',
    'read',
    { kind: 'configuration', group: '', namespace: '*' },
  ])
})
