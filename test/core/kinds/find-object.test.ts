import { expect, test } from 'vitest'
import { findObject } from '../../../src/core/kinds/find-object.ts'
import { KubeObject } from '../../../src/core/resource.ts'
import { plain } from '../../../src/core/text.ts'
import { refusal } from '../../support/ask-command.ts'
import { commandContext } from '../../support/command-context.ts'
import { kinds } from '../../support/kube-kinds.ts'
import { deployment, namespaceObject } from '../../support/kube-objects.ts'

const ref = { kind: kinds.deployment, namespace: 'shop', name: 'wbe' }

const hintOf = async (wishes: Parameters<typeof commandContext>[0]) => {
  const error = await refusal(findObject(commandContext(wishes), ref, KubeObject))
  return { near: error.suggestions, hint: plain(error.hint ?? []), code: error.code }
}

const objects = [
  deployment(),
  ...['legacy', 'secret'].map((namespace) => deployment({ name: 'wbe', namespace })),
]

test('an object that is there is simply read', async () => {
  const found = await findObject(commandContext({ objects }), { ...ref, name: 'web' }, KubeObject)

  expect(found.metadata.name).toBe('web')
})

test('names near it and elsewhere are offered', async () => {
  expect(await hintOf({ objects })).toEqual({
    code: 'object-not-found',
    near: ['web'],
    hint: 'Other namespaces have wbe: legacy, secret.',
  })
})

test('namespaces that policy keeps from this person are never named', async () => {
  const denies = ({ target }: { target?: { namespace?: string } }) => target?.namespace === 'secret'

  expect((await hintOf({ objects, denies })).hint).toBe('Other namespaces have wbe: legacy.')
})

test('nothing is offered that Kubernetes keeps from this person', async () => {
  expect(await hintOf({ objects, forbidden: ['list deployments'] })).toMatchObject({
    near: [],
    hint: '',
  })
})

test('a mistyped namespace is told of when it explains everything', async () => {
  const wishes = { objects: [namespaceObject('shopping'), namespaceObject('legacy')] }

  expect((await hintOf(wishes)).hint).toBe('There is no namespace shop. Close: shopping.')
})

test('other errors stay what they are', async () => {
  expect((await hintOf({ objects, forbidden: ['get deployments'] })).code).toBe(
    'kubernetes-forbidden',
  )
})
