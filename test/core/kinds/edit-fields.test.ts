import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Edit, editFields } from '../../../src/core/kinds/edit-fields.ts'
import { KubeObject } from '../../../src/core/resource.ts'
import { applyPatch } from '../apply-patch.ts'

const LABELS = ['metadata', 'labels']
const NOTES = ['spec', 'template', 'metadata', 'annotations']

const node = {
  metadata: { name: 'n', uid: 'u1', resourceVersion: '7', labels: { zone: 'a' } },
  spec: { podCIDR: '10.0.0.0/24' },
}

describe('editFields', () => {
  test('replaces a field that is there, tested, and the way back tests what was written', () => {
    expect(editFields(node, [{ path: [...LABELS, 'zone'], to: 'b' }])).toEqual({
      patch: [
        { op: 'test', path: '/metadata/uid', value: 'u1' },
        { op: 'test', path: '/metadata/labels/zone', value: 'a' },
        { op: 'replace', path: '/metadata/labels/zone', value: 'b' },
      ],
      inverse: [
        { op: 'test', path: '/metadata/uid', value: 'u1' },
        { op: 'test', path: '/metadata/labels/zone', value: 'b' },
        { op: 'replace', path: '/metadata/labels/zone', value: 'a' },
      ],
    })
  })

  test('adds one that is not there by testing what is around it', () => {
    expect(editFields(node, [{ path: [...LABELS, 'a/b'], to: 'x' }]).patch.slice(1)).toEqual([
      { op: 'test', path: '/metadata/labels', value: { zone: 'a' } },
      { op: 'add', path: '/metadata/labels/a~1b', value: 'x' },
    ])
  })

  test('adds a flag to a spec without testing the whole spec', () => {
    expect(editFields(node, [{ path: ['spec', 'unschedulable'], to: true }])).toMatchObject({
      patch: [{ op: 'test' }, { op: 'add', path: '/spec/unschedulable', value: true }],
      inverse: [
        { op: 'test' },
        { op: 'test', path: '/spec/unschedulable', value: true },
        { op: 'remove', path: '/spec/unschedulable' },
      ],
    })
  })

  test('takes out the only field of a spec, which stays there, empty', () => {
    const cordoned = { ...node, spec: { unschedulable: true } }
    const { inverse } = editFields(cordoned, [{ path: ['spec', 'unschedulable'], to: undefined }])

    expect(inverse.slice(1)).toEqual([{ op: 'add', path: '/spec/unschedulable', value: true }])
  })

  test('puts in a whole map where there is none, and only where there still is none', () => {
    const bare = { metadata: { name: 'n', uid: 'u1' } }
    const edits = [
      { path: [...LABELS, 'a'], to: '1' },
      { path: [...LABELS, 'b'], to: '2' },
    ]

    const { patch } = editFields(bare, edits)

    expect(patch.slice(1)).toEqual([
      { op: 'test', path: '/metadata/labels', value: null },
      { op: 'add', path: '/metadata/labels', value: { a: '1', b: '2' } },
    ])
    const labelled = { metadata: { ...bare.metadata, labels: { theirs: 'x' } } }
    expect(() => applyPatch(labelled, patch)).toThrow()
  })

  test('sets what nothing relies on without a test, in both directions', () => {
    const { patch, inverse } = editFields(node, [
      { path: [...LABELS, 'zone'], to: 'b', relied: false },
    ])

    expect(patch.slice(1)).toEqual([{ op: 'add', path: '/metadata/labels/zone', value: 'b' }])
    expect(inverse.slice(1)).toEqual([{ op: 'add', path: '/metadata/labels/zone', value: 'a' }])
  })

  test('refuses an object that was made anew under the same name', () => {
    const { patch } = editFields(node, [{ path: ['spec', 'unschedulable'], to: true }])
    const other = { ...node, metadata: { ...node.metadata, uid: 'u2' } }

    expect(() => applyPatch(other, patch)).toThrow()
  })
})

const key = fc.constantFrom('a', 'b', 'x/y', 'm~n', 'q.io/z')
const labels = fc.dictionary(key, fc.constantFrom('1', '2', ''), { noNullPrototype: true })
const object = fc.record(
  {
    metadata: fc.record(
      { name: fc.constant('o'), uid: fc.constant('u1'), labels },
      { requiredKeys: ['name', 'uid'], noNullPrototype: true },
    ),
    spec: fc.record(
      {
        replicas: fc.nat(9),
        paused: fc.constant(true),
        template: fc.record(
          {
            metadata: fc.record(
              { name: fc.constant('t'), annotations: labels },
              { requiredKeys: ['name'], noNullPrototype: true },
            ),
          },
          { noNullPrototype: true },
        ),
      },
      { requiredKeys: ['replicas', 'template'], noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
)
const edit = fc.record({
  path: fc.oneof(
    key.map((name) => [...LABELS, name]),
    key.map((name) => [...NOTES, name]),
    fc.constant(['spec', 'paused']),
    fc.constant(['spec', 'replicas']),
  ),
  to: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
})
const edits = fc.uniqueArray<Edit, string>(edit, {
  selector: ({ path }) => path.join(),
  maxLength: 5,
})

test('whatever is edited, the way back leads to the object as it was', () => {
  fc.assert(
    fc.property(object, edits, (before, wanted) => {
      const real = KubeObject.parse(applyPatch(before, []))
      const { patch, inverse } = editFields(real, wanted)
      const edited = applyPatch(real, patch)

      expect(applyPatch(edited, inverse)).toEqual(real)
    }),
    { numRuns: 500 },
  )
})
