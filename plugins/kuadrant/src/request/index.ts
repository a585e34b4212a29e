export { RequestAccessButton } from './RequestAccessButton';
export { RequestAccessDialog } from './RequestAccessDialog';
