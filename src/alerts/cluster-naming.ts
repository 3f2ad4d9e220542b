/** Which cluster an alert is of: `cluster` where it is served, else what the alert calls it. */
export type ClusterNaming = (labels: Readonly<Record<string, string>>) => Named

type Named =
  | { readonly cluster: string; readonly called?: undefined }
  | { readonly cluster?: undefined; readonly called: string }

type Options = {
  /** The label that names the cluster. */
  readonly label: string
  /** What Alertmanager calls a cluster, and what the bot calls it. */
  readonly names: Readonly<Record<string, string>>
  readonly served: readonly string[]
  /** Where the label is missing. */
  readonly fallback?: string | undefined
}

export function createClusterNaming({ label, names, served, fallback }: Options): ClusterNaming {
  const known = new Map([...served.map((name) => [name, name] as const), ...Object.entries(names)])
  return (labels) => {
    const called = labels[label]
    const cluster = called === undefined ? fallback : known.get(called)
    return cluster === undefined ? { called: (called ?? '').slice(0, 100) } : { cluster }
  }
}
