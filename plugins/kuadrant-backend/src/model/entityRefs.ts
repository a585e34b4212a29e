import { entityKey } from '@kuadrant/backstage-plugin-kuadrant-node';

/** The person who asked for a key. */
export function requesterOf(object: {
  spec: { requestedBy: { userId: string } };
}): string | undefined {
  const { userId } = object.spec.requestedBy;
  return /^user:[a-z0-9._-]+\/[a-z0-9._-]+$/.test(userId)
    ? userId
    : entityKey(userId, 'user');
}
