import { type Mode, says } from './mode.ts'

/** Why a node is not ready, from its Ready condition: `reason: message`. */
export const NODE_MODES: readonly Mode<string>[] = [
  {
    id: 'kubelet-silent',
    fits: says(/NodeStatusUnknown|NodeStatusNeverUpdated|stopped posting|never posted/i),
    likely:
      'Nothing has been heard of its kubelet: the machine, its network or the kubelet is gone.',
    nextStep: 'Look at the machine; its pods are replaced elsewhere after about five minutes.',
  },
  {
    id: 'node-network-missing',
    fits: says(/network plugin|cni|NetworkReady=false|NetworkPluginNotReady/i),
    likely: 'The pod network is not up on it.',
    nextStep: 'Look at the network plugin’s pod on this node.',
  },
  {
    id: 'node-runtime-down',
    fits: says(/container runtime|PLEG|containerd|docker|RuntimeReady=false/i),
    likely: 'Its container runtime does not answer, or answers too slowly.',
    nextStep: 'Drain the node, then restart the runtime or the machine.',
  },
]
