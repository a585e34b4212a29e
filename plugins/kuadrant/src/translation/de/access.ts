import type { access as english } from '../en/access';
import type { Translated } from '../Translated';

export const access: Translated<typeof english> = {
  noRequest: 'Zurzeit kann kein Schlüssel angefragt werden.',
  keyFails: 'Aufrufe mit diesem Schlüssel schlagen zurzeit fehl.',
  reason: {
    HTTPRouteNotFound: 'Die Route dieser API gibt es nicht.',
    HTTPRouteNotAccepted: 'Kein Gateway nimmt die Route dieser API an.',
    NoAuthPolicy: 'Für diese API gilt keine AuthPolicy.',
    AuthPolicyNotReady: 'Die AuthPolicy dieser API ist nicht in Kraft.',
    NoKeyRule: 'Die AuthPolicy dieser API nimmt keine API-Schlüssel an.',
    SelectorNotMet:
      'Die AuthPolicy dieser API nimmt keinen ihrer Schlüssel an.',
  },
  fixer: {
    platformEngineer: 'Ihr Plattformteam kann das beheben.',
    productOwner: 'Die Verantwortlichen der API können das beheben.',
  },
};
