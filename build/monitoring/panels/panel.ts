export type Panel = {
  readonly title: string
  /** As Grafana calls it. */
  readonly unit: 's' | 'short' | 'ops' | 'bytes' | 'percentunit' | 'bool_yes_no'
  readonly type?: 'stat' | 'timeseries'
  /** The colour below the first value, and from each value on. */
  readonly thresholds?: {
    readonly below?: string
    readonly from: readonly (readonly [number, string])[]
  }
  readonly queries: readonly Query[]
}

type Query = { readonly expr: string; readonly legend: string }

export const stat = (
  title: string,
  expr: string,
  more: Omit<Panel, 'title' | 'queries'>,
): Panel => ({
  title,
  type: 'stat',
  queries: [{ expr, legend: title }],
  ...more,
})

/** One query, one line for each value of the label that the legend names. */
export const lines = (title: string, unit: Panel['unit'], queries: readonly Query[]): Panel => ({
  title,
  unit,
  queries,
})

/** Which bot: the dashboard asks for its scrape job. */
export const J = 'job="$job"'
export const bad = (value: number) => ({ from: [[value, 'red']] as const })

export type Row = { readonly title: string; readonly panels: readonly Panel[] }
