import { invalidValue, required } from '../../api/fieldErrors';
import { KubernetesObject } from '../../api/types';
import { ageColumn, nameColumn, textAt } from './columns';
import { mapAt, StringMap, validateData } from './data';
import { defineBuiltin } from './defineBuiltin';
import { flag, root, stringMap, text } from './schemas';

/** The keys that the well-known types of Secrets need. */
const requiredKeys: { [type: string]: string[] } = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** `stringData` is written, never read: it goes into `data`. */
function complete(object: KubernetesObject): void {
  const plain = mapAt(object, 'stringData');
  if (Object.keys(plain).length > 0) {
    const data: StringMap = { ...mapAt(object, 'data') };
    for (const [key, value] of Object.entries(plain)) {
      data[key] = Buffer.from(value, 'utf8').toString('base64');
    }
    object.data = data;
  }
  delete object.stringData;
  object.type = object.type || 'Opaque';
}

export const secrets = defineBuiltin({
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  namespaced: true,
  schema: root('Secret data of a bounded size.', {
    data: stringMap('The values, base64 encoded.', 'byte'),
    stringData: stringMap('Values in plain text, written only.'),
    immutable: flag('Whether the data can never be changed.'),
    type: text('What the Secret is for, so that programs can find it.'),
  }),
  columns: [
    nameColumn,
    {
      name: 'Type',
      type: 'string',
      description: 'What the Secret is for.',
      read: object => textAt(object, 'type'),
    },
    {
      name: 'Data',
      type: 'string',
      description: 'The number of values.',
      read: object => Object.keys(mapAt(object, 'data')).length,
    },
    ageColumn,
  ],
  selectableFields: { type: object => textAt(object, 'type') },
  strategy: {
    prepareForCreate: complete,
    prepareForUpdate: complete,
    validate(object, previous) {
      const errors = validateData(object, previous, [
        { field: 'data', sizeOf: value => Buffer.byteLength(value, 'base64') },
      ]);
      if (previous && object.type !== previous.type) {
        errors.push(invalidValue('type', object.type, 'field is immutable'));
      }
      const data = mapAt(object, 'data');
      for (const key of requiredKeys[String(object.type)] ?? []) {
        if (!Object.hasOwn(data, key)) {
          errors.push(required(`data[${key}]`));
        }
      }
      return errors;
    },
  },
});
