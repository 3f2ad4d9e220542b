import type { ChannelState, Messenger } from '../../src/core/delivery.ts'
import type { View } from '../../src/core/view.ts'

export type FakeMessenger = Messenger & {
  readonly shown: { readonly key: string; readonly view: View }[]
  wakes: number
  /** Channels that were tried. */
  readonly tried: Map<string, ChannelState>
}

/** Remembers the progress that was shown. */
export function fakeMessenger(): FakeMessenger {
  const messenger: FakeMessenger = {
    shown: [],
    wakes: 0,
    tried: new Map(),
    channels: () => [...messenger.tried.values()],
    wake: () => void messenger.wakes++,
    progress: (key, view) => void messenger.shown.push({ key, view }),
    permalink: async (key) => `https://example.slack.com/archives/C1/${key}`,
  }
  return messenger
}
