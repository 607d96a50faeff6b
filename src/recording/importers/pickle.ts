import { InputError } from '../../errors';

/** Something that a pickle would call, by name: the reader decides what it makes of it. */
export interface PickleGlobal {
  readonly global: string;
}

/** What a pickle may hold. Nothing is ever executed: a global is a name, and only known names are allowed. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleGlobal
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleObject;

/** An object that the caller built for an allowed global. */
export interface PickleObject {
  readonly kind: string;
}

/** What the pickle may refer to, and what becomes of it. */
export interface PickleHandlers {
  /** Builds `global(...args)`; called only for globals on the allow-list. */
  readonly allowed: Readonly<Record<string, ((args: readonly PickleValue[]) => PickleValue) | 'name only'>>;
  /** Resolves a persistent id, as `torch.save` writes for storages. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** More instructions than any checkpoint of this kind has: bounds the memory that a hostile pickle can ask for. */
const MOST_INSTRUCTIONS = 4_000_000;

/** More lists, dictionaries and strings of bytes than any has: each takes a hundred times the byte that asks for it. */
const MOST_OBJECTS = 250_000;

const MARK = Symbol('mark');
type Slot = PickleValue | typeof MARK;

/**
 * Reads a pickle (protocols 2 to 5) without running anything in it.
 *
 * The machine knows the opcodes for plain values and containers; globals must be on the allow-list and are calls
 * only to the caller's own functions. Anything else is refused by name. Work is linear in the input.
 *
 * @throws InputError saying what was refused or where the pickle breaks off.
 */
export function readPickle(bytes: Uint8Array, handlers: PickleHandlers, where: string): PickleValue {
  return new PickleMachine(bytes, handlers, where).run();
}

class PickleMachine {
  private readonly data: DataView;
  private at = 0;
  private objects = 0;
  private readonly stack: Slot[] = [];
  private readonly memo = new Map<number, PickleValue>();

  /** The instructions, by opcode. */
  private readonly instructions: ReadonlyMap<number, () => unknown> = new Map<number, () => unknown>([
    [0x80, () => this.byte()], // PROTO
    [0x95, () => this.take(8)], // FRAME
    [0x28, () => this.stack.push(MARK)], // MARK
    [0x30, () => this.stack.pop()], // POP
    [0x4e, () => this.push(null)], // NONE
    [0x88, () => this.push(true)], // NEWTRUE
    [0x89, () => this.push(false)], // NEWFALSE
    [0x4b, () => this.push(this.byte())], // BININT1
    [0x4d, () => this.push(this.view(2).getUint16(0, true))], // BININT2
    [0x4a, () => this.push(this.view(4).getInt32(0, true))], // BININT
    [0x8a, () => this.push(this.long(this.byte()))], // LONG1
    [0x47, () => this.push(this.view(8).getFloat64(0, false))], // BINFLOAT
    [0x8c, () => this.push(this.text(this.byte()))], // SHORT_BINUNICODE
    [0x58, () => this.push(this.text(this.view(4).getUint32(0, true)))], // BINUNICODE
    [0x43, () => this.pushObject(this.take(this.byte()))], // SHORT_BINBYTES
    [0x55, () => this.pushObject(this.take(this.byte()))], // SHORT_BINSTRING
    [0x42, () => this.pushObject(this.take(this.view(4).getUint32(0, true)))], // BINBYTES
    [0x54, () => this.pushObject(this.take(this.view(4).getUint32(0, true)))], // BINSTRING
    [0x7d, () => this.pushObject(new Map())], // EMPTY_DICT
    [0x5d, () => this.pushObject([])], // EMPTY_LIST
    [0x29, () => this.pushObject([])], // EMPTY_TUPLE
    [0x8f, () => this.pushObject([])], // EMPTY_SET
    [0x85, () => this.pushObject(this.several(1))], // TUPLE1
    [0x86, () => this.pushObject(this.several(2))], // TUPLE2
    [0x87, () => this.pushObject(this.several(3))], // TUPLE3
    [0x74, () => this.pushObject(this.untilMark())], // TUPLE
    [0x6c, () => this.pushObject(this.untilMark())], // LIST
    [0x61, () => this.extend([this.pop()])], // APPEND
    [0x65, () => this.extend(this.untilMark())], // APPENDS
    [0x90, () => this.extend(this.untilMark())], // ADDITEMS
    [0x73, () => this.setItems(this.several(2))], // SETITEM
    [0x75, () => this.setItems(this.untilMark())], // SETITEMS
    [0x71, () => this.remember(this.byte())], // BINPUT
    [0x72, () => this.remember(this.view(4).getUint32(0, true))], // LONG_BINPUT
    [0x94, () => this.remember(this.memo.size)], // MEMOIZE
    [0x68, () => this.recall(this.byte())], // BINGET
    [0x6a, () => this.recall(this.view(4).getUint32(0, true))], // LONG_BINGET
    [0x63, () => this.pushGlobal(`${this.line()}.${this.line()}`)], // GLOBAL
    [0x93, () => this.pushGlobal(this.stackGlobal())], // STACK_GLOBAL
    [0x51, () => this.push(this.handlers.persistent(this.pop()))], // BINPERSID
    [0x52, () => this.reduce()], // REDUCE
    [0x81, () => this.reduce()], // NEWOBJ
    [0x62, () => this.build()], // BUILD
  ]);

