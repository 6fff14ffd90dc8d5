import { describe, expect, it } from 'vitest';
import { newsOf, type Service } from './news';

const NOW = Date.parse('2026-12-01T12:00:00Z');

function service(name: string, more: Partial<Service> = {}): Service {
  return { id: name, name, operationalStatus: 'UP', computedStatus: null, serviceOutages: [], ...more };
}

function outage(from: string, to: string, state = 'PLANNED') {
  return { number: 'OUT1', state, impact: 'DEGRADED', from, to };
}

describe('what users may know of services', () => {
  it('begins with what is down, by its own status or by what it depends on', () => {
    const news = newsOf(
      [
        service('Mail', { operationalStatus: 'DEGRADED' }),
        service('Print'),
        service('Payroll', { computedStatus: 'DOWN' }),
        service('Atlas', { computedStatus: 'AT_RISK' }),
      ],
      NOW,
    );
    expect(news.map((each) => [each.name, each.down])).toEqual([
      ['Payroll', true],
      ['Mail', false],
    ]);
  });

  it('goes on with planned outages that are not over, the next first', () => {
    const news = newsOf(
      [
        service('Mail', { serviceOutages: [outage('2026-12-04T00:00:00Z', '2026-12-04T02:00:00Z')] }),
        service('Print', {
          serviceOutages: [
            outage('2026-12-02T00:00:00Z', '2026-12-02T02:00:00Z'),
            outage('2026-11-30T00:00:00Z', '2026-11-30T02:00:00Z'),
            outage('2026-12-03T00:00:00Z', '2026-12-03T02:00:00Z', 'CANCELLED'),
          ],
        }),
      ],
      NOW,
    );
    expect(news.map((each) => each.name)).toEqual(['Print', 'Mail']);
  });

  it('is not longer than what somebody reads', () => {
    const many = Array.from({ length: 40 }, (_, index) => service(`S${index}`, { operationalStatus: 'DOWN' }));
    expect(newsOf(many, NOW)).toHaveLength(12);
  });
});
