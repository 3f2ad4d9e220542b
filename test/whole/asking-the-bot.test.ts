import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { isForSomebody } from './whole-requests.ts'

let stage: Stage

beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

describe('help', () => {
  test('who may everything is shown every command, and where it would be run', async () => {
    const answer = await stage.said('alice', 'help')

    expect(answer).toContain('What you can use here')
    for (const { name, summary } of commands) expect(answer).toContain(`${name} · ${summary}`)
    expect(answer).toContain('on `prod-eu` (production)')
  })

  test('a developer is not shown the way around the policy', async () => {
    const answer = await stage.said('bob', 'help')

    for (const { name, summary } of commands.filter(({ kind }) => kind !== 'override'))
      expect(answer).toContain(`${name} · ${summary}`)
    expect(answer).not.toContain('break-glass · ')
    expect(answer).toContain('1 more is not open to you here')
  })

  test('nothing typed means help', async () => {
    expect(await stage.said('bob', '')).toContain('What you can use here')
  })

  test('a viewer is not offered what no rule could allow, and is told that there is more', async () => {
    const answer = await stage.said('carol', 'help')

    expect(answer).toContain('get · Show objects')
    expect(answer).not.toContain('Change the number of replicas')
    expect(answer).not.toContain('Take back the last change')
    expect(answer).toContain('10 more are not open to you here')
  })

  test.each(commands.map(({ name }) => name))('help %s shows usage and examples', async (name) => {
    const answer = await stage.said('bob', `help ${name}`)

    expect(answer).toContain(`/k8s ${name}`)
    expect(answer).toContain('Example')
  })

  const others = commands.map(({ name }) => name).filter((name) => name !== 'help')
  test.each(others)('%s --help is the same', async (name) => {
    expect(await stage.said('bob', `${name} --help`)).toBe(await stage.said('bob', `help ${name}`))
  })

  test('help scale lists its flags', async () => {
    const answer = await stage.said('bob', 'scale deploy/web -h')

    for (const flag of ['--namespace', '--cluster', '--public', '--dry-run', '--reason'])
      expect(answer).toContain(flag)
  })

  test('help for what is no command says what is near', async () => {
    expect(await stage.said('bob', 'help scael')).toContain('Did you mean scale ?')
  })
})

describe('whoami', () => {
  test('says who somebody is to Slack, to policy and to the API server', async () => {
    const answer = await stage.said('bob', 'whoami')

    expect(answer).toContain('Slack ( U07B2RZ81LT )')
    expect(answer).toContain('Kubernetes user bob')
    expect(answer).toContain('policy roles developer')
    expect(answer).toContain('the API server sees bob in shop-devs , system:authenticated')
    expect(answer).toContain('prod-eu ⟨production⟩')
  })

  test('the API server saw the person and the request, not the bot', async () => {
    await stage.said('carol', 'whoami')

    const last = stage.prod.requests().findLast(isForSomebody)
    expect(last?.user).toBe('deckwatch')
    expect(last?.impersonated?.user).toBe('carol')
    expect(last?.impersonated?.groups).toContain('support')
  })

  test('works on a cluster that somebody names', async () => {
    expect(await stage.said('bob', 'whoami -c staging')).toContain('staging ⟨ staging ⟩')
  })
})

describe('can-i', () => {
  test('says yes when policy and Kubernetes both do', async () => {
    const answer = await stage.said('bob', 'can-i scale deploy/web')

    expect(answer).toContain('✓ Yes: you may scale deployment/web in shop')
    expect(answer).toContain('rule developers-run-the-shop')
    expect(answer).toContain('user bob may patch deployments.apps/scale')
  })

  test('tells the two gates apart', async () => {
    const answer = await stage.said('bob', 'can-i list pods -n kube-system')

    expect(answer).toContain('✕ No: you may not list pods in kube-system')
    expect(answer).toContain('the policy says yes : rule people-look')
    expect(answer).toContain('Kubernetes says no : user bob may not list pods')
  })

  test('kubectl’s own spelling works', async () => {
    expect(await stage.said('bob', 'auth can-i list pods')).toContain(
      '✓ Yes: you may list pods in shop',
    )
  })

  test('a verb it does not know is a mistake, not a no', async () => {
    expect(await stage.said('bob', 'can-i scal deploy/web')).toContain('⚠ I know no scal')
  })
})

describe('why', () => {
  test('says when nothing was refused', async () => {
    expect(await stage.said('alice', 'why')).toContain('Nothing was refused to you')
  })

  test('shows the last refusal again, with the words that led to it and the rule', async () => {
    await stage.said('bob', 'get secrets')
    const answer = await stage.said('bob', 'why')

    expect(answer).toContain('You said /k8s get secrets')
    expect(answer).toContain('The policy says no: secrets are not for chat')
    expect(answer).toContain('Rule secrets-stay-shut')
  })

  test('never shows somebody else’s refusal', async () => {
    await stage.said('carol', 'get secrets -n legacy')

    expect(await stage.said('bob', 'why')).not.toContain('legacy')
  })
})

describe('clusters', () => {
  test('lists all, marks the one meant here and says how they are', async () => {
    const answer = await stage.said('bob', 'clusters')

    expect(answer).toContain('prod-eu (meant here) production reachable v1.31.4')
    expect(answer).toContain('staging staging reachable v1.31.4')
  })

  test('another channel means another cluster', async () => {
    expect(await stage.said('bob', 'clusters', 'partners')).toContain('staging (meant here)')
  })
})

describe('version', () => {
  test('says which bot and which Kubernetes', async () => {
    const answer = await stage.said('bob', 'version')

    expect(answer).toContain('Deckwatch 0.1.0')
    expect(answer).toContain('Kubernetes on prod-eu v1.31.4')
  })

  test('is told although Kubernetes does not answer', async () => {
    stage.prod.faults.inject({ fault: 'status', code: 503 }, { path: /^\/version/ }, 10)
    const answer = await stage.said('bob', 'version')
    stage.prod.faults.clear()

    expect(answer).toContain('Deckwatch 0.1.0')
    expect(answer).toContain('not known')
  })
})

test.each(commands.map(({ name }) => name))(
  '%s with a word too many is told its usage',
  async (name) => {
    const answer = await stage.said('bob', `${name} pod/a pod/b pod/c pod/d --nonsense`)

    expect(answer).toMatch(/⚠/)
    expect(answer).toMatch(/Usage: \/k8s|There is no command|Did you mean/)
  },
)

describe('which cluster an answer is about is in every one of them', () => {
  test.each([
    'get pods',
    'describe deploy/web',
    'logs deploy/web',
    'events',
    'rollout status deploy/web',
    'scale deploy/web 4 --dry-run',
    'restart deploy/web --dry-run',
    'rollback deploy/web --dry-run',
    'can-i get pods',
    'whoami',
    'version',
    'get nothing-of-this-kind',
    'scale deploy/web 0',
  ])('%s', async (typed) => {
    expect(await stage.said('bob', typed)).toContain('prod-eu ⟨production⟩')
    expect(await stage.said('bob', `${typed} -c staging`)).toContain('staging ⟨ staging ⟩')
  })
})
