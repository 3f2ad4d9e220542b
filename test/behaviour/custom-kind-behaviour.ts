import { expect, test } from 'vitest'
import type { Place } from './place.ts'
import { MERGE_PATCH, STRATEGIC, TABLE } from '../support/cluster-client.ts'
import { itemsOf, objectOf } from '../support/cluster-objects.ts'

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

const definition = (group: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `gadgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', shortNames: ['gd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
        additionalPrinterColumns: [{ name: 'Colour', type: 'string', jsonPath: '.spec.colour' }],
      },
    ],
  },
})

export function describeCustomKinds({ namespace, client, connected }: Place): void {
  test('a custom kind is served while its definition exists', async () => {
    const group = `${namespace}.example.com`
    await client().call('POST', DEFINITIONS, { body: definition(group) })
    await client().until(`/apis/${group}/v1`, (one) => one.code === 200)
    const gadgets = `/apis/${group}/v1/namespaces/${namespace}/gadgets`
    const body = {
      apiVersion: `${group}/v1`,
      kind: 'Gadget',
      metadata: { name: 'lamp' },
      spec: { colour: 'red' },
    }
    await expect.poll(async () => (await client().call('GET', gadgets)).code).toBe(200)
    const made = await client().call('POST', gadgets, { body })
    const change = { spec: { colour: 'blue' } }
    const merged = await client().call('PATCH', `${gadgets}/lamp`, {
      body: change,
      type: MERGE_PATCH,
    })
    const strategic = await client().call('PATCH', `${gadgets}/lamp`, {
      body: change,
      type: STRATEGIC,
    })
    connected().forget?.()
    // Nobody can remember a version from before the kind was there.
    const [forgotten] = await client().watch(
      `${gadgets}?watch=1&timeoutSeconds=5&resourceVersion=1`,
      ({ length }) => length >= 1,
    )
    const table = await client().call('GET', gadgets, { accept: TABLE })
    const listed = await client().call('GET', gadgets)
    await client().call('DELETE', `${DEFINITIONS}/gadgets.${group}`)
    const gone = await client().until(gadgets, (one) => one.code === 404)

    expect(made.code).toBe(201)
    expect(objectOf(merged)).toMatchObject({
      spec: { colour: 'blue' },
      metadata: { generation: 2 },
    })
    expect(strategic.code).toBe(415)
    expect(forgotten).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    })
    expect(table.text).toContain('"Colour"')
    expect(itemsOf(listed)[0]?.kind).toBe('Gadget')
    expect(gone.code).toBe(404)
  })
}
