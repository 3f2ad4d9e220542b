import { commands } from '../../../commands/index.ts'
import type { Policy } from '../../../rbac/policy/create-policy.ts'
import type { Config } from '../../config/load.ts'
import type { AccessQuestion, Examination } from '../../kube/examination/examination.ts'
import { DeckwatchError } from '../../core/errors.ts'
import { rightsOf } from '../rights.ts'
import { type Ailments, defineCheck, type Mend, type Report } from './check.ts'
import { doctorAgain, grant, narrow } from './mending.ts'
import { onEachCluster } from './on-each-cluster.ts'
import type { Patient } from './patient.ts'
import { reasonOf } from './reason-of.ts'
import { hasConstrained } from './rights/constrained.ts'
import { type Danger, dangerOf, DANGERS } from './rights/dangers.ts'
import { surplusOf } from './rights/surplus.ts'
import { sayRights, type Wanted, wantedOf } from './rights/wanted.ts'

const NARROW =
  'Apply what `deckwatch rbac` prints; then find what else gives it (kubectl get clusterrolebindings,rolebindings --all-namespaces --output wide), and delete that.'
const GRANT = 'Apply what `deckwatch rbac` prints.'

const ailments = {
  'cluster-misconfigured': {
    level: 'error',
    why: 'Nothing can be asked of it.',
    mend: 'Correct kubeconfig, context or inCluster of the cluster; outside of a pod, DECKWATCH_CONTEXT stands in for inCluster.',
  },
  'rights-unseen': {
    level: 'warning',
    why: 'Whether the bot has too few or too many rights is not known.',
    mend: 'See what is said of the cluster.',
  },
  'right-to-act-missing': {
    level: 'error',
    why: 'These people are refused in that cluster, whatever they may.',
    mend: GRANT,
  },
  'right-to-watch-missing': {
    level: 'error',
    why: 'The bot is blind for it: nobody is told when it fails.',
    mend: GRANT,
  },
  'right-to-details-missing': {
    level: 'warning',
    why: 'Threads of incidents lack logs and events.',
    mend: GRANT,
  },
  'right-to-everything': {
    level: 'error',
    why: 'Whoever takes over the bot, or finds a flaw in it, owns the cluster.',
    mend: NARROW,
  },
  'right-to-be-anybody': {
    level: 'error',
    why: 'Impersonation without names is as good as cluster-admin: system:masters is a group like others.',
    mend: NARROW,
  },
  'right-to-be-any-user': {
    level: 'warning',
    why: 'The bot could act as whoever it likes, not only as those who are mapped. Where people are mapped by e-mail their names have to be added to the rule.',
    mend: NARROW,
  },
  'right-to-secrets': {
    level: 'error',
    why: 'Secrets hold what opens other doors; the bot never shows one and never needs one.',
    mend: NARROW,
  },
  'right-to-enter-pods': {
    level: 'error',
    why: 'It is a shell in every container it reaches.',
    mend: NARROW,
  },
  'right-to-grant': {
    level: 'error',
    why: 'Who can give rights, or tokens, has all of them.',
    mend: NARROW,
  },
  'right-to-write': {
    level: 'error',
    why: 'Changes are made as the person who asks; the bot’s own account changes nothing.',
    mend: NARROW,
  },
  'right-surplus': {
    level: 'warning',
    why: 'What is not needed only helps whoever takes over the bot.',
    mend: NARROW,
  },
} as const satisfies Ailments

export const rights = defineCheck({
  name: 'rights',
  title: 'Rights',
  looksAt:
    'which rights the bot’s own account lacks in each cluster, and which it has and never needs',
  ailments,
  async examine(patient, report) {
    const { config, policy } = patient
    if (!config) return
    await onEachCluster(patient, report, (cluster, { name }) =>
      lookAt(cluster, { patient, config, policy, name, report }).catch((error: unknown) => {
        if (!(error instanceof DeckwatchError)) throw error
        const run = [doctorAgain(patient, 'clusters')]
        report.wrong('rights-unseen', `${name}: ${reasonOf(error)}`, { run })
      }),
    )
  },
})

type Around = {
  readonly patient: Patient
  readonly config: Config
  readonly policy: Policy | undefined
  readonly name: string
  readonly report: Report<keyof typeof ailments>
}

async function lookAt(cluster: Examination, around: Around): Promise<void> {
  const { config, policy, name: named } = around
  // Asked first, so that a cluster that is away is told as that, once.
  await cluster.reach()
  const deeds = policy && { commands, policy, kinds: [] }
  const isConstrained = await hasConstrained(cluster)
  const wishes = { cluster: named, ...(isConstrained && deeds && { deeds }) }
  const wanted = wantedOf({
    needed: rightsOf(config, { ...wishes, details: false }),
    withDetails: rightsOf(config, { ...wishes, details: true }),
  })
  const [who, missing, dangers, surplus] = await Promise.all([
    cluster.whoAmI(),
    missingOf(cluster, wanted),
    dangersOf(cluster),
    surplusOf(
      cluster,
      wanted.map(({ right }) => right),
    ),
  ])
  const place = { cluster: named, who, isConstrained }
  if (missing.length === 0)
    around.report.fine(`${named}: it has the ${wanted.length} rights that it needs`)
  tellMissing(missing, grant(around.patient, place), around)
  const wide = [...dangers, ...surplus.map((right) => [dangerOf(right), right] as const)]
  tellTooWide(wide, narrow(around.patient, place), around)
}

async function missingOf(cluster: Examination, wanted: readonly Wanted[]) {
  const allowed = await Promise.all(wanted.map((one) => cluster.mayBot(one.right)))
  return wanted.filter((_, i) => !allowed[i])
}

const MISSING = {
  impersonation: 'right-to-act-missing',
  watching: 'right-to-watch-missing',
  details: 'right-to-details-missing',
} as const

function tellMissing(missing: readonly Wanted[], mend: Mend, { name, report }: Around): void {
  for (const [part, all] of Map.groupBy(missing, (one) => one.part))
    report.wrong(
      MISSING[part],
      `${name}: the bot may not ${shorten(sayRights(all.map(({ right }) => right)))}`,
      mend,
    )
}

async function dangersOf(cluster: Examination) {
  const allowed = await Promise.all(DANGERS.map(([, question]) => cluster.mayBot(question)))
  return DANGERS.filter((_, i) => allowed[i])
}

type Wide = readonly [Danger | undefined, AccessQuestion]

function tellTooWide(wide: readonly Wide[], mend: Mend, { name, report }: Around): void {
  const byDanger = Map.groupBy(wide, ([danger]) => danger ?? ('right-surplus' as const))
  if (byDanger.has('right-to-everything'))
    return report.wrong('right-to-everything', `${name}: the bot may do everything`, mend)
  for (const [danger, all] of byDanger)
    report.wrong(
      danger,
      `${name}: the bot may ${shorten(sayRights(all.map(([, one]) => one)))}`,
      mend,
    )
  if (wide.length === 0) report.fine(`${name}: it has no right beyond those`)
}

const MOST = 8

function shorten(said: readonly string[]): string {
  const once = [...new Set(said)]
  const more = once.length - MOST
  return `${once.slice(0, MOST).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
