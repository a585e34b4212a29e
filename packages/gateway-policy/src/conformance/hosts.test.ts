import { attachRoute } from '../attachment';
import { pathPrefix, routeHosts } from '../hosts';
import { indexObjects } from '../objects';
import { hostCases } from './hosts.cases';
import { pathCases } from './paths.cases';

test.each([...hostCases, ...pathCases])(
  '$name',
  ({ route, baseUrls, answer, ...objects }) => {
    const hosts = routeHosts(attachRoute(route, indexObjects(objects)), {
      baseUrls: baseUrls && new Map(Object.entries(baseUrls)),
    });
    expect({
      urls: hosts.map(({ url }) => url),
      placeholder: hosts.map(({ placeholder }) => placeholder),
      kinds: hosts.map(({ kind }) => kind),
      listeners: hosts.map(({ listener }) => listener.listener.name),
      viaAddress: hosts.flatMap(({ viaAddress }) => viaAddress ?? []),
      path: pathPrefix(route),
    }).toMatchObject(answer);
    for (const { url, placeholder } of hosts) {
      expect(/<.+>/.test(url)).toBe(placeholder);
    }
  },
);
