import type { ClusterPage, NodeCard } from '../../../cluster/page-model.ts'
import { useDesk } from '../shell/desk.ts'

/** The nodes, with a button to lose one or get it back. */
export function NodeList({ cluster }: { readonly cluster: ClusterPage }) {
  return (
    <ul class="nodes">
      {cluster.nodes.map((node) => (
        <NodeView key={node.name} node={node} cluster={cluster.name} />
      ))}
    </ul>
  )
}

function NodeView({ node, cluster }: { readonly node: NodeCard; readonly cluster: string }) {
  const { breakIt } = useDesk()
  const isLost = node.status.startsWith('NotReady')
  return (
    <li
      class={`node ${node.tone}`}
      title={`cpu ${node.cpu.requested} of ${node.cpu.allocatable}, memory ${node.memory.requested} of ${node.memory.allocatable} requested`}
    >
      <p class="node-name">
        <span class={`tone ${node.tone}`} aria-hidden="true" />
        <strong>{node.name}</strong>
      </p>
      <p class="node-facts">
        {node.status} · {node.pods} pod{node.pods === 1 ? '' : 's'}
      </p>
      <button
        type="button"
        class={`button small ${isLost ? '' : 'break'}`}
        aria-label={isLost ? `Bring back ${node.name}` : `Lose ${node.name}`}
        onClick={() =>
          breakIt(cluster, { action: isLost ? 'recover-node' : 'lose-node', node: node.name })
        }
      >
        {isLost ? 'Bring back' : 'Lose'}
      </button>
    </li>
  )
}
