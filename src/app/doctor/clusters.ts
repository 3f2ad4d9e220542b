import { ConfigError, DeckwatchError } from '../../core/errors.ts'
import { sayDuration } from '../../core/words/duration.ts'
import type { Examination, Reached } from '../../kube/examination/examination.ts'
import type { Lifetimes } from '../../kube/examination/lifetimes.ts'
import type { ClusterSettings } from '../../kube/settings.ts'
import { type Ailments, defineCheck, type Mend, type Report } from './check.ts'
import { grant, kubectlAsBot, tokenFor } from './mending.ts'
import { onEachCluster } from './on-each-cluster.ts'
import type { Patient } from './patient.ts'
import { reasonOf } from './reason-of.ts'
import { hasConstrained } from './rights/constrained.ts'
import { sayAhead } from './slack.ts'

const RENEW =
  'Renew it: the server’s on the control plane (kubeadm certs renew apiserver, where kubeadm made it), the bot’s in its kubeconfig.'
const TOKEN = 'Put a new token into the kubeconfig; inCluster needs none.'

const ailments = {
  'cluster-misconfigured': {
    level: 'error',
    why: 'Nothing can be asked of it.',
    mend: 'Correct kubeconfig, context or inCluster of the cluster; outside of a pod, DECKWATCH_CONTEXT stands in for inCluster.',
  },
  'cluster-unreachable': {
    level: 'error',
    why: 'People get no answer from it, and nobody is told what fails there.',
    mend: 'Try from the same place; look at egress rules (NetworkPolicy) and DNS.',
  },
  'cluster-credentials': {
    level: 'error',
    why: 'It does not let the bot in.',
    mend: 'Renew the token or certificate in the kubeconfig; in a pod, mount its token (deploy/components/in-cluster).',
  },
  'cluster-old': {
    level: 'error',
    why: 'Deckwatch is tried with Kubernetes 1.20 to 1.36.',
    mend: 'Upgrade the cluster.',
  },
  'cluster-new': {
    level: 'warning',
    why: 'Deckwatch is tried with Kubernetes 1.20 to 1.36.',
    mend: 'Look for a newer Deckwatch.',
  },
  'cluster-slow': {
    level: 'warning',
    why: 'Every answer to people takes several calls.',
    mend: 'Run the bot nearer to it, or look at the API server’s load (apiserver_current_inflight_requests).',
  },
  'cluster-clock': {
    level: 'error',
    why: 'What is old and what is new is decided by both clocks.',
    mend: 'Switch NTP on, on the node of the bot and on those of the control plane (timedatectl set-ntp true).',
  },
  'cluster-insecure': {
    level: 'error',
    why: 'Anybody on the way can pretend to be the cluster, and take the bot’s credentials.',
    mend: 'Replace insecure-skip-tls-verify in the kubeconfig by certificate-authority-data.',
  },
  'certificate-expired': {
    level: 'error',
    why: 'Nobody gets in with it.',
    mend: RENEW,
  },
  'certificate-expires': {
    level: 'warning',
    why: 'After that the bot is blind there.',
    mend: RENEW,
  },
  'token-expired': {
    level: 'error',
    why: 'Nobody gets in with it.',
    mend: TOKEN,
  },
  'token-expires': {
    level: 'warning',
    why: 'After that the bot is blind there.',
    mend: TOKEN,
  },
  'impersonation-unproven': {
    level: 'error',
    why: 'Everybody would act with wrong rights; the bot refuses to start.',
    mend: 'Apply what `deckwatch rbac` prints, and let no proxy drop Impersonate headers.',
  },
} as const satisfies Ailments

export const clusters = defineCheck({
  name: 'clusters',
  title: 'Clusters',
  looksAt:
    'whether each cluster answers, its version, certificates, token, clock, and that it sees whom the bot acts as',
  ailments,
  examine: (patient, report) =>
    onEachCluster(patient, report, async (cluster, settings) => {
      const told = within(report, settings.name)
      const reached = await cluster
        .reach()
        .catch((error: unknown) => tellAway(error, tryBy(patient, settings), told))
      const who = reached && (await cluster.whoAmI())
      // What has expired keeps the bot out.
      lookAtLifetimes(await cluster.lifetimes(), { now: patient.clock.now(), who }, told)
      if (!reached) return
      lookAtVersion(reached, told)
      lookAtClock(reached, told)
      const isConstrained = await hasConstrained(cluster)
      const grants = grant(patient, { cluster: settings.name, who, isConstrained })
      await proveImpersonation(cluster, grants, told)
    }),
})

