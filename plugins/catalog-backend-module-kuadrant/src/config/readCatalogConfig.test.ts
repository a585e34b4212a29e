import { ConfigReader } from '@backstage/config';
import { readCatalogConfig } from './readCatalogConfig';

const scheduleOf = (catalog: ConstructorParameters<typeof ConfigReader>[0]) =>
  readCatalogConfig(new ConfigReader({ kuadrant: { catalog } })).schedule;

describe('the schedule of comparing all products', () => {
  it('is every ten minutes, beginning after ten', () => {
    expect(scheduleOf({})).toMatchObject({
      frequency: { minutes: 10 },
      initialDelay: { minutes: 10 },
    });
  });

  it('begins after its first interval, unless it says otherwise', () => {
    const schedule = { frequency: { hours: 1 }, timeout: { minutes: 1 } };
    expect(scheduleOf({ schedule })).toMatchObject({
      initialDelay: { hours: 1 },
    });
    expect(
      scheduleOf({ schedule: { ...schedule, initialDelay: { seconds: 5 } } }),
    ).toMatchObject({ initialDelay: { seconds: 5 } });
  });

  it('leaves the beginning to a cron expression', () => {
    const schedule = { frequency: { cron: '0 * * * *' }, timeout: 'PT1M' };
    expect(scheduleOf({ schedule })).toMatchObject({ initialDelay: undefined });
  });
});

it('refuses an option that nothing reads', () => {
  expect(() => scheduleOf({ defaultowner: 'team-a' })).toThrow(
    'kuadrant.catalog.defaultowner is not an option: did you mean kuadrant.catalog.defaultOwner?',
  );
});
