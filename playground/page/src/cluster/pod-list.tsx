import type { PodCard } from '../../../cluster/page-model.ts'

/** Pods as kubectl lists them, the troubled ones marked. */
export function PodList({ pods }: { readonly pods: readonly PodCard[] }) {
  if (pods.length === 0) return <p class="muted">No pods.</p>
  return (
    <ul class="pods">
      {pods.map((pod) => (
        <li key={pod.name} class="pod">
          <span class={`tone ${pod.tone}`} aria-hidden="true" />
          <span class="pod-name">{pod.name}</span>
          <span class="pod-facts">
            {pod.status} · {pod.ready}
            {pod.restarts > 0 &&
              ` · ${pod.restarts} restart${pod.restarts === 1 ? '' : 's'}`} ·{' '}
            {pod.node || 'no node'}
          </span>
        </li>
      ))}
    </ul>
  )
}
