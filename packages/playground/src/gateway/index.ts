export {
  startGateway,
  type RunningGateway,
  type ServiceRef,
  type StartGatewayOptions,
} from './gateway';
