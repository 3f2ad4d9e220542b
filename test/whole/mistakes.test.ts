import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people } from '../../playground/slack/workspace.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isForSomebody } from './whole-requests.ts'

let stage: Stage
let sent: () => number

beforeAll(async () => {
  stage = await startStage()
  sent = countRequests([stage.prod], isForSomebody)
  await stage.ask('bob', 'get pods')
})
afterAll(() => stage.stop())

describe('did you mean', () => {
  test.each([
    ['gte pods', 'There is no command gte', 'get pods'],
    ['rollot status deploy/web', 'There is no command', 'rollout status deploy/web'],
    ['rollout stauts deploy/web', 'There is no command', 'rollout status deploy/web'],
    ['get pods --namespac shop', 'There is no flag --namespac here', '--namespace'],
    ['scale deploy/web 4 --dryrun', 'There is no flag --dryrun here', '--dry-run'],
    ['get podz', 'This cluster has no kind podz', 'pods'],
    ['get deployment/wbe', 'No deployment wbe in shop', 'web'],
    ['describe sts/crat', 'No statefulset crat in shop', 'cart'],
    ['restart deploy/wrker', 'No deployment wrker in shop', 'worker'],
    ['get pods -c prod-ue', 'There is no cluster prod-ue', 'prod-eu'],
    ['get pods -c stagin', 'There is no cluster stagin', 'staging'],
  ])('“%s” is answered with what is near', async (typed, problem, near) => {
    const answer = await stage.ask('bob', typed)

    expect(saidBy(answer)).toContain(problem)
    expect(saidBy(answer)).toMatch(new RegExp(`Did you mean .*${near}`))
    expect(answer.onlyFor).toBe(people.bob.id)
  })

  test('a mistyped namespace, for who may see namespaces', async () => {
    expect(await stage.said('alice', 'get deploy -n shpo')).toContain(
      'There is no namespace shpo . Close: shop',
    )
  })

  test('a mistyped namespace, for who may not see namespaces', async () => {
    expect(await stage.said('bob', 'get deploy -n shpo')).toContain(
      'Did you mean namespace shop , the default of this channel?',
    )
  })

  test('an object that is in another namespace', async () => {
    expect(await stage.said('alice', 'get deploy/indexer')).toContain(
      'Other namespaces have indexer : search',
    )
  })

  test('a mistyped command is offered as a button that runs it', async () => {
    const mistake = await stage.ask('bob', 'gte pods')
    const answer = await lastWordOn(stage.slack, 'click', () =>
      stage.slack.driver.click(people.bob, mistake, 'get pods'),
    )

    expect(saidBy(answer)).toContain('pods in shop · 1')
  })
})

describe('what is missing or too much', () => {
  test.each([
    ['get', 'KINDS|KIND/NAME is missing'],
    ['describe', 'KIND/NAME is missing'],
    ['scale deploy/web', 'How many replicas?'],
    ['scale web 5', 'scale deploy/web 5'],
    ['scale deploy/web many', 'many'],
    ['scale deploy/web -1', '-1'],
    ['scale deploy/web 100000000', '100000000'],
    ['scale deploy/web 4 --replicas 5', '4 or 5 replicas? Say it once.'],
    ['scale deploy/web 4 --current-replicas 2', 'There are 3 replicas now, not 2'],
    ['scale svc/web 3', 'services have no replicas to set'],
    ['scale deploy/web 4 4', '4'],
    ['restart cm/web-config', 'configmaps have no rollouts'],
    ['rollback deploy/web', 'has no earlier revision'],
    ['rollback deploy/web --to-revision 77', 'has no revision 77'],
    ['get pods "unclosed', 'The quote in'],
    ['get pods -n', '-n needs a value'],
    ['get pods --public=no', '--public=no takes no value'],
    ['scale deploy/web 4 --reason', '--reason needs a value'],
  ])('“%s” is told', async (typed, expected) => {
    const answer = await stage.ask('bob', typed)

    expect(saidBy(answer)).toContain(expected)
    expect(saidBy(answer)).toMatch(/⚠|✕/)
    expect(answer.onlyFor).toBe(people.bob.id)
  })

  test('a channel without a default is asked which cluster', async () => {
    expect(await stage.said('bob', 'get pods', 'partners')).toContain('staging')
  })
})

describe('A1: a name that is none sends nothing at all to the API server', () => {
  const names = [
    '../secrets/db#',
    '..',
    'a/b',
    '%2e%2e',
    'x?watch=1',
    'a'.repeat(300),
    'we\u0000b',
    'wеb',
    'web;rm',
  ]
  const typed = names.flatMap((name) => [
    `logs ${name}`,
    `get pods ${name}`,
    `describe pod/${name}`,
    `scale deploy/${name} 3`,
    `get pods -n ${name}`,
    `get pods -l ${name}/../x=y`,
    `restart deploy/web -n ${name}`,
  ])

  test.each(typed)('%j', async (words) => {
    const before = sent()
    const answer = await stage.said('bob', words)

    expect(sent()).toBe(before)
    expect(answer).toContain('⚠')
  })
})

describe('A2: what looks like another program’s flags or a shell is only words', () => {
  test.each([
    ['get pods --as=admin', 'There is no flag --as here'],
    ['get pods --as admin --as-group system:masters', 'There is no flag --as here'],
    ['get pods --token=abc', 'There is no flag --token'],
    ['get pods --server=https://evil.example', 'There is no flag --server here'],
    ['get pods --kubeconfig=/etc/passwd', 'There is no flag --kubeconfig here'],
    ['get pods ; rm -rf /', '⚠'],
    ['get pods $(cat /etc/passwd)', '⚠'],
    ['get pods `id`', '⚠'],
    ['get pods && get secrets', '⚠'],
    ['get pods | sh', '⚠'],
    ['scale "deploy/web 3" 4', '⚠'],
  ])('%s', async (typed, expected) => {
    const before = sent()

    expect(await stage.said('bob', typed)).toContain(expected)
    expect(sent()).toBe(before)
  })

  test('policy judges the namespace that was read, wherever it stands and however it is quoted', async () => {
    for (const typed of [
      '-n legacy scale deploy/billing 2',
      'scale -n "legacy" deploy/billing 2',
      'scale deploy/billing 2 --namespace=legacy',
      'scale deploy/billing 2 -n shop -n legacy',
      'scale deploy/billing 2 -nlegacy',
    ])
      expect(await stage.said('bob', typed)).toMatch(/The policy says no|There is no command/)
  })
})

describe('A3: a selector that is none is refused before anything is sent', () => {
  test.each(['a=b,', '=', 'a in (', 'a=b=c', `a=${'b'.repeat(5000)}`, 'a&watch=1', '!'])(
    'get pods -l %s',
    async (selector) => {
      const before = sent()

      expect(await stage.said('bob', `get pods -l "${selector}"`)).toContain('⚠')
      expect(sent()).toBe(before)
    },
  )

  test('there is no way to give a field selector', async () => {
    expect(await stage.said('bob', 'get pods --field-selector spec.nodeName=x')).toContain(
      'There is no flag --field-selector here',
    )
  })
})
