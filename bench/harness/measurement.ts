/** One line of the result. `aim` says what would be good; `met` is absent where there is nothing to aim for. */
export type Row = {
  readonly what: string
  readonly measured: string
  readonly aim?: string
  readonly met?: boolean
}

/** Something to measure. It cleans up after itself, also when it fails. */
export type Measurement = {
  readonly name: string
  readonly measure: () => Promise<readonly Row[]>
}
