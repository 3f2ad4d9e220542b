import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { slackManifest } from '../../src/slack/manifest.ts'
import { SlackSettings } from '../../src/slack/settings.ts'

const scopesOf = (settings: object, wanted: Parameters<typeof slackManifest>[1] = {}) =>
  slackManifest(SlackSettings.parse(settings), wanted).oauth_config.scopes.bot

const documented = [
  ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| `([a-z_.:]+)` +\| ([^|]+?) +\|/gm),
].map(([, scope = '', needed = '']) => ({ scope, needed }))

test('docs/security.md says of every scope what it is for, and tells of no other', () => {
  const all = scopesOf({}, { email: true, groups: true })

  expect(documented.map(({ scope }) => scope).toSorted()).toEqual(all)
})

test('without anything special only what is always needed is asked for', () => {
  const always = documented.filter(({ needed }) => needed === 'always')

  expect(scopesOf({ reconcile: false })).toEqual(always.map(({ scope }) => scope).toSorted())
})

test.each([
  ['histories', { reconcile: true }, {}, ['channels:history', 'groups:history']],
  ['addresses', { reconcile: false }, { email: true }, ['users:read.email']],
  ['user groups', { reconcile: false }, { groups: true }, ['usergroups:read']],
])('%s are read only where the configuration needs it', (_, settings, wanted, added) => {
  const least = scopesOf({ reconcile: false })

  expect(scopesOf(settings, wanted).filter((scope) => !least.includes(scope))).toEqual(added)
})
