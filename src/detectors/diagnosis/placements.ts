import { type Mode, says } from './mode.ts'

/** Why no node takes a pod, from the scheduler's own sentence; the first that fits leads. */
export const PLACEMENT_MODES: readonly Mode<string>[] = [
  {
    id: 'no-nodes',
    fits: says(/no nodes available|0\/0 nodes/i),
    likely: 'The cluster has no node that could take pods.',
    nextStep: 'Look at the nodes: get nodes.',
  },
  {
    id: 'volume-not-bound',
    fits: says(/unbound immediate PersistentVolumeClaims|persistentvolumeclaim "[^"]*" not found/i),
    likely: 'A volume claim of the pod is missing or not bound yet.',
    nextStep: 'Look at the claim: describe pvc.',
  },
  {
    id: 'not-enough-room',
    fits: says(/Insufficient (?:cpu|memory|ephemeral-storage|pods)|Too many pods/i),
    likely: 'No node that would take the pod has what it asks for left.',
    nextStep: 'Lower its requests, scale something else down, or add nodes.',
  },
  {
    id: 'not-enough-devices',
    fits: says(/Insufficient /),
    likely: 'No node has the devices left that the pod asks for.',
    nextStep: 'Add such nodes, or free the devices.',
  },
  {
    id: 'volume-elsewhere',
    fits: says(/volume node affinity conflict|exceed max volume count/i),
    likely: 'Its volume is bound to a zone or node where the pod cannot be placed.',
    nextStep: 'Add a node in the zone of the volume, or move the data.',
  },
  {
    id: 'taints-not-tolerated',
    fits: says(/taint/i),
    likely: 'The nodes keep the pod away by taints that it does not tolerate.',
    nextStep: 'Add a toleration if it belongs there; a cordoned or lost node is a taint too.',
  },
  {
    id: 'no-node-matches',
    fits: says(/node affinity|node selector|didn't match Pod's node|topology spread/i),
    likely: 'No node has the labels that the pod selects, or spreading forbids those that do.',
    nextStep: 'Compare nodeSelector, affinity and spread constraints with the labels of the nodes.',
  },
  {
    id: 'kept-apart',
    fits: says(/anti-affinity|pod affinity|free ports/i),
    likely: 'Other pods keep it away: anti-affinity, or a host port that is taken everywhere.',
    nextStep: 'Add nodes, or relax the rule to preferred.',
  },
  {
    id: 'all-nodes-cordoned',
    fits: says(/were unschedulable/i),
    likely: 'The nodes that are left are cordoned.',
    nextStep: 'Uncordon a node, or add one.',
  },
]
