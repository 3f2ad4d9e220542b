import { useState } from 'preact/hooks'
import type { WorkloadCard } from '../../../cluster/page-model.ts'
import { useDesk } from '../shell/desk.ts'
import { Menu } from '../shell/menu.tsx'
import { breakItems } from './break-items.ts'
import { PodList } from './pod-list.tsx'
import { ReplicaBar } from './replica-bar.tsx'
import { shortName, suggestedWords } from './suggested-words.ts'

type Props = {
  readonly workload: WorkloadCard
  readonly cluster: string
  /** Words need `-c` where there are several clusters. */
  readonly isOnly: boolean
}

/** A workload: what runs, how well, what one may ask about it, and how to break it. */
export function WorkloadView({ workload, cluster, isOnly }: Props) {
  const [open, setOpen] = useState(false)
  const { kind, tone, note } = workload
  const rolls = kind !== 'Job' && kind !== 'CronJob'
  const name = shortName(workload)
  return (
    <li class={`workload ${tone}`} data-workload={`${workload.namespace}/${workload.name}`}>
      <div class="workload-line">
        <button
          type="button"
          class="workload-name"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span class={`tone ${tone}`} aria-hidden="true" />
          <span class="kind">{name.split('/')[0]}/</span>
          <strong>{workload.name}</strong>
        </button>
        {(rolls || tone !== 'idle') && <ReplicaBar workload={workload} />}
        {rolls && <BreakButtons workload={workload} cluster={cluster} />}
      </div>
      {(note || tone !== 'good') && <p class="workload-note">{note || tone}</p>}
      {open && <Details workload={workload} {...(!isOnly && { cluster })} />}
    </li>
  )
}

type Where = { readonly workload: WorkloadCard; readonly cluster: string }

function BreakButtons({ workload, cluster }: Where) {
  const { breakIt } = useDesk()
  const { namespace, name } = workload
  const act = (action: Parameters<typeof breakIt>[1]) => breakIt(cluster, action)
  return (
    <span class="break-buttons" data-tour={`break ${namespace}/${name}`}>
      <Menu label={`Break ${name}`} items={breakItems(workload, act)} class="button small break">
        Break
      </Menu>
      <button
        type="button"
        class="button small"
        aria-label={`Mend ${name}`}
        onClick={() => act({ action: 'recover', namespace, name })}
      >
        Mend
      </button>
    </span>
  )
}

function Details({
  workload,
  cluster,
}: {
  readonly workload: WorkloadCard
  readonly cluster?: string
}) {
  const { world, compose } = useDesk()
  const { hpa, pdb, managedBy, revision } = workload
  const facts = [
    revision && `revision ${revision}`,
    hpa &&
      `HPA ${hpa.min}–${hpa.max}${hpa.cpu === undefined ? '' : `, cpu ${hpa.cpu}% of ${hpa.targetCpu}%`}`,
    pdb && `PDB allows ${pdb.disruptionsAllowed}`,
    managedBy && `managed by ${managedBy}`,
  ].filter(Boolean)
  return (
    <div class="workload-details">
      <p class="facts">
        <code>{workload.image}</code>
        {facts.length > 0 && <br />}
        {facts.join(' · ')}
      </p>
      <p class="chips">
        {suggestedWords(workload, cluster).map(({ label, words }) => (
          <button
            key={label}
            type="button"
            class="chip"
            title={`${world.slack.slashCommand} ${words}`}
            onClick={() => compose(`${world.slack.slashCommand} ${words}`)}
          >
            {label}
          </button>
        ))}
      </p>
      <PodList pods={workload.pods} />
    </div>
  )
}
