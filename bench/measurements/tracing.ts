import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Row } from '../harness/measurement.ts'
import { compareWays } from './telemetry.ts'

/** What a command costs with every trace exported, beside none. */
export async function measureTracing(): Promise<readonly Row[]> {
  const collector = await startCollector()
  try {
    return await compareWays([
      { name: 'without traces' },
      { name: 'with every trace', env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } },
    ])
  } finally {
    collector.stop()
  }
}

/** Takes whatever comes. */
async function startCollector() {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(200).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    stop(): void {
      server.closeAllConnections()
      server.close()
    },
  }
}
