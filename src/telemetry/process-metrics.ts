import type { Registry } from '@prometheus-io/client'

/** What the process itself is worth asking for; the client offers more. `docs/metrics.md` says the same. */
export const PROCESS_METRICS = {
  process_cpu_seconds_total: 'Processor time that was used.',
  nodejs_version_info: 'The Node.js that it runs on.',
  process_start_time_seconds: 'When the process began, as Unix time.',
  process_resident_memory_bytes: 'Memory that is in use.',
  process_open_fds: 'Open files and sockets.',
  process_max_fds: 'How many of them there may be.',
  nodejs_heap_size_used_bytes: 'Heap that is in use.',
  nodejs_heap_size_total_bytes: 'Heap that is there.',
  nodejs_external_memory_bytes: 'Memory outside of the heap, such as buffers.',
  nodejs_eventloop_lag_seconds: 'How late the event loop was at the scrape itself.',
  nodejs_eventloop_lag_p50_seconds:
    'How late the event loop was since the last scrape, the median.',
  nodejs_eventloop_lag_p99_seconds: 'The same, the 99th percentile.',
  nodejs_eventloop_lag_max_seconds: 'The same, the longest.',
  nodejs_gc_duration_seconds: 'How long garbage collections took, by kind.',
} as const

/** Takes out of the client’s own metrics what nobody would look at. */
export function ofProcess(registry: Registry): void {
  for (const { name } of registry.getMetricsAsArray())
    if (!(name in PROCESS_METRICS)) registry.removeSingleMetric(name)
}
