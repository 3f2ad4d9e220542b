import type { WorkloadCard } from '../../../cluster/page-model.ts'

const MOST = 24

/** One segment per wanted pod: filled when ready, striped while it is on its way. */
export function ReplicaBar({ workload }: { readonly workload: WorkloadCard }) {
  const { desired, ready, tone } = workload
  const count = Math.max(desired, ready)
  const label = `${ready} of ${desired} ready`
  const shown = Math.min(count, MOST)
  return (
    <span class="replicas" role="img" aria-label={label} title={label}>
      <span class="replica-bar" aria-hidden="true">
        {Array.from({ length: shown }, (_, index) => (
          <span
            key={index}
            class={`segment ${index < ready ? 'ready' : tone} ${index >= desired ? 'extra' : ''}`}
          />
        ))}
      </span>
      <span class="replica-count">
        {ready}/{desired}
      </span>
    </span>
  )
}
