/** What the page shows of a cluster: plain JSON, small, made anew on every change. */
export type ClusterPage = {
  readonly name: string
  /** As `/version` tells it, e.g. `v1.31.4`. */
  readonly version: string
  /** RFC 3339, when this was taken. */
  readonly at: string
  readonly namespaces: readonly string[]
  readonly nodes: readonly NodeCard[]
  readonly workloads: readonly WorkloadCard[]
  /** Newest first, at most 100. */
  readonly events: readonly EventLine[]
}

/** good: as wanted. busy: on its way. bad: needs somebody. idle: nothing wanted (0 replicas, suspended, finished). */
export type Tone = 'good' | 'busy' | 'bad' | 'idle'

export type NodeCard = {
  readonly name: string
  readonly tone: Tone
  /** As kubectl prints it: `Ready`, `NotReady`, `Ready,SchedulingDisabled`. */
  readonly status: string
  readonly pods: number
  readonly cpu: { readonly requested: string; readonly allocatable: string }
  readonly memory: { readonly requested: string; readonly allocatable: string }
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob'

export type WorkloadCard = {
  readonly uid: string
  readonly kind: WorkloadKind
  readonly namespace: string
  readonly name: string
  readonly tone: Tone
  /** A few words: `rolling out`, `CrashLoopBackOff`, `paused`, `deadline exceeded`; empty when all is well. */
  readonly note: string
  readonly desired: number
  readonly ready: number
  readonly updated: number
  /** The first container's image. */
  readonly image: string
  /** Deployments only: `deployment.kubernetes.io/revision`. */
  readonly revision?: string
  /** e.g. `Argo CD`, `Helm`, `Flux`. */
  readonly managedBy?: string
  readonly hpa?: {
    readonly min: number
    readonly max: number
    /** Percent of the request, when metrics are there. */
    readonly cpu?: number
    readonly targetCpu: number
  }
  readonly pdb?: { readonly disruptionsAllowed: number }
  readonly pods: readonly PodCard[]
}

export type PodCard = {
  readonly name: string
  readonly namespace: string
  readonly tone: Tone
  /** As kubectl prints it: `Running`, `CrashLoopBackOff`, `Terminating`, `0/1 Init`. */
  readonly status: string
  /** `1/1`. */
  readonly ready: string
  readonly restarts: number
  readonly node: string
  /** RFC 3339. */
  readonly createdAt: string
}

export type EventLine = {
  /** RFC 3339, last time seen. */
  readonly at: string
  readonly type: 'Normal' | 'Warning'
  readonly namespace: string
  /** `pod/web-5d8f…`, `deployment/web`. */
  readonly object: string
  readonly reason: string
  readonly message: string
  readonly count: number
}

/** What the buttons do. `namespace` and `name` name a Deployment, StatefulSet or DaemonSet; `node` names a node. */
export type BreakAction =
  | {
      readonly action: 'crash' | 'oom' | 'bad-image' | 'stuck-rollout' | 'not-ready' | 'recover'
      readonly namespace: string
      readonly name: string
    }
  /** Somebody else, with kubectl, changes what an approval or an undo may be about. */
  | {
      readonly action: 'drift-image' | 'drift-replicas'
      readonly namespace: string
      readonly name: string
    }
  | { readonly action: 'lose-node' | 'recover-node'; readonly node: string }
  /** More trouble at once than anybody wants messages of. */
  | { readonly action: 'storm' }
  | { readonly action: 'recover-all' }

/** One API request as the inspector shows it; no body, no token. */
export type RequestLine = {
  readonly id: number
  /** RFC 3339 with milliseconds, when it arrived. */
  readonly at: string
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Who authenticated; empty when nobody did. */
  readonly user: string
  readonly impersonated?: { readonly user: string; readonly groups: readonly string[] }
  /** HTTP status; 0 when the connection was cut before one was sent; a watch's line is written when it starts. */
  readonly code: number
  readonly ms: number
  /** What fault injection did to it. */
  readonly fault?: string
}
