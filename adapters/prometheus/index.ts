export { createMetrics, type Gauges, type Metrics, type MetricsSettings } from './metrics.ts'
