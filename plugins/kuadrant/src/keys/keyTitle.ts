/** What a key is called: the first line of its use case, else the object's name. */
export function keyTitle(key: {
  metadata: { name: string };
  spec: { useCase?: string };
}): string {
  const firstLine = key.spec.useCase
    ?.split('\n')
    .map(line => line.trim())
    .find(line => line !== '');
  return firstLine ?? key.metadata.name;
}
