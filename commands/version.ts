import { defineQuery } from '../src/core/command.ts'
import { DeckwatchError } from '../src/core/errors.ts'
import { bold, code, type Text, text } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'

/** `version`: of the bot and of the cluster. */
export const version = defineQuery({
  name: 'version',
  summary: 'Say which Deckwatch and which Kubernetes this is',
  parameters: {},
  examples: ['version', 'version -c prod-eu'],
  cluster: false,
  access: async () => [],
  run: async (_args, { cluster, desk }) => {
    const kubernetes = await cluster.version().then(told, failed)
    const title = text`${bold('Deckwatch')} ${code(desk.version)}`
    const fields = [{ name: `Kubernetes on ${cluster.info.cluster}`, value: kubernetes }]
    return { ...view('plain', title, [{ part: 'fields', fields }]), scope: cluster.info }
  },
})

const told = (found: string): Text => text`${code(found)}`

function failed(error: unknown): Text {
  if (error instanceof DeckwatchError) return text`not known: ${error.text}`
  throw error
}
