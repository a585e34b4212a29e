import { startEmbeddedServer } from './__testUtils__/embeddedServer';
import { runApiServerTests } from './__testUtils__/runApiServerTests';

describe('the embedded server', () => {
  runApiServerTests({ newServer: startEmbeddedServer });
});
