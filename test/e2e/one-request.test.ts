import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { run } from '../../src/cli/run.ts'
import {
  apiServerBehind,
  type AuditedApiServer,
  startAuditedApiServer,
} from '../support/audited-api-server.ts'
import { controlPlane } from '../support/control-plane.ts'
import { fakeHost } from '../support/fake-host.ts'
import { type BotAccount, botAccount } from '../support/bot-account.ts'
import { binding, clusterRole, deployment } from '../support/sample-objects.ts'
import { type Collector, startCollector } from '../support/traces.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { until } from '../support/patience.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const SHOP = `request-${Date.now().toString(36)}`
const EXTRA = 'request-id'

const config = `
clusters:
  - {name: real, environment: test, kubeconfig: audited.kubeconfig, context: bot}
channels:
  ${channels.shop.id}: {cluster: real, namespace: ${SHOP}}
identity:
  users:
    ${people.bob.id}: {user: bob@acorn.example, groups: [${SHOP}, everybody]}
    ${people.carol.id}: {user: carol@acorn.example, groups: [${SHOP}, everybody]}
policy: policy.yaml
health: {port: 0}
log: {level: debug}
`
const policy = `
rules:
  - {name: small, effect: allow, reason: small changes are free, namespaces: ['*'], commands: [scale, audit]}
  - name: second
    effect: ask
    reason: somebody else looks at a pause
    namespaces: ['*']
    commands: [pause]
    approvers: {name: crew, users: [${people.carol.id}]}
`

