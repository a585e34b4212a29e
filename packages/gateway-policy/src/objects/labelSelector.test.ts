import { selectsLabels } from './labelSelector';

test('a selector is read as Kubernetes reads it', () => {
  const labels = { app: 'toystore', tier: 'a' };
  const expression = (key: string, operator: string, values?: string[]) =>
    selectsLabels({ matchExpressions: [{ key, operator, values }] }, labels);

  expect(selectsLabels(undefined, labels)).toBe(false);
  expect(selectsLabels({}, {})).toBe(true);
  expect(selectsLabels({ matchLabels: { app: 'toystore' } }, labels)).toBe(
    true,
  );
  expect(
    selectsLabels({ matchLabels: { app: 'toystore', x: 'y' } }, labels),
  ).toBe(false);
  expect(expression('tier', 'In', ['a', 'b'])).toBe(true);
  expect(expression('tier', 'In', ['b'])).toBe(false);
  expect(expression('absent', 'In', ['b'])).toBe(false);
  expect(expression('tier', 'NotIn', ['a'])).toBe(false);
  expect(expression('absent', 'NotIn', ['a'])).toBe(true);
  expect(expression('tier', 'Exists')).toBe(true);
  expect(expression('absent', 'Exists')).toBe(false);
  expect(expression('constructor', 'Exists')).toBe(false);
  expect(expression('absent', 'DoesNotExist')).toBe(true);
  expect(expression('tier', 'DoesNotExist')).toBe(false);
  expect(expression('tier', 'Like', ['a'])).toBe(false);
});
