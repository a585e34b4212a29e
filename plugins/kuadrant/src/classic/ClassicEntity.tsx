import { AccessCard, ApiKeysContent } from '../entity';
import { ClassicRoot } from './ClassicRoot';

/** The tab of an API's keys in a classic app. */
export function ClassicApiKeysContent() {
  return (
    <ClassicRoot>
      <ApiKeysContent />
    </ClassicRoot>
  );
}

/** The card that tells the caller's access in a classic app. */
export function ClassicAccessCard() {
  return (
    <ClassicRoot>
      <AccessCard />
    </ClassicRoot>
  );
}
