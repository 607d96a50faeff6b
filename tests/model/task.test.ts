import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import type { OperationName } from '../../src/model/operations';
import { createTask, label } from '../../src/model/task';

describe('createTask', () => {
  it.each<[OperationName, number, number, number]>([
    ['add', 100, 20, 7],
    ['sub', 3, 10, 106],
    ['mul', 20, 30, 35],
    ['x2+xy+y2', 3, 5, 49],
    ['x2+y2', 50, 112, 15],
    ['x3+xy', 112, 112, 0],
  ])('%s of %i and %i is %i modulo 113', (operation, x, y, answer) => {
    expect(label(createTask({ operation, p: 113 }), x, y)).toBe(answer);
  });

  it('divides so that the quotient times the divisor gives the dividend back', () => {
    const p = 59;
    const task = createTask({ operation: 'div', p });
    for (let x = 0; x < p; x++) for (let y = 1; y < p; y++) expect((label(task, x, y) * y) % p).toBe(x);
    expect(task.pairs.length).toBe(p * (p - 1));
    expect(() => label(task, 4, 0)).toThrow('(4, 0) has no answer under x ÷ y');
  });

  it('composes the permutations of five elements into a group that does not commute', () => {
    const task = createTask({ operation: 's5' });
    expect([task.size, task.tokens, task.pairs.length]).toEqual([120, 121, 14_400]);
    const product = (x: number, y: number) => label(task, x, y);
    for (let x = 0; x < 120; x++) {
      expect(product(x, 0)).toBe(x);
      expect(product(0, x)).toBe(x);
      expect(new Set(Array.from({ length: 120 }, (_, y) => product(x, y))).size).toBe(120);
    }
    for (const [x, y, z] of [[3, 77, 119] as const, [50, 8, 21] as const])
      expect(product(product(x, y), z)).toBe(product(x, product(y, z)));
    expect(product(1, 2)).not.toBe(product(2, 1));
  });

  it('refuses a modulus that is not an odd prime up to 400, and names the nearest', () => {
    expect(() => createTask({ operation: 'add', p: 112 })).toThrow('the nearest is p=113');
    expect(() => createTask({ operation: 'add', p: 401 })).toThrow('the nearest is p=397');
    expect(() => createTask({ operation: 'add', p: 2 })).toThrow('the nearest is p=3');
    expect(() => createTask({ operation: 'add', p: 1.5 })).toThrow(InputError);
    expect(() => createTask({ operation: 'add' })).toThrow('p is missing');
    expect(() => createTask({ operation: 's5', p: 113 })).toThrow('leave p out');
  });

  it('refuses operands outside the table', () => {
    expect(() => label(createTask({ operation: 'add', p: 5 }), 5, 0)).toThrow('operands are 0 to 4');
  });
});
