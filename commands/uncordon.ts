import { defineChange } from '../src/core/command.ts'
import { nodeArgument } from '../src/core/words/arguments/node-argument.ts'
import { cordonDraft } from './cordon/cordon-draft.ts'
import { uncordonWarnings } from './cordon/node-warnings.ts'
import { changing } from '../src/core/kinds/needs.ts'

/** `uncordon`: a node takes new pods again. */
export const uncordon = defineChange({
  name: 'uncordon',
  summary: 'Let new pods be placed on a node again',
  parameters: { node: nodeArgument('the node, as node-1') },
  needs: [{ verbs: ['get', 'list'], resources: ['nodes'] }, changing('nodes')],
  examples: ['uncordon node-1'],
  wording: {
    imperative: 'Uncordon',
    doing: 'Uncordoning',
    done: 'Uncordoned',
    noun: 'Uncordoning',
  },
  plan: ({ node: name }, context) =>
    cordonDraft({ name, cordoned: false }, context, async (node) => uncordonWarnings(node)),
})
