import { attachRoute } from '../attachment';
import { indexObjects } from '../objects';
import { hostnameCases } from './hostnames.cases';
import { listenerSetCases } from './listenerSets.cases';
import { listenerCases } from './listeners.cases';
import { parentCases } from './parents.cases';
import { sharedPortCases } from './sharedPorts.cases';

test.each([
  ...hostnameCases,
  ...listenerCases,
  ...parentCases,
  ...listenerSetCases,
  ...sharedPortCases,
])('$name', ({ route, watched, answer, ...objects }) => {
  const attachments = attachRoute(route, {
    ...indexObjects(objects),
    ...(watched && { knowsNamespace: name => watched.includes(name) }),
  });
  expect(
    attachments.map(({ reason, message, reported, listeners, refused }, i) => ({
      reason,
      ...(answer[i]?.message && { message }),
      ...(reported && { reported }),
      serves: Object.fromEntries(
        listeners.map(({ listener, hostnames }) => [
          listener.name,
          hostnames.map(({ hostname }) => hostname),
        ]),
      ),
      refuses: Object.fromEntries(
        refused.map(({ listener, reason: why }) => [listener.name, why]),
      ),
    })),
  ).toEqual(answer);
  for (const { accepted, reason } of attachments) {
    expect(accepted).toBe(reason === 'Accepted');
  }
});
