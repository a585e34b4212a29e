import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withVersion } from './version.mjs';

const read = name =>
  readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const { version } = JSON.parse(read('packages/controller/package.json'));

for (const name of [
  'deploy/helm/kuadrant-developer-portal/Chart.yaml',
  'deploy/kustomize/base/controller/kustomization.yaml',
  'deploy/kustomize/components/portal/kustomization.yaml',
]) {
  test(`${name} has the version of the controller and takes the next one`, () => {
    const text = read(name);
    assert.equal(withVersion(text, version), text);
    const next = withVersion(text, '9.8.7');
    assert.notEqual(next, text);
    assert.ok(!next.includes(version));
    assert.match(next, /^apiVersion: /m);
  });
}
