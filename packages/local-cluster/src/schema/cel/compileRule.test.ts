import { celValue } from './celValue';
import { compileRule } from './compileRule';

function evaluate(rule: string, self: Parameters<typeof celValue>[0]): unknown {
  return compileRule(rule).evaluate(celValue(self, undefined));
}

describe('compileRule', () => {
  it('tells rules over the old value from others', () => {
    expect(compileRule('self == oldSelf').usesOldSelf).toBe(true);
    expect(compileRule("self == 'oldSelf'").usesOldSelf).toBe(false);
  });

  it('takes linear time for every pattern', () => {
    const start = Date.now();
    const hostile = `${'a'.repeat(20_000)}b`;
    expect(evaluate("self.matches('^(a+)+$')", hostile)).toBe(false);
    expect(evaluate("(self).matches('^(a+)+b$')", hostile)).toBe(true);
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  it('leaves the word matches in texts alone', () => {
    expect(evaluate("self == 'x.matches(y)'", 'x.matches(y)')).toBe(true);
  });

  it('knows has() of an element of a list, and only in code', () => {
    const rule = "has(self[0].a) ? self[0].a : 'has(self[0].b)'";
    expect(evaluate(rule, [{ a: 'x' }])).toBe('x');
    expect(evaluate(rule, [{}])).toBe('has(self[0].b)');
    expect(evaluate('has(self.list[0].a.b)', { list: [{ a: { b: 1 } }] })).toBe(
      true,
    );
    expect(() => evaluate('has(self.list[0].a.b)', { list: [{}] })).toThrow(
      'No such key',
    );
  });

  it('has the functions of Kubernetes for texts, lists and addresses', () => {
    expect(evaluate("self.replace('a', 'b') == 'bxb'", 'axa')).toBe(true);
    expect(evaluate("self.find('[0-9]+') == '12'", 'a12b3')).toBe(true);
    expect(evaluate("self.findAll('[0-9]+').size() == 2", 'a12b3')).toBe(true);
    expect(
      evaluate(
        'self.isSorted() && self.sum() == 6 && self.max() == 3 && self.min() == 1',
        [1, 2, 3],
      ),
    ).toBe(true);
    expect(
      evaluate(
        "isURL(self) && url(self).getHost() == 'a.b:1'",
        'https://a.b:1/c',
      ),
    ).toBe(true);
    expect(
      evaluate("isIP('10.0.0.1') && !isIP(self) && isCIDR('10.0.0.0/8')", 'x'),
    ).toBe(true);
  });

  it('says what it cannot read', () => {
    expect(() => compileRule('self.a ==')).toThrow('Unexpected token');
    expect(() => compileRule('other == 1')).toThrow('Unknown variable: other');
  });
});
