import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { DeckwatchError } from '../src/core/errors.ts'
import { bold, code, join, type Text, text, user } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'

/** `whoami`: who somebody is to Slack, to policy and to Kubernetes. */
export const whoami = defineQuery({
  name: 'whoami',
  summary: 'Say who you are to Slack, to the policy and to Kubernetes',
  parameters: {},
  examples: ['whoami', 'whoami -c prod-eu'],
  cluster: false,
  access: async () => [],
  run: async (_args, context) => {
    const { actor } = context.request
    const fields = [
      { name: 'Slack', value: text`${user(actor.userId)} (${code(actor.userId)})` },
      { name: 'Kubernetes user', value: text`${code(actor.user)}` },
      { name: 'Kubernetes groups', value: names(actor.groups) },
      { name: 'policy roles', value: names(actor.roles) },
      { name: 'the API server sees', value: await seenBy(context) },
    ]
    const title = text`${bold(actor.name)} is ${code(actor.user)}`
    return { ...view('plain', title, [{ part: 'fields', fields }]), scope: context.cluster.info }
  },
})

async function seenBy({ cluster, request }: CommandContext): Promise<Text> {
  try {
    const seen = await cluster.whoAmI()
    const same = seen.user === request.actor.user ? '' : ' — not who was sent'
    return text`${code(seen.user)}${same} in ${names(seen.groups)}`
  } catch (error) {
    if (error instanceof DeckwatchError) return text`not known: ${error.text}`
    throw error
  }
}

function names(values: readonly string[]): Text {
  if (values.length === 0) return text`none`
  return join(
    values.map((value) => text`${code(value)}`),
    ', ',
  )
}
