import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { Facts } from '../components/Facts';
import { Person } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';

/** The plain facts of a key. */
export function KeyDetails({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const { metadata, spec } = apiKey;
  return (
    <Facts
      facts={[
        [t('key.useCase'), spec.useCase],
        [
          t('key.requester'),
          <>
            <Person entityRef={spec.requestedBy.userId} inText />,{' '}
            {spec.requestedBy.email}
          </>,
        ],
        [
          t('key.object'),
          <bdi dir="ltr">
            {metadata.namespace}/{metadata.name}
          </bdi>,
        ],
        [
          t('key.condition'),
          apiKey.reason && `${apiKey.reason}: ${apiKey.message}`,
        ],
      ]}
    />
  );
}
