import { type CommandLineOptions, createCommand } from './options';

describe('options', () => {
  const parsed = (
    args: string[],
    environment: Record<string, string> = {},
  ): CommandLineOptions =>
    createCommand(environment)
      .exitOverride()
      .configureOutput({ writeErr() {} })
      .parse(args, { from: 'user' })
      .opts();

  it('elects a leader and writes Events unless it is told not to', () => {
    expect(parsed([])).toMatchObject({ leaderElection: true, events: true });
    expect(parsed(['--no-leader-election', '--no-events'])).toMatchObject({
      leaderElection: false,
      events: false,
    });
    expect(
      parsed([], { NO_LEADER_ELECTION: 'true', NO_EVENTS: '1' }),
    ).toMatchObject({ leaderElection: false, events: false });
  });

  it('takes a variable that says no for no', () => {
    expect(
      parsed([], { NO_LEADER_ELECTION: 'false', NO_EVENTS: '' }),
    ).toMatchObject({ leaderElection: true, events: true });
    expect(() => parsed([], { NO_EVENTS: 'maybe' })).toThrow(
      "NO_EVENTS is 'maybe'; it must be true or false",
    );
  });

  it('reads lists, durations and numbers', () => {
    expect(
      parsed([
        '--namespaces=kuadrant-system, api-1',
        '--expiry-warning=36h',
        '--status-port=0',
      ]),
    ).toMatchObject({
      namespaces: ['kuadrant-system', 'api-1'],
      expiryWarning: 36 * 3_600_000,
      statusPort: 0,
    });
  });

  it.each([
    ['--status-port=70000', 'whole number from 0 to 65535'],
    ['--expiry-warning=soon', 'such as 500ms, 30s, 5m or 168h'],
    ['--namespaces=api-1,Api_2', '"Api_2" is no name of a namespace'],
    ['--lease-namespace=a.b', '"a.b" is no name of a namespace'],
    ['--self-review=maybe', 'Allowed choices are allow, forbid'],
    ['--beside-other-controller=fight', 'Allowed choices are wait, act'],
    ['--log-level=loud', 'Allowed choices are debug, info, warn, error'],
    ['--nonsense', "unknown option '--nonsense'"],
    ['more', 'too many arguments'],
  ])('refuses %s and says why', (argument, message) => {
    expect(() => parsed([argument])).toThrow(message);
  });
});
