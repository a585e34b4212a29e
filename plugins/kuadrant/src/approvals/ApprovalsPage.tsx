import { KuadrantPageBody } from '../components/KuadrantRoot';
import { RequestPermission } from './RequestPermission';
import { Approvals } from './Approvals';

/** The requests that the signed-in user may decide on. */
export function ApprovalsPage() {
  return (
    <KuadrantPageBody>
      <RequestPermission>
        <Approvals />
      </RequestPermission>
    </KuadrantPageBody>
  );
}
