/** Reads server-sent events as the page's EventSource does. */
export async function readEvents(url: string) {
  const stop = new AbortController()
  const answer = await fetch(url, { signal: stop.signal })
  if (!answer.body) throw new Error('events have no body')
  const frames = framesOf(answer.body)
  return {
    /** The data of the next event of that name (any, when undefined) that fits. */
    async next(name: string | undefined, fits: (data: string) => boolean = () => true) {
      for (;;) {
        const { value, done } = await frames.next()
        if (done) throw new Error('the events ended')
        if ((name === undefined || value.name === name) && fits(value.data)) return value.data
      }
    },
    async stop() {
      stop.abort()
      await frames.next().catch(() => undefined)
    },
  }
}

type Frame = { readonly name: string; readonly data: string }

async function* framesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true })
    const frames = rest.split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(frame) ?? []
      if (name) yield { name, data }
    }
  }
  return undefined
}
