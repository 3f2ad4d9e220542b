import type { Facts } from '../../src/core/judge.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { createPolicy, type Policy } from '../../rbac/policy/create-policy.ts'
import type { Known } from '../../rbac/policy/known.ts'
import { PolicyDocument } from '../../rbac/policy/policy.ts'

/** A policy as the program would read it from a file. */
export function policyFrom(text: string, known: Known = {}): Policy {
  return createPolicy(readYaml({ text, file: 'policy.yaml' }, PolicyDocument), known)
}

/** What Jane, a viewer, asks in staging; override what the test is about. */
export function facts(given: Partial<Facts> = {}): Facts {
  return {
    actor: actor(),
    command: 'get',
    risk: 'read',
    cluster: { name: 'staging-eu', environment: 'staging' },
    place: { channelId: 'C012AB3CD', kind: 'channel' },
    target: { namespace: 'shop', name: 'web', kind: 'deployments', group: 'apps', labels: {} },
    at: new Date('2026-11-18T12:00:00Z'),
    ...given,
  }
}

export function actor(given: Partial<Facts['actor']> = {}): Facts['actor'] {
  return {
    userId: 'U012JANE',
    teamId: 'T012HOME',
    name: 'Jane',
    user: 'jane@example.com',
    groups: ['chatops:viewers'],
    roles: [],
    ...given,
  }
}
