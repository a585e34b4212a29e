import { Link } from '@backstage/core-components';
import {
  isEmailAddress,
  isWebAddress,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** An address that others wrote: a link where that is safe, else the text as it is written. */
export function WebLink({ address }: { address: string }) {
  const text = <bdi dir="ltr">{address}</bdi>;
  return isWebAddress(address) ? <Link to={address}>{text}</Link> : text;
}

/** An e-mail address that others wrote: a link unless it holds parameters or a second address. */
export function MailLink({ address }: { address: string }) {
  const text = <bdi dir="ltr">{address}</bdi>;
  return isEmailAddress(address) ? (
    <Link to={`mailto:${address}`}>{text}</Link>
  ) : (
    text
  );
}
