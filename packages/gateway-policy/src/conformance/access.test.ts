import { indexObjects } from '../objects';
import { summarizeRoute } from '../summary';
import { accessCases } from './access.cases';

const product = { namespace: 'shop', name: 'toys' };

test.each(accessCases)('$name', ({ route, answer, ...objects }) => {
  const { access, authentication } = summarizeRoute(
    route,
    product,
    indexObjects(objects),
  );
  expect(
    access.works
      ? {
          rule: access.rule.name,
          conditional: access.rule.conditional,
          labels: access.labels,
          anonymous: access.anonymous,
        }
      : { reason: access.reason, message: access.message },
  ).toMatchObject(answer);
  expect(access.works && authentication.keyRules.length === 0).toBe(false);
});
