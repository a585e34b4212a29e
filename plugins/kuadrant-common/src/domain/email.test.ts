import { emailOf, storedEmail } from './email';

const PATTERN = /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/;

it.each([
  ['jane.doe@example.com', 'jane.doe@example.com'],
  ['a+b_c-d@mail.example.co', 'a+b_c-d@mail.example.co'],
  ["Owner.O'Two+api@example.com", 'Owner.O%27Two+api@example.com'],
  ['100%sure@example.com', '100%25sure@example.com'],
  ['jörg@example.com', 'j%C3%B6rg@example.com'],
  ['jane@bücher.example', 'jane@xn--bcher-kva.example'],
  ['"quoted@local"@example.com', '%22quoted%40local%22@example.com'],
  [' jane@example.com ', 'jane@example.com'],
] as const)('%s is stored in plain characters', (address, expected) => {
  expect(storedEmail(address)).toBe(expected);
  expect(expected).toMatch(PATTERN);
});

it.each([
  "Owner.O'Two+api@example.com",
  '100%sure@example.com',
  '!#$&*/=?^`{|}~@example.com',
  'jörg@example.com',
  '"quoted@local"@example.com',
])('%s is read back as it was', address => {
  const stored = storedEmail(address)!;
  expect(stored).toMatch(PATTERN);
  expect(emailOf(stored)).toBe(address);
});

it.each([
  '',
  'jane',
  '@example.com',
  'jane@',
  'jane@localhost',
  'jane@example.com\nbcc: x@example.com',
  'jane doe@example.com',
  'jane@example.com?bcc=x@example.org',
  'jane@[127.0.0.1]',
  'jane@example.com:25',
  '\ud800@example.com',
  `${'x'.repeat(260)}@example.com`,
])('%j is no address', text => {
  expect(storedEmail(text)).toBeUndefined();
});

it('leaves alone what nobody has encoded', () => {
  expect(emailOf('user%corp@example.com')).toBe('user%corp@example.com');
});
