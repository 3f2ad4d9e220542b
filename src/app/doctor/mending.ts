import { shellCommand, shellWord } from '../../core/words/shell.ts'
import type { ClusterSettings } from '../../kube/settings.ts'
import type { Mend } from './check.ts'
import type { Patient } from './patient.ts'

type Configured = Pick<Patient, 'configFile' | 'pod'>

/** A command of this program for the configuration that was looked at: in its pod, where that lies in one. */
export function deckwatch({ configFile, pod }: Configured, ...words: readonly string[]): string {
  const [command = '', ...options] = words
  const program = pod ? ['kubectl', '-n', pod.namespace, ...IN_THE_POD] : ['deckwatch']
  return shellCommand(...program, command, '--config', configFile, ...options)
}

const IN_THE_POD = ['exec', 'deployment/deckwatch', '--', '/nodejs/bin/node', '/app/deckwatch.js']

export const doctorAgain = (patient: Configured, check: string): string =>
  deckwatch(patient, 'doctor', '--only', check)

/** `kubectl` with the credentials of the bot. */
export function kubectlAsBot({ kubeconfig, context }: ClusterSettings, ...words: string[]): string {
  const where = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--context', context]),
  ]
  return shellCommand('kubectl', ...where, ...words)
}

/** A cluster, and as whom it knows the bot; undefined where it does not say. */
export type Place = {
  readonly cluster: string
  readonly who: string | undefined
  /** Whether impersonation is granted there as constrained. */
  readonly isConstrained: boolean
}

/** The rights of this configuration, printed and applied. */
export function grant(patient: Configured, { cluster, who, isConstrained }: Place): Mend {
  const manner = isConstrained ? ['--impersonation', 'constrained'] : []
  const print = ['rbac', '--cluster', cluster, ...boundTo(who), '--details', ...manner]
  const unknown = who === undefined ? ', with the bot’s user there in place of NAME' : ''
  return {
    say: `With kubectl as an administrator of ${cluster}${unknown}:`,
    run: [`${deckwatch(patient, ...print)} | kubectl apply -f -`],
  }
}

/** The rights of this configuration and no others: what its own roles give too much, and who gives the rest. */
export function narrow(patient: Configured, place: Place): Mend {
  const { say, run } = grant(patient, place)
  return {
    say: `${say?.slice(0, -1) ?? ''}, write the bot’s own roles anew, then look what else is bound to it, and delete what gives this (kubectl delete clusterrolebinding …):`,
    run: [...run, bindingsOf(place.who)],
  }
}

function bindingsOf(who = 'NAME'): string {
  const account = accountOf(who)
  const names = account
    ? [account, who, 'system:serviceaccounts', 'system:authenticated']
    : [who, 'system:authenticated']
  const list = 'kubectl get clusterrolebindings,rolebindings --all-namespaces --output wide'
  return `${list} | grep -F ${names.map((name) => `-e ${shellWord(name)}`).join(' ')}`
}

/** A token for the account, to be put where the one before is. */
export function tokenFor(who: string | undefined): readonly string[] {
  const [namespace, name] = accountOf(who ?? '')?.split('/') ?? []
  if (namespace === undefined || name === undefined) return []
  return [shellCommand('kubectl', '-n', namespace, 'create', 'token', name, '--duration', '8760h')]
}

function boundTo(who = 'NAME'): readonly string[] {
  const account = accountOf(who)
  return account === undefined ? ['--user', who] : ['--service-account', account]
}

/** `NAMESPACE/NAME` of a service account, as `rbac` takes it and kubectl prints it. */
function accountOf(who: string): string | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(who) ?? []
  return namespace !== undefined && name !== undefined ? `${namespace}/${name}` : undefined
}
