// Preloaded into the bot (`node --expose-gc --import`): answers its parent about what only the process itself knows.
process.on('message', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  process.send?.({ heap: heapUsed + external, resources: process.getActiveResourcesInfo().length })
})
process.channel?.unref()
