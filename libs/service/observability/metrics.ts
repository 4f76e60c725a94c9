import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface GaugeReading {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The process's Prometheus metrics. Injected wherever something is measured. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Histogram;

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
    this.requests = this.histogram({
      name: 'goufu_http_request_seconds',
      help: 'Time from request to answer',
      labels: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
  }

  /** A gauge that is read when somebody scrapes; a reader that fails leaves its gauge out and the others in. */
  gauge(options: { name: string; help: string; labels?: readonly string[]; read: () => Promise<readonly GaugeReading[]> }): void {
    new Gauge({
      name: options.name,
      help: options.help,
      labelNames: [...(options.labels ?? [])],
      registers: [this.registry],
      async collect() {
        this.reset();
        const readings = await options.read().catch((): GaugeReading[] => []);
        for (const { labels, value } of readings) this.set({ ...labels }, value);
      },
    });
  }

  histogram(options: { name: string; help: string; labels?: readonly string[]; buckets: readonly number[] }): Histogram {
    return new Histogram({
      name: options.name,
      help: options.help,
      labelNames: [...(options.labels ?? [])],
      buckets: [...options.buckets],
      registers: [this.registry],
    });
  }

  requestAnswered(method: string, route: string, status: number, milliseconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, milliseconds / 1000);
  }
}
