import { expect, test } from 'vitest'
import { targetOf } from '../../../src/core/kinds/target-of.ts'
import { kinds } from '../../support/kube-kinds.ts'
import { deployment } from '../../support/kube-objects.ts'

const ref = { kind: kinds.deployment, namespace: 'shop', name: 'web' }

test('a target keeps the short annotations that people write, not what tools keep there', () => {
  const annotations = {
    owner: 'shop-team',
    essay: 'a'.repeat(257),
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'deployment.kubernetes.io/desired-replicas': '3',
  }

  expect(targetOf(ref, deployment({ annotations })).annotations).toEqual({ owner: 'shop-team' })
})

test('a target without such annotations has none', () => {
  expect(targetOf(ref, deployment())).not.toHaveProperty('annotations')
})
