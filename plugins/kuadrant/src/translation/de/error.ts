import type { error as english } from '../en/error';
import type { Translated } from '../Translated';

export const error: Translated<typeof english> = {
  retry: 'Erneut versuchen',
  details: 'Details',
  offline: 'Das Portal hat nicht geantwortet. Prüfen Sie Ihre Verbindung.',
  signIn: 'Ihre Sitzung ist beendet. Melden Sie sich erneut an.',
  forbidden:
    'Sie haben keinen Zugang. Bitten Sie Ihre Administration um die Berechtigung.',
  notFound: 'Es existiert nicht, oder Sie dürfen es nicht sehen.',
  cluster: 'Der Cluster ist im Moment nicht erreichbar.',
  server: 'Auf dem Server ist etwas schiefgegangen.',
};
