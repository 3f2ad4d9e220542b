/** One object as it is kept in memory: plain data, only the fields that somebody declared (see `Keeping`). */
export type Watched = {
  readonly group: string
  /** Plural, lower case: `pods`. */
  readonly resource: string
  readonly uid: string
  readonly name: string
  readonly namespace?: string
  readonly resourceVersion: string
  readonly generation?: number
  /** RFC 3339, as the API server writes it. */
  readonly createdAt: string
  readonly deletedAt?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** The controlling owner first. */
  readonly owners: readonly WatchedOwner[]
  /** Who wrote to it, as `metadata.managedFields` tells; only where its keeping asks for it. */
  readonly managers?: readonly FieldManager[]
  /** The rest of what is kept, in the shape of the API: `spec`, `status`, and so on. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A program that wrote fields of an object: its latest write. */
export type FieldManager = {
  readonly manager: string
  /** `Update` or `Apply`. */
  readonly operation: string
  /** Written through this: `status`, `scale`. */
  readonly subresource?: string
  /** RFC 3339, whole seconds. */
  readonly at: string
}

export type WatchedOwner = {
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller: boolean
}

/**
 * Which fields of a kind are kept, as paths below the object: `spec.nodeName`, `status.containerStatuses`. A path goes
 * through lists: `spec.containers.name` keeps the name of every container. Declared by who reads them.
 */
export type Keeping = {
  readonly group: string
  readonly resource: string
  readonly paths: readonly string[]
  /** Annotation keys that are kept; all others are dropped. */
  readonly annotations?: readonly string[]
  /** Paths of which a fingerprint is kept instead of the value: enough to see that it changed. */
  readonly hashed?: readonly string[]
  /** Keep who wrote it. It costs that `managedFields` are parsed, so it is for kinds of which there are few. */
  readonly managers?: boolean
  /** Only objects that this selects are watched, as `fieldSelector` of the API: `type=Warning`. */
  readonly fieldSelector?: string
  /** Texts are cut behind so many characters. */
  readonly longest?: number
}

/**
 * What happened to one object (same uid). Deleting and making anew under one name is two: the old one gone, the new
 * one there.
 */
export type WatchedChange = {
  /** As it was before; absent when it is new here. */
  readonly before?: Watched
  /** As it is now; absent when it is gone. */
  readonly after?: Watched
  /** It was there when the watch began, or came back with a full list: not news by itself. */
  readonly initial: boolean
}

/** Port: everything that is watched of one cluster, as it is known right now. */
export type Look = {
  get(resource: ResourceName, name: string, namespace?: string): Watched | undefined
  list(resource: ResourceName, namespace?: string): readonly Watched[]
  /** Those that it controls, in its own namespace where it has one: an owner is named by whoever makes what it owns. */
  ownedBy(owner: Pick<Watched, 'uid' | 'namespace'>, resource: ResourceName): readonly Watched[]
  /** Pods on a node. */
  onNode(node: string): readonly Watched[]
  /** Wherever it is: what somebody else calls by a uid is to be compared with it (`watchedAs`). */
  byUid(uid: string): Watched | undefined
  /** False until the kind's first complete list is in, and for one that may not be watched. */
  knows(resource: ResourceName): boolean
}

/** `pods`, `deployments.apps`: resource and group, as RBAC spells it. */
export type ResourceName = string

/** How one kind's watch is doing. */
export type WatchState = {
  readonly cluster: string
  readonly resource: ResourceName
  readonly namespace?: string
  /** Only a part of the kind is watched. */
  readonly fieldSelector?: string
  /** starting: no complete list yet. stalled: it was there, and nothing comes. forbidden: may not be watched. gone: not served. */
  readonly state: 'starting' | 'watching' | 'stalled' | 'forbidden' | 'gone'
  /** When something (an event, a bookmark, a list) last came. */
  readonly lastHeard?: Date
  readonly objects: number
  readonly restarts: number
  /** Objects that could not be told apart, skipped. */
  readonly malformed?: number
  readonly error?: string
}

/** Port: the informers of one cluster. Handlers are called in order, one change at a time; one that throws or hangs harms nobody. */
export type Watching = {
  readonly cluster: string
  readonly look: Look
  /** Changes from now on, those of the first list marked as initial. Returns what ends it. */
  onChange(
    resource: ResourceName,
    handler: (change: WatchedChange) => void | Promise<void>,
  ): () => void
  /** Resolves when every kind that can be watched has its first complete list. */
  synced(): Promise<void>
  states(): readonly WatchState[]
  /**
   * How far this process's clock is surely ahead of the API server's, in ms; below zero when it is behind, 0 while
   * they may agree. Undefined until the server said what time it is.
   */
  clockAhead(): number | undefined
}