describe.skipIf(!apiServerBehind(KUBECONFIG))(
  'one request, on an API server that keeps an audit log',
  () => {
    const cluster = controlPlane(KUBECONFIG)
    const folder = mkdtempSync(join(tmpdir(), 'deckwatch-request-'))
    const stop = new AbortController()
    const lines: string[] = []
    let api: AuditedApiServer
    let account: BotAccount
    let slack: EmbeddedSlack
    let collector: Collector
    let running: Promise<unknown>

    beforeAll(async () => {
      cluster.apply(
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } },
        clusterRole(
          `${SHOP}-devs`,
          { apiGroups: [''], resources: ['*'], verbs: ['get', 'list', 'watch'] },
          { apiGroups: ['apps', 'autoscaling', 'policy'], resources: ['*'], verbs: ['*'] },
        ),
        binding(`${SHOP}-devs`, { kind: 'Group', name: SHOP }, SHOP),
        deployment(SHOP, 'web'),
      )
      account = botAccount({ kubeconfig: KUBECONFIG, namespace: SHOP, config })
      cluster.kubectl('-n', SHOP, 'rollout', 'status', 'deploy/web', '--timeout=90s')
      ;[api, slack, collector] = await Promise.all([
        startAuditedApiServer(KUBECONFIG),
        startSlack({ rateLimits: 'off' }),
        startCollector(),
      ])
      const files = {
        'deckwatch.yaml': config,
        'policy.yaml': policy,
        'audited.kubeconfig': api.redirect(account.kubeconfig),
      }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const host = fakeHost(['run'], {
        stop: stop.signal,
        out: (line) => void lines.push(line),
        env: {
          SLACK_API_URL: slack.apiUrl,
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_APP_TOKEN: slack.appToken,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
          OTEL_BSP_SCHEDULE_DELAY: '100',
        },
      })
      running = run(join(folder, 'deckwatch.yaml'), host)
      await until(() => lines.some((line) => line.includes('bot ready')))
    })
    afterAll(async () => {
      stop.abort()
      await running
      await Promise.all([slack.stop(), api.stop(), collector.stop()])
      rmSync(folder, { recursive: true })
      cluster.kubectl('delete', 'namespace', SHOP, '--wait=false')
      account.remove()
      cluster.kubectl('delete', 'clusterrole', `${SHOP}-devs`)
    })

    const ask = async (typed: string) =>
      saidBy(
        await lastWordOn(slack, typed, () =>
          slack.driver.say(people.bob, channels.shop, `/k8s ${typed}`),
        ),
      )
    const logOf = (id: string) =>
      lines.flatMap((line) => {
        const facts = JSON.parse(line) as Record<string, unknown>
        return facts['request'] === id ? [facts] : []
      })
    const spansOf = (id: string) =>
      collector.spans.filter(({ attributes }) => attributes['deckwatch.request.id'] === id)
    const auditedOf = (id: string) =>
      api
        .events()
        .filter(({ impersonatedUser }) =>
          Object.entries(impersonatedUser?.extra ?? {}).some(
            ([key, values]) => key.endsWith(EXTRA) && values.includes(id),
          ),
        )

    test('has one id in Slack, in the log, in the trace, on the audit trail and at Kubernetes', async () => {
      const card = await ask('scale deployment/web 2')

      const id = /request (\w{8})/.exec(card.replaceAll('`', ''))?.[1] ?? ''
      expect(card).toContain('✓ Scaled')
      expect(id).toHaveLength(8)

      const patched = auditedOf(id).find(
        ({ verb, requestURI }) => verb === 'patch' && !requestURI.includes('dryRun'),
      )
      expect(patched).toMatchObject({
        user: { username: `system:serviceaccount:${SHOP}:deckwatch` },
        impersonatedUser: { username: 'bob@acorn.example' },
        responseStatus: { code: 200 },
      })

      await expect.poll(() => spansOf(id).map(({ name }) => name)).toContain('carry out')
      const write = spansOf(id).find(
        ({ attributes }) => attributes['deckwatch.kubernetes.verb'] === 'patch',
      )
      expect(write?.attributes['deckwatch.kubernetes.audit_id']).toBe(patched?.auditID)
      await expect.poll(() => logOf(id).map(({ msg }) => msg)).toContain('request answered')
      expect(logOf(id).find(({ msg }) => msg === 'API call')).toMatchObject({
        trace_id: write?.traceId,
      })
      const outcome = logOf(id).find(({ audit }) => audit === 'outcome')
      expect(outcome).toMatchObject({ request: id, auditIds: [patched?.auditID] })

      expect(await ask(`audit --request ${id}`)).toContain('scale deployment/web')
    })

    test('leads from the Slack payload to the API call and back to Slack in one trace', async () => {
      const known = new Set(collector.spans.map(({ traceId }) => traceId))
      await ask('scale deployment/web 3')
      const written = () =>
        collector.spans.find(({ name, traceId }) => name === 'carry out' && !known.has(traceId))
      await expect.poll(written).toBeDefined()
      const own = () => collector.spans.filter(({ traceId }) => traceId === written()?.traceId)
      await expect
        .poll(() => own().map(({ name }) => name))
        .toEqual(
          expect.arrayContaining([
            'slack delivery',
            'request',
            'identify',
            'plan scale',
            'judge',
            'access review',
            'carry out',
            'store plan',
            'execute',
            'PATCH deployments.apps/scale',
            'follow',
            'deliver',
            'slack chat.postMessage',
          ]),
        )

      const root = own().find(({ name }) => name === 'slack delivery')
      expect(root?.parentSpanId ?? '').toBe('')
      expect(
        JSON.stringify(own().map(({ attributes, events }) => [attributes, events])),
      ).not.toContain('deployment/web 3')
    })

    test('that waits for a vote is carried out in a trace that links to who asked and who voted', async () => {
      const shown = await lastWordOn(slack, 'the card of a pause', () =>
        slack.driver.say(people.bob, channels.shop, '/k8s pause deployment/web'),
      )
      const plan = /plan (\w{8})/i.exec(saidBy(shown).replaceAll('`', ''))?.[1] ?? ''
      await slack.driver.say(people.carol, channels.shop, `/k8s approve ${plan}`)
      const begun = () =>
        collector.spans.find(
          ({ name, attributes }) =>
            name === 'plan: begin' && attributes['deckwatch.plan.id'] === plan,
        )
      await expect.poll(begun).toBeDefined()
      const linked = () => {
        const traces = begun()?.links.map(({ traceId }) => traceId) ?? []
        return traces.map((id) =>
          collector.spans.find(({ name, traceId }) => name === 'request' && traceId === id),
        )
      }
      await expect
        .poll(() => linked().map((span) => span?.attributes['deckwatch.command']))
        .toEqual(['pause', 'approve'])

      const [asked] = linked()
      const id = begun()?.attributes['deckwatch.request.id']
      expect(id).toBe(asked?.attributes['deckwatch.request.id'])
      expect(auditedOf(String(id)).map(({ verb }) => verb)).toContain('patch')
    })

    test('that is refused says its id, and Kubernetes knows it too', async () => {
      const said = await ask('restart deployment/web')

      const id = /request (\w{8})/.exec(said.replaceAll('`', ''))?.[1] ?? ''
      await expect.poll(() => logOf(id).map(({ msg }) => msg)).toContain('request denied')
      expect(
        auditedOf(id).every(({ verb }) => verb === 'get' || verb === 'list' || verb === 'create'),
      ).toBe(true)
    })
  },
)
