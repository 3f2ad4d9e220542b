import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'

/** Faults, bad input and abuse that the product promises to bear, each by the id its tests carry. */
const PROMISED: Readonly<Record<string, string>> = {
  S1: 'Slack refreshes a connection',
  S2: 'Slack warns while a handler is in flight',
  S3: 'too many WebSockets',
  S4: 'Socket Mode is switched off',
  S5: 'opening a connection fails in every way',
  S6: 'a token is refused',
  S7: 'an upgrade is refused, never answered, or without hello',
  S9: 'the same delivery twice, the same command again',
  S10: 'a first retry of something never seen',
  S11: 'frames of any shape',
  S12: 'an acknowledgement after the death of its socket',
  S13: 'a huge list',
  S15: 'HTTP deliveries that are forged, late, cut or endless',
  S16: 'one channel is rate limited',
  S17: 'a post whose answer is lost',
  S18: 'Slack refuses a message',
  S20: 'a dialog that opens too late',
  S21: 'auth.test fails at the start',
  S23: 'output that would mention, break out or never end',
  S24: 'who somebody is cannot be told',
  C1: 'a configuration that is wrong or hostile',
  C2: 'tokens that are swapped, empty or untidy',
  C3: 'a channel that is missing, archived or shared',
  C4: 'a mapping to what no access control stops',
  C5: 'a rule that nobody could ever approve',
  C6: 'a Node that is too old',
  K6: '401, 403, 404 and 5xx of the API server',
  D1: 'the store is away: at the start, in the middle, at a vote',
  D2: 'the process dies between intent, change and outcome',
  D3: 'two replicas take the same click',
  D5: 'a record edited, deleted, reordered or cut off',
  D6: 'a half-applied migration, a store of a newer program',
  D7: 'a full disk, a damaged file, a clock set back',
  K1: 'watches that end at once',
  K2: 'a connection reset in the middle of an event',
  K3: 'a history that is gone',
  K5: '429 on list and watch',
  K7: 'a half-open connection, a frozen server',
  K8: 'bookmarks only',
  K9: 'a list in many pages that expires',
  K11: 'a handler that throws or hangs',
  K12: 'stopping in every phase',
  K13: 'credentials that cannot be read at reconnect',
  K14: 'objects that are none',
  K15: 'the cluster is not as the plan assumed',
  K16: 'answers of the store and of the API server are lost on the way',
  K17: 'two restarts within a second',
  K18: 'logs that wait, break off, never end or may not be read',
  K19: 'one dead cluster among many',
  K22: 'something strips impersonation',
  A1: 'names that would leave their path',
  A2: 'flags and shell in what is typed',
  A3: 'abuse of selectors',
  A4: 'guests, bots, strangers and those who left',
  A5: 'approving one’s own change, also with a second account',
  A6: 'a card that is pressed late, again, by many at once, after a restart',
  A8: 'rights and groups lost between the votes and the change',
  A10: 'an e-mail address that somebody gave themselves',
  A11: 'secrets in whatever is shown',
  A12: 'forged markup',
  A13: 'a flood of commands',
  A14: 'a pattern that would never end',
  A15: 'a token that was stolen, and one that Slack refuses',
  A16: 'break-glass by others, without a reason, twice',
  A17: 'a dry run that could be mistaken for the deed',
  A18: 'commands in what a cluster says',
  L2: 'as many events as Slack sends, and more than it lets through',
  L3: 'the API servers of many clusters restart at once',
  L1: '5,000 pods that crash within a minute',
  L4: 'two hundred commands at once',
  L5: 'a long time with everything failing around it',
}

const titled = new Set(
  sourceFiles('test')
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\(\s*['"`]([A-Z]\d{1,2}): /g)])
    .map(([, id = '']) => id),
)

describe('every fault that the product promises to bear has a test of its name', () => {
  test.each(Object.entries(PROMISED))('%s: %s', (id) => {
    expect(titled).toContain(id)
  })
})
