import { ConfigError } from '../../src/core/errors.ts'
import type { Facts } from '../../src/core/judge.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { createPolicy, type Policy } from '../../rbac/policy/create-policy.ts'
import type { Known } from '../../rbac/policy/known.ts'
import { PolicyDocument } from '../../rbac/policy/policy.ts'

/** A policy as the program would read it from a file. */
export function policyFrom(text: string, known: Known = {}): Policy {
  return createPolicy(readYaml({ text, file: 'policy.yaml' }, PolicyDocument), known)
}

/** All that is wrong with a policy; empty for a sound one. */
export function problemsIn(text: string, known: Known): readonly string[] {
  try {
    policyFrom(text, known)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
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
