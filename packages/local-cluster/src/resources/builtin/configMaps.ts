import { invalidValue } from '../../api/fieldErrors';
import { ageColumn, nameColumn } from './columns';
import { mapAt, validateData } from './data';
import { defineBuiltin } from './defineBuiltin';
import { flag, root, stringMap } from './schemas';

export const configMaps = defineBuiltin({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  shortNames: ['cm'],
  schema: root('Configuration data for programs to read.', {
    data: stringMap('The values, as text.'),
    binaryData: stringMap('Values that are not text, base64 encoded.', 'byte'),
    immutable: flag('Whether the data can never be changed.'),
  }),
  columns: [
    nameColumn,
    {
      name: 'Data',
      type: 'string',
      description: 'The number of values.',
      read: object =>
        Object.keys(mapAt(object, 'data')).length +
        Object.keys(mapAt(object, 'binaryData')).length,
    },
    ageColumn,
  ],
  strategy: {
    validate(object, previous) {
      const errors = validateData(object, previous, [
        { field: 'data', sizeOf: value => Buffer.byteLength(value) },
        {
          field: 'binaryData',
          sizeOf: value => Buffer.byteLength(value, 'base64'),
        },
      ]);
      for (const key of Object.keys(mapAt(object, 'binaryData'))) {
        if (Object.hasOwn(mapAt(object, 'data'), key)) {
          errors.push(
            invalidValue(
              `data[${key}]`,
              key,
              'duplicate of key present in binaryData',
            ),
          );
        }
      }
      return errors;
    },
  },
});