  constructor(
    private readonly bytes: Uint8Array,
    private readonly handlers: PickleHandlers,
    private readonly where: string,
  ) {
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): PickleValue {
    for (let count = 0; count < MOST_INSTRUCTIONS; count++) {
      const opcode = this.byte();
      if (opcode === 0x2e) return this.pop();
      this.execute(opcode);
    }
    throw this.refuse(`more than ${MOST_INSTRUCTIONS} instructions`);
  }

  private execute(opcode: number): void {
    const instruction = this.instructions.get(opcode);
    if (instruction === undefined) {
      throw this.refuse(
        `opcode 0x${opcode.toString(16)} at byte ${this.at - 1}, which checkpoints of this kind do not use`,
      );
    }
    instruction();
  }

  private pushGlobal(name: string): void {
    if (!Object.hasOwn(this.handlers.allowed, name)) {
      throw this.refuse(
        `the object ${JSON.stringify(name.slice(0, 100))}, which is not on the list of what tensors need; nothing of it was run`,
      );
    }
    this.pushObject({ global: name });
  }

  private stackGlobal(): string {
    const [module, name] = this.several(2);
    if (typeof module !== 'string' || typeof name !== 'string') throw this.broken();
    return `${module}.${name}`;
  }

  private reduce(): void {
    const [callee, args] = this.several(2);
    if (!isGlobal(callee) || !Array.isArray(args)) throw this.broken();
    const build = this.handlers.allowed[callee.global];
    if (build === undefined || build === 'name only') throw this.refuse(`a call of ${callee.global}`);
    this.pushObject(build(args));
  }

  /** State set on an object: an OrderedDict may carry attributes (`_metadata`) that no tensor needs. */
  private build(): void {
    this.pop();
    if (!(this.peek() instanceof Map)) throw this.refuse('state set on an object that is no dictionary');
  }

  private extend(items: PickleValue[]): void {
    const list = this.peek();
    if (!Array.isArray(list)) throw this.broken();
    for (const item of items) list.push(item);
  }

  private setItems(items: PickleValue[]): void {
    const map = this.peek();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw this.broken();
    for (let i = 0; i < items.length; i += 2) map.set(items[i] ?? null, items[i + 1] ?? null);
  }

  private remember(key: number): void {
    this.memo.set(key, this.peek());
  }

  private recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw this.broken();
    this.push(value);
  }

  private push(value: PickleValue): void {
    this.stack.push(value);
  }

  private pushObject(value: PickleValue): void {
    this.objects++;
    if (this.objects > MOST_OBJECTS) throw this.refuse(`more than ${MOST_OBJECTS} objects`);
    this.stack.push(value);
  }

  private pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined || value === MARK) throw this.broken();
    return value;
  }

  private peek(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined || value === MARK) throw this.broken();
    return value;
  }

  private several(count: number): PickleValue[] {
    const values: PickleValue[] = [];
    for (let i = 0; i < count; i++) values.unshift(this.pop());
    return values;
  }

  private untilMark(): PickleValue[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark < 0) throw this.broken();
    const values = this.stack.splice(mark).slice(1);
    return values.filter((value): value is PickleValue => value !== MARK);
  }

  private byte(): number {
    return this.view(1).getUint8(0);
  }

  private take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) {
      throw new InputError(
        `${this.where}: the pickle breaks off at byte ${this.bytes.length}: it is truncated.`,
      );
    }
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  private view(count: number): DataView {
    this.take(count);
    return new DataView(this.data.buffer, this.data.byteOffset + this.at - count, count);
  }

  private text(count: number): string {
    return new TextDecoder().decode(this.take(count));
  }

  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0 || end - this.at > 1000) throw this.broken();
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  /** A little-endian two's complement number; longer than eight bytes is no size or offset of ours. */
  private long(count: number): number {
    if (count > 8) throw this.refuse(`a number of ${count} bytes`);
    let value = 0n;
    const bytes = this.take(count);
    bytes.forEach((byte, i) => {
      value |= BigInt(byte) << BigInt(8 * i);
    });
    return Number(BigInt.asIntN(8 * Math.max(1, count), value));
  }

  private broken(): InputError {
    return new InputError(`${this.where}: the pickle is damaged near byte ${this.at}.`);
  }

  private refuse(what: string): InputError {
    return new InputError(`${this.where}: the pickle wants ${what}. Refused.`);
  }
}

function isGlobal(value: PickleValue | undefined): value is PickleGlobal {
  return typeof value === 'object' && value !== null && 'global' in value;
}
