import { kuadrantPermissions } from './permissions';

// Role files and policies of portals name these: a change here breaks them.
const published = [
  'kuadrant.planpolicy.create create',
  'kuadrant.planpolicy.read read',
  'kuadrant.planpolicy.update update',
  'kuadrant.planpolicy.delete delete',
  'kuadrant.planpolicy.list read',
  'kuadrant.apiproduct.create create',
  'kuadrant.apiproduct.read.own read apiproduct',
  'kuadrant.apiproduct.read.all read apiproduct',
  'kuadrant.apiproduct.update.own update apiproduct',
  'kuadrant.apiproduct.update.all update apiproduct',
  'kuadrant.apiproduct.delete.own delete apiproduct',
  'kuadrant.apiproduct.delete.all delete apiproduct',
  'kuadrant.apiproduct.list read',
  'kuadrant.apikey.create create apiproduct',
  'kuadrant.apikey.read.own read apikey',
  'kuadrant.apikey.read.all read apikey',
  'kuadrant.apikey.update.own update apikey',
  'kuadrant.apikey.update.all update apikey',
  'kuadrant.apikey.delete.own delete apikey',
  'kuadrant.apikey.delete.all delete apikey',
  'kuadrant.apikey.approve update apikey',
  'kuadrant.apikey.list read',
];

test('names, actions and resource types of the 22 permissions stay as published', () => {
  expect(
    kuadrantPermissions.map(permission =>
      [
        permission.name,
        permission.attributes.action,
        'resourceType' in permission ? permission.resourceType : '',
      ]
        .join(' ')
        .trim(),
    ),
  ).toEqual(published);
});
