import { startEmbeddedServer } from './embeddedServer';
import { runApiServerTests } from './runApiServerTests';

describe('the embedded server', () => {
  runApiServerTests({ newServer: startEmbeddedServer });
});