export type ClusterReport = Report<keyof typeof ailments>

/** The same report, with the cluster's name in front. */
function within(report: ClusterReport, name: string): ClusterReport {
  return {
    fine: (what) => report.fine(`${name}: ${what}`),
    wrong: (id, what, mend) => report.wrong(id, `${name}: ${what}`, mend),
  }
}

/** The image has no kubectl, and outside of the pod its files are not there. */
const tryBy = ({ pod }: Patient, settings: ClusterSettings): Mend => ({
  run: pod ? [] : [kubectlAsBot(settings, 'version')],
})

function tellAway(error: unknown, attempt: Mend, { wrong }: ClusterReport): undefined {
  if (!(error instanceof DeckwatchError)) throw error
  const isRefused = error.code === 'cluster-credentials'
  wrong(isRefused ? 'cluster-credentials' : 'cluster-unreachable', reasonOf(error), attempt)
}

const [OLDEST, NEWEST] = [20, 36]
const SLOW_MS = 1000

function lookAtVersion({ version, latencyMs }: Reached, { fine, wrong }: ClusterReport): void {
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)/.exec(version) ?? []
  const at = Number(major) * 1000 + Number(minor)
  // A build of somebody's own has no number.
  const isNumbered = major !== '0'
  if (isNumbered && at < 1000 + OLDEST) wrong('cluster-old', `it is Kubernetes ${version}`)
  else if (at > 1000 + NEWEST) wrong('cluster-new', `it is Kubernetes ${version}`)
  else fine(`Kubernetes ${version}, answers in ${latencyMs} ms`)
  if (latencyMs >= SLOW_MS) wrong('cluster-slow', `one answer takes ${latencyMs} ms`)
}

const MOST_SKEW_MS = 30_000

function lookAtClock({ aheadMs }: Reached, { fine, wrong }: ClusterReport): void {
  if (aheadMs === undefined) return
  if (Math.abs(aheadMs) < MOST_SKEW_MS) fine('its clock agrees with this one')
  else wrong('cluster-clock', `this clock is ${sayAhead(aheadMs)} its clock`)
}

const SOON_MS = 14 * 86_400_000

type Holder = { readonly now: Date; readonly who: string | undefined }

function lookAtLifetimes(
  lifetimes: Lifetimes,
  { now, who }: Holder,
  { fine, wrong }: ClusterReport,
): void {
  const { serverCertificate, clientCertificate, token, isRenewed, isInsecure } = lifetimes
  if (isInsecure) wrong('cluster-insecure', 'its certificate is not looked at')
  const look = (what: string, until: Date | undefined, kind: 'certificate' | 'token') => {
    if (!until) return
    const leftMs = until.getTime() - now.getTime()
    const mend = { run: kind === 'token' ? tokenFor(who ?? lifetimes.account) : [] }
    if (leftMs <= 0) wrong(`${kind}-expired`, `${what} expired at ${until.toISOString()}`, mend)
    else if (leftMs < SOON_MS)
      wrong(`${kind}-expires`, `${what} expires in ${sayDuration(leftMs)}`, mend)
    else fine(`${what} is good until ${until.toISOString().slice(0, 10)}`)
  }
  look('the certificate of its API server', serverCertificate, 'certificate')
  look('the bot’s certificate', clientCertificate, 'certificate')
  // What is renewed is always about to expire.
  if (!isRenewed || (token && token <= now)) look('the bot’s token', token, 'token')
}

async function proveImpersonation(
  cluster: Examination,
  grants: Mend,
  { fine, wrong }: ClusterReport,
): Promise<void> {
  try {
    await cluster.proveImpersonation()
    fine('it sees the user and the groups that the bot acts as')
  } catch (error) {
    if (!(error instanceof DeckwatchError)) throw error
    const said = error instanceof ConfigError ? error.problems : [reasonOf(error)]
    for (const one of said) {
      // Rights do not help where something on the way drops what is sent.
      const mend = one.includes('lacks the right') ? grants : undefined
      wrong('impersonation-unproven', one.replace(/^cluster [^:]+: /, ''), mend)
    }
  }
}
