/** One column of `kubectl get`; `wide` ones show with `-o wide` only (priority 1). */
export type Column<T> = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'date' | 'boolean' | 'number'
  readonly wide: boolean
  cell(object: T, now: Date): string | number | boolean
}

type Cell<T> = Column<T>['cell']

export const column = <T>(name: string, cell: Cell<T>): Column<T> => ({
  name,
  type: 'string',
  wide: false,
  cell,
})
export const count = <T>(name: string, cell: Cell<T>): Column<T> => ({
  name,
  type: 'integer',
  wide: false,
  cell,
})
export const wide = <T>(name: string, cell: Cell<T>): Column<T> => ({
  name,
  type: 'string',
  wide: true,
  cell,
})
