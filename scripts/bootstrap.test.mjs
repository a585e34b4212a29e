import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isStartedByYarn, isSupportedNode } from './bootstrap.mjs';
import { npmEnvironment, yarnEnvironment } from './lib/environment.mjs';
import { checkPortsAreFree, readPorts } from './lib/ports.mjs';
import { step } from './lib/progress.mjs';
import { run, saysNoNetwork } from './lib/run.mjs';

const startScript = fileURLToPath(new URL('./start.mjs', import.meta.url));

function listen(host) {
  const server = createServer();
  return new Promise(resolve =>
    server.listen({ port: 0, host }, () => resolve(server)),
  );
}

describe('the toolchain', () => {
  it('supports Node 24, and Node 22 from 22.19', () => {
    assert.deepEqual(
      ['20.20.2', '22.18.0', '22.19.0', '23.1.0', '24.0.0', '25.0.0'].filter(
        isSupportedNode,
      ),
      ['22.19.0', '24.0.0'],
    );
  });

  it('takes the Yarn that started it, if that is Yarn 4', () => {
    const by = (agent, path = '/usr/bin/yarn.js') =>
      isStartedByYarn({ npm_config_user_agent: agent, npm_execpath: path });
    assert.equal(by('yarn/4.18.1 npm/? node/v24.21.0 linux x64'), true);
    assert.equal(by('yarn/1.22.22 npm/? node/v24.21.0 linux x64'), false);
    assert.equal(by('npm/11.0.0 node/v24.21.0 linux x64'), false);
    assert.equal(isStartedByYarn({}), false);
  });

  it('hands on registry and proxy, and nothing else that npm added', () => {
    const environment = {
      HOME: '/home/somebody',
      npm_config_registry: 'https://registry.example.com',
      npm_config_https_proxy: 'http://proxy.example.com',
      npm_config_nodedir: '/usr',
      npm_lifecycle_event: 'start',
      npm_config_user_agent: 'npm/11',
    };
    assert.deepEqual(npmEnvironment(environment), {
      HOME: '/home/somebody',
      npm_config_registry: 'https://registry.example.com',
      npm_config_https_proxy: 'http://proxy.example.com',
    });
    const yarn = yarnEnvironment(environment, '/clone/.local/cache/yarn');
    assert.equal(yarn.YARN_NPM_REGISTRY_SERVER, 'https://registry.example.com');
    assert.equal(yarn.YARN_HTTPS_PROXY, 'http://proxy.example.com');
    assert.equal(yarn.YARN_GLOBAL_FOLDER, '/clone/.local/cache/yarn');
    assert.ok(!Object.keys(yarn).some(name => name.startsWith('npm_')));
  });

  it('knows when npm or Yarn could not reach the registry', () => {
    assert.ok(
      saysNoNetwork(
        'npm error network request to https://registry.npmjs.org/node failed',
      ),
    );
    assert.ok(
      saysNoNetwork(
        '➤ YN0001: │ RequestError: getaddrinfo EAI_AGAIN registry.yarnpkg.com',
      ),
    );
    assert.ok(
      !saysNoNetwork('➤ YN0028: The lockfile would have been modified'),
    );
  });

  const runProgram = program => {
    const logFile = fileURLToPath(
      new URL(`../.local/logs/run-test-${process.pid}.log`, import.meta.url),
    );
    return run(process.execPath, ['-e', program], {
      env: process.env,
      logFile,
    }).finally(() => rmSync(logFile));
  };
  const manyLines = `for (let i = 0; i < 30; i++) console.log('line', i); process.exitCode = 3;`;

  it('tells the last lines of a command that failed', async () => {
    await assert.rejects(
      runProgram(manyLines),
      error =>
        /line 29\n/.test(error.message) &&
        !/line 10\n/.test(error.message) &&
        /exit code 3/.test(error.message),
    );
  });

  it('tells that there is no network in one sentence, however much was said after it', async () => {
    await assert.rejects(
      runProgram(
        `console.error('➤ YN0001: │ Error: getaddrinfo ENOTFOUND registry.yarnpkg.com'); ${manyLines}`,
      ),
      error =>
        /^The npm registry cannot be reached/.test(error.message) &&
        !error.message.includes('\n'),
    );
  });
});

