import { defineChange } from '../src/core/command.ts'
import { nodeArgument } from '../src/core/words/arguments/node-argument.ts'
import { cordonDraft } from './cordon/cordon-draft.ts'
import { cordonWarnings } from './cordon/node-warnings.ts'
import { changing, PODS } from '../src/core/kinds/needs.ts'

/** `cordon`: no new pods on a node. */
export const cordon = defineChange({
  name: 'cordon',
  summary: 'Keep new pods away from a node',
  details: 'Pods that run there stay. With --for, the node is opened again by itself.',
  parameters: { node: nodeArgument('the node, as node-1') },
  needs: [{ verbs: ['get', 'list'], resources: ['nodes'] }, PODS, changing('nodes')],
  examples: ['cordon node-1', 'cordon node-1 --for 2h --reason "disk is swapped"'],
  temporary: true,
  wording: { imperative: 'Cordon', doing: 'Cordoning', done: 'Cordoned', noun: 'Cordoning' },
  plan: ({ node: name }, context) =>
    cordonDraft({ name, cordoned: true }, context, (_node, ref) => cordonWarnings(ref, context)),
})
