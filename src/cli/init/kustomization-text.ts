import { type Document, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import type { Answers } from './question.ts'
import { secretsOf } from './secrets.ts'

/**
 * `kustomization.yaml`: `deploy/overlays/sqlite` or `…/postgresql`, with its comments, for this cluster. What it
 * builds upon lies in `deploy/` beside it.
 */
export function kustomizationText(overlay: string, answers: Answers): string {
  const document = parseDocument(overlay.replace(/^(?:#.*\n)+/, '').replaceAll('../../', 'deploy/'))
  document.commentBefore = sayTop(answers)
  const [newName, newTag] = splitImage(answers.image)
  document.setIn(['images', 0], flow(document, { name: 'deckwatch', newName, newTag }))
  document.setIn(
    ['secretGenerator', 0, 'files'],
    secretsOf(answers).map(({ name }) => `secrets/${name}`),
  )
  // Everything that the base puts into `deckwatch` follows.
  if (answers.namespace !== 'deckwatch') document.set('namespace', answers.namespace)
  if (answers.slackMode === 'http') addHttp(document, answers)
  return document.toString({ lineWidth: 100 })
}

const sayTop = ({ namespace }: Answers) =>
  ` Apply: kubectl apply -k . (in this folder). After a change of who is mapped or what is watched, first:
 deckwatch rbac --config config/deckwatch.yaml --service-account ${namespace}/deckwatch > rbac.yaml`

function addHttp(document: Document, { url }: Answers): void {
  const components = document.get('components')
  if (components instanceof YAMLSeq) components.add('deploy/components/http')
  const { hostname } = new URL(url)
  const at = (path: string) => ({ op: 'replace', path, value: hostname })
  const patch = [at('/spec/rules/0/host'), at('/spec/tls/0/hosts/0')]
  const target = { kind: 'Ingress', name: 'deckwatch' }
  document.set('patches', document.createNode([{ target, patch: JSON.stringify(patch) }]))
}

function flow(document: Document, value: Readonly<Record<string, string>>) {
  const node = document.createNode(value)
  if (node instanceof YAMLMap) node.flow = true
  return node
}

/** Name and tag; a registry's port is no tag. */
function splitImage(image: string): readonly [string, string] {
  const end = image.lastIndexOf(':')
  return [image.slice(0, end), image.slice(end + 1)]
}
