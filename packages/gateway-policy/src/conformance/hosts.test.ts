import { attachRoute } from '../attachment';
import { apiHostname, pathPrefix, routeHosts } from '../hosts';
import { indexObjects } from '../objects';
import { hostCases } from './hosts.cases';
import { pathCases } from './paths.cases';
import { overlappingHostCases } from './sharedPorts.cases';

test.each([...hostCases, ...overlappingHostCases, ...pathCases])(
  '$name',
  ({ route, watched, baseUrls, answer, ...objects }) => {
    const attachments = attachRoute(route, {
      ...indexObjects(objects),
      ...(watched && { knowsNamespace: name => watched.includes(name) }),
    });
    const hosts = routeHosts(attachments, {
      baseUrls: baseUrls && new Map(Object.entries(baseUrls)),
    });
    expect({
      urls: hosts.map(({ url }) => url),
      placeholder: hosts.map(({ placeholder }) => placeholder),
      kinds: hosts.map(({ kind }) => kind),
      listeners: hosts.map(({ listener }) => listener.listener.name),
      viaAddress: hosts.flatMap(({ viaAddress }) => viaAddress ?? []),
      path: pathPrefix(route),
      hostname: apiHostname(route, attachments, hosts),
    }).toMatchObject(answer);
    for (const { url, placeholder } of hosts) {
      expect(/<.+>/.test(url)).toBe(placeholder);
    }
  },
);