describe('the ports', () => {
  it('come from the environment, or are the documented ones', () => {
    const ports = Object.fromEntries(
      readPorts({ GATEWAY_PORT: '18080', PORTAL_PORT: '' }).map(entry => [
        entry.name,
        entry.port,
      ]),
    );
    assert.deepEqual(ports, {
      portal: 3000,
      backend: 7007,
      kubernetes: 6443,
      gateway: 18080,
      issuer: 5556,
    });
  });

  it('are refused by the name of the variable when they make no sense', () => {
    assert.throws(
      () => readPorts({ ISSUER_PORT: 'http' }),
      /ISSUER_PORT is "http"/,
    );
    assert.throws(() => readPorts({ ISSUER_PORT: '70000' }), /ISSUER_PORT/);
    assert.throws(
      () => readPorts({ ISSUER_PORT: '3000' }),
      /PORTAL_PORT and ISSUER_PORT are both 3000/,
    );
  });

  for (const host of ['127.0.0.1', '0.0.0.0']) {
    it(`are seen to be taken on ${host}`, async () => {
      const server = await listen(host);
      const { port } = server.address();
      try {
        await assert.rejects(
          checkPortsAreFree([
            {
              name: 'x',
              what: 'the demo gateway',
              variable: 'GATEWAY_PORT',
              port,
            },
          ]),
          error =>
            error.message.startsWith(
              `Port ${port} is in use, and the demo gateway needs it`,
            ) && error.message.includes('GATEWAY_PORT='),
        );
      } finally {
        server.close();
      }
    });
  }
});

describe('npm start', () => {
  const start = (args, env = {}) =>
    spawnSync(process.execPath, [startScript, ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  it('shows its help with the ports in force', () => {
    const { status, stdout } = start(['--help'], { ISSUER_PORT: '15556' });
    assert.equal(status, 0);
    assert.match(stdout, /--fresh/);
    assert.match(stdout, /ISSUER_PORT\s+the sign-in issuer \(15556\)/);
  });

  it('refuses options that it does not know', () => {
    const { status, stderr } = start(['--frehs']);
    assert.equal(status, 1);
    assert.match(stderr, /--frehs/);
    assert.match(stderr, /npm start -- --help/);
  });

  it('says which port is in use before anything else', async () => {
    const server = await listen('127.0.0.1');
    const { port } = server.address();
    try {
      const { status, stderr } = start([], { PORTAL_PORT: String(port) });
      assert.equal(status, 1);
      assert.equal(stderr.trim().split('\n').length, 1);
      assert.match(stderr, new RegExp(`Port ${port} is in use.*PORTAL_PORT=`));
    } finally {
      server.close();
    }
  });
});

describe('the processes above', () => {
  const library = new URL('./lib/ancestors.mjs', import.meta.url).href;
  const program = `
    import { processesAbove, watchProcesses } from '${library}';
    console.log('watching ' + processesAbove().length);
    watchProcesses(processesAbove(), () => { console.log('gone'); process.exit(); }, 20);`;

  it('are missed when the package manager behind a shell is killed', async () => {
    // The middle process stands for npm: it runs a shell, which runs the script and waits for it.
    const manager = spawn(
      process.execPath,
      [
        '-e',
        `require('child_process').spawn('sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM"; true'], { stdio: 'inherit' })`,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          NODE: process.execPath,
          PROGRAM: program,
          npm_lifecycle_event: 'start',
        },
      },
    );
    const lines = createInterface({ input: manager.stdout })[
      Symbol.asyncIterator
    ]();
    assert.equal((await lines.next()).value, 'watching 2');
    manager.kill('SIGKILL');
    assert.equal((await lines.next()).value, 'gone');
  });
});

describe('a step', () => {
  it('shows its title, its notes and the seconds, and passes failures on', async () => {
    let text = '';
    const output = { write: part => (text += part) };
    const result = await step(
      'Doing it',
      async note => {
        note('half way');
        return 42;
      },
      output,
    );
    assert.equal(result, 42);
    assert.match(
      text,
      /… Doing it\n {4}half way \(\d\.\d s\)\n {2}✓ Doing it \(\d\.\d s\)\n/,
    );

    await assert.rejects(
      step('Failing', async () => Promise.reject(new Error('no')), output),
      /no/,
    );
    assert.match(text, /✗ Failing/);
  });
});
