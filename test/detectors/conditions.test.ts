import { expect, test } from 'vitest'
import type { Condition } from '../../src/core/conditions/condition.ts'
import { plain } from '../../src/core/text.ts'
import type { Watched } from '../../src/core/watched.ts'
import { createConditions } from '../../src/detectors/conditions/conditions.ts'
import { lookAt, NOW, ownedBy, watched } from '../support/watched-objects.ts'

const certificate = (status: unknown, name = 'web-tls') =>
  watched(`certificates.cert-manager.io/${name}`, { status })
const late: Condition = {
  name: 'certificate-late',
  kind: 'certificates.cert-manager.io',
  when: 'object.status.conditions.exists(c, c.type == "Ready" && c.status == "False")',
  message: 'object.status.conditions[0].message',
  for: 300_000,
  clear: 60_000,
  severity: 'critical',
  summary: 'is not ready',
  nextStep: 'Look at its order.',
}
const unready = certificate({
  conditions: [{ type: 'Ready', status: 'False', message: 'order\ninvalid' }],
})

function stage(more: Partial<Condition> = {}) {
  const { detectors, failures } = createConditions([{ ...late, ...more }])
  const [detector] = detectors
  if (!detector) throw new Error('no detector')
  const look = (object: Watched, ...others: readonly Watched[]) =>
    detector.look(object, lookAt(object, ...others), NOW)
  const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000)
  return { detector, look, failures: (after = 0) => failures(minutes(after)) }
}

test('a condition that is true is told of the object, with what the operator wants said', () => {
  const { detector, look } = stage()
  const [found] = look(unready)

  expect(detector).toMatchObject({
    id: 'condition-certificate-late',
    holdMs: 300_000,
    clearMs: 60_000,
    severity: 'critical',
    nextStep: 'Look at its order.',
    keeps: [
      {
        group: 'cert-manager.io',
        resource: 'certificates',
        paths: ['status.conditions'],
      },
    ],
  })
  expect(detector.everyMs).toBeUndefined()
  expect(found).toMatchObject({ about: { name: 'web-tls' }, explains: [] })
  expect(plain(found?.summary ?? [])).toBe('is not ready')
  expect(found?.evidence.map(plain)).toEqual(['web-tls: order invalid'])
})

test('without a message the expression itself is the evidence', () => {
  const { look } = stage({ message: undefined })

  expect(look(unready)[0]?.evidence.map(plain)[0]).toContain('c.status == "False"')
})

test('it sees names, labels and times as the API has them, and time alone can make it true', () => {
  const { detector, look } = stage({
    when: 'now - timestamp(object.metadata.creationTimestamp) > duration("30m") && object.metadata.namespace == "shop"',
    message: undefined,
  })

  expect(detector.everyMs).toBe(60_000)
  expect(look(certificate({}))).toHaveLength(1)
})

test('pods are told of their owner, other kinds for themselves', () => {
  const owner = watched('deployments.apps/web')
  const when = 'object.status.phase == "Failed"'
  const owned = (what: string) =>
    watched(what, { owners: ownedBy(owner, 'Deployment'), status: { phase: 'Failed' } })
  const about = (kind: string, object: Watched) =>
    stage({ kind, when, message: undefined }).look(object, owner)[0]?.about.name

  expect(about('pods', owned('pods/web-1'))).toBe('web')
  expect(about('certificates.cert-manager.io', owned('certificates.cert-manager.io/tls'))).toBe(
    'tls',
  )
})

test('an object that lacks the field is none, as long as others have it', () => {
  const { look, failures } = stage()
  expect(look(certificate({}, 'new'))).toEqual([])
  expect(failures()).toMatchObject([
    { name: 'certificate-late', kind: late.kind, objects: 1, example: 'shop/new' },
  ])
  expect(failures()[0]?.problem).toContain('conditions')

  look(unready)
  expect(failures()).toEqual([])
  expect(failures(20)).toEqual([])
})

test('an expression that breaks on an object is counted until it is answered', () => {
  const { look, failures } = stage({ when: 'object.status.count > 3', message: undefined })
  expect(look(certificate({ count: 4 }, 'sound'))).toHaveLength(1)
  expect(look(certificate({ count: 'many' }))).toEqual([])
  expect(failures()).toMatchObject([{ objects: 1, example: 'shop/web-tls' }])

  look(certificate({ count: 2 }))
  expect(failures()).toEqual([])
})

test('a message that cannot be made says so and hides nothing', () => {
  const { look } = stage({ message: 'object.status.absent' })

  expect(look(unready)[0]?.evidence.map(plain)[0]).toContain('what more to say is not known')
})
