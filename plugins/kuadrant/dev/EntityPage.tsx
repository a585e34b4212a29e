import { useParams } from 'react-router-dom';

/** Where links to the catalog lead: there is none here, so it only says whose page it would be. */
export function EntityPage() {
  const { namespace, kind, name } = useParams();
  return (
    <p>
      {kind}:{namespace}/{name}
    </p>
  );
}
