import { madd } from './madd';

/**
 * Lists of the positive values in the rows or columns of a matrix: what a ReLU leaves, about half. NaN is kept too, so
 * that it shows in the loss. A list begins with the number of its entries in 16 bytes; an entry is an index and a value,
 * four bytes each. Behind the last there is an entry of value 0, so that entries may be taken two at a time, and room
 * for one more.
 */
const HEADER: usize = 16;

/** For each set of four lanes, the byte shuffle that moves those in the set to the front. */
const FRONT = memory.data(256, 16);
for (let set = 0; set < 16; set++) {
  let to = FRONT + ((<usize>set) << 4);
  for (let lane = 0; lane < 4; lane++) {
    if (((set >> lane) & 1) === 0) continue;
    for (let byte = 0; byte < 4; byte++) store<u8>(to++, 4 * lane + byte);
  }
}

/** The bytes of a vector in another order; the relaxed instruction leaves open only what an order beyond 15 gives. */
function pick(vector: v128, order: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(vector, order);
  return i8x16.swizzle(vector, order);
}

/** Ends a list at the address `end`. */
function close(list: usize, end: usize): void {
  i64.store(end, 0);
  i32.store(list, <i32>((end - list - HEADER) >> 3));
}

/** The list of each row of a [rows, columns] block; columns is a multiple of 4, strides are in bytes. */
export function listRows(lists: usize, listRow: usize, a: usize, aRow: usize, rows: i32, columns: i32): void {
  const zero = f32x4.splat(0);
  const four = i32x4.splat(4);
  const bytes = (<usize>columns) << 2;
  for (let i = 0; i < rows; i++) {
    const list = lists + <usize>i * listRow;
    const row = a + <usize>i * aRow;
    let to = list + HEADER;
    let indices = i32x4(0, 1, 2, 3);
    for (let at: usize = 0; at < bytes; at += 16) {
      const values = v128.load(row + at);
      const set = i32x4.bitmask(f32x4.le(values, zero)) ^ 15;
      const front = v128.load(FRONT + ((<usize>set) << 4));
      const index = pick(indices, front);
      const value = pick(values, front);
      v128.store(to, v128.shuffle<i32>(index, value, 0, 4, 1, 5));
      v128.store(to, v128.shuffle<i32>(index, value, 2, 6, 3, 7), 16);
      to += (<usize>popcnt<i32>(set)) << 3;
      indices = i32x4.add(indices, four);
    }
    close(list, to);
  }
}

/** The list of each column of a [rows, columns] block; columns is a multiple of 4, strides are in bytes. */
export function listColumns(
  lists: usize,
  listRow: usize,
  a: usize,
  aRow: usize,
  rows: i32,
  columns: i32,
): void {
  const zero = f32x4.splat(0);
  for (let j = 0; j < columns; j += 4) {
    const list0 = lists + <usize>j * listRow;
    const list1 = list0 + listRow;
    const list2 = list1 + listRow;
    const list3 = list2 + listRow;
    let to0 = list0 + HEADER;
    let to1 = list1 + HEADER;
    let to2 = list2 + HEADER;
    let to3 = list3 + HEADER;
    let from = a + ((<usize>j) << 2);
    for (let i = 0; i < rows; i++) {
      const values = v128.load(from);
      const index = i32x4.splat(i);
      const set = i32x4.bitmask(f32x4.le(values, zero)) ^ 15;
      const low = v128.shuffle<i32>(index, values, 0, 4, 1, 5);
      const high = v128.shuffle<i32>(index, values, 2, 6, 3, 7);
      // Written in any case, and kept by moving on.
      v128.store64_lane(to0, low, 0);
      v128.store64_lane(to1, low, 1);
      v128.store64_lane(to2, high, 0);
      v128.store64_lane(to3, high, 1);
      to0 += <usize>((set << 3) & 8);
      to1 += <usize>((set << 2) & 8);
      to2 += <usize>((set << 1) & 8);
      to3 += <usize>(set & 8);
      from += aRow;
    }
    close(list0, to0);
    close(list1, to1);
    close(list2, to2);
    close(list3, to3);
  }
}

/**
 * C = A·B, or C += A·B where `add` is 1, with A given by the lists of its m rows: what is zero costs nothing. n, the
 * number of columns of B and C, is a multiple of 8; strides are in bytes.
 */
export function multiplyLists(
  c: usize,
  cRow: usize,
  lists: usize,
  listRow: usize,
  b: usize,
  bRow: usize,
  m: i32,
  n: i32,
  add: i32,
): void {
  const end = (<usize>n) << 2;
  let at: usize = 0;
  if (WIDE) for (; at + 320 <= end; at += 320) tile<v128>(c + at, cRow, lists, listRow, b + at, bRow, m, add);
  for (; at + 160 <= end; at += 160) tile<i64>(c + at, cRow, lists, listRow, b + at, bRow, m, add);
  for (; at + 96 <= end; at += 96) tile<i32>(c + at, cRow, lists, listRow, b + at, bRow, m, add);
  for (; at < end; at += 32) tile<i16>(c + at, cRow, lists, listRow, b + at, bRow, m, add);
}

/**
 * 80 columns where T is v128, 40 where it is i64, 24 where it is i32, 8 where it is i16: a type parameter, since the
 * compiler makes a function of its own for each. V8 moves all loads of a straight run of code before its arithmetic and
 * then lacks registers: conditions that always hold cut the run into pieces of at most four loads.
 */
function tile<T>(
  c: usize,
  cRow: usize,
  lists: usize,
  listRow: usize,
  b: usize,
  bRow: usize,
  m: i32,
  add: i32,
): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < m; i++) {
    const list = lists + <usize>i * listRow;
    const to = c + <usize>i * cRow;
    const end = list + HEADER + ((<usize>i32.load(list)) << 3);
    let c0 = zero,
      c1 = zero,
      c2 = zero,
      c3 = zero,
      c4 = zero;
    let c5 = zero,
      c6 = zero,
      c7 = zero,
      c8 = zero,
      c9 = zero;
    let c10 = zero,
      c11 = zero,
      c12 = zero,
      c13 = zero,
      c14 = zero;
    let c15 = zero,
      c16 = zero,
      c17 = zero,
      c18 = zero,
      c19 = zero;
    if (add) {
      c0 = v128.load(to);
      c1 = v128.load(to, 16);
      if (sizeof<T>() > 2) {
        c2 = v128.load(to, 32);
        c3 = v128.load(to, 48);
        c4 = v128.load(to, 64);
        c5 = v128.load(to, 80);
      }
      if (sizeof<T>() > 4) {
        c6 = v128.load(to, 96);
        c7 = v128.load(to, 112);
        c8 = v128.load(to, 128);
        c9 = v128.load(to, 144);
      }
      if (sizeof<T>() > 8) {
        c10 = v128.load(to, 160);
        c11 = v128.load(to, 176);
        c12 = v128.load(to, 192);
        c13 = v128.load(to, 208);
        c14 = v128.load(to, 224);
        c15 = v128.load(to, 240);
        c16 = v128.load(to, 256);
        c17 = v128.load(to, 272);
        c18 = v128.load(to, 288);
        c19 = v128.load(to, 304);
      }
    }
    for (let entry = list + HEADER; entry < end; entry += 16) {
      let row = b + <usize>i32.load(entry) * bRow;
      let value = v128.load32_splat(entry, 4);
      if (row) {
        c0 = madd(value, v128.load(row), c0);
        c1 = madd(value, v128.load(row, 16), c1);
        if (sizeof<T>() > 2) {
          c2 = madd(value, v128.load(row, 32), c2);
          c3 = madd(value, v128.load(row, 48), c3);
        }
      }
      if (sizeof<T>() > 2 && row + 4) {
        c4 = madd(value, v128.load(row, 64), c4);
        c5 = madd(value, v128.load(row, 80), c5);
        if (sizeof<T>() > 4) {
          c6 = madd(value, v128.load(row, 96), c6);
          c7 = madd(value, v128.load(row, 112), c7);
        }
      }
      if (sizeof<T>() > 4 && row + 8) {
        c8 = madd(value, v128.load(row, 128), c8);
        c9 = madd(value, v128.load(row, 144), c9);
        if (sizeof<T>() > 8) {
          c10 = madd(value, v128.load(row, 160), c10);
          c11 = madd(value, v128.load(row, 176), c11);
        }
      }
      if (sizeof<T>() > 8 && row + 12) {
        c12 = madd(value, v128.load(row, 192), c12);
        c13 = madd(value, v128.load(row, 208), c13);
        c14 = madd(value, v128.load(row, 224), c14);
        c15 = madd(value, v128.load(row, 240), c15);
      }
      if (sizeof<T>() > 8 && row + 16) {
        c16 = madd(value, v128.load(row, 256), c16);
        c17 = madd(value, v128.load(row, 272), c17);
        c18 = madd(value, v128.load(row, 288), c18);
        c19 = madd(value, v128.load(row, 304), c19);
      }
      row = b + <usize>i32.load(entry, 8) * bRow;
      value = v128.load32_splat(entry, 12);
      if (row) {
        c0 = madd(value, v128.load(row), c0);
        c1 = madd(value, v128.load(row, 16), c1);
        if (sizeof<T>() > 2) {
          c2 = madd(value, v128.load(row, 32), c2);
          c3 = madd(value, v128.load(row, 48), c3);
        }
      }
      if (sizeof<T>() > 2 && row + 4) {
        c4 = madd(value, v128.load(row, 64), c4);
        c5 = madd(value, v128.load(row, 80), c5);
        if (sizeof<T>() > 4) {
          c6 = madd(value, v128.load(row, 96), c6);
          c7 = madd(value, v128.load(row, 112), c7);
        }
      }
      if (sizeof<T>() > 4 && row + 8) {
        c8 = madd(value, v128.load(row, 128), c8);
        c9 = madd(value, v128.load(row, 144), c9);
        if (sizeof<T>() > 8) {
          c10 = madd(value, v128.load(row, 160), c10);
          c11 = madd(value, v128.load(row, 176), c11);
        }
      }
      if (sizeof<T>() > 8 && row + 12) {
        c12 = madd(value, v128.load(row, 192), c12);
        c13 = madd(value, v128.load(row, 208), c13);
        c14 = madd(value, v128.load(row, 224), c14);
        c15 = madd(value, v128.load(row, 240), c15);
      }
      if (sizeof<T>() > 8 && row + 16) {
        c16 = madd(value, v128.load(row, 256), c16);
        c17 = madd(value, v128.load(row, 272), c17);
        c18 = madd(value, v128.load(row, 288), c18);
        c19 = madd(value, v128.load(row, 304), c19);
      }
    }
    v128.store(to, c0);
    v128.store(to, c1, 16);
    if (sizeof<T>() > 2) {
      v128.store(to, c2, 32);
      v128.store(to, c3, 48);
      v128.store(to, c4, 64);
      v128.store(to, c5, 80);
    }
    if (sizeof<T>() > 4) {
      v128.store(to, c6, 96);
      v128.store(to, c7, 112);
      v128.store(to, c8, 128);
      v128.store(to, c9, 144);
    }
    if (sizeof<T>() > 8) {
      v128.store(to, c10, 160);
      v128.store(to, c11, 176);
      v128.store(to, c12, 192);
      v128.store(to, c13, 208);
      v128.store(to, c14, 224);
      v128.store(to, c15, 240);
      v128.store(to, c16, 256);
      v128.store(to, c17, 272);
      v128.store(to, c18, 288);
      v128.store(to, c19, 304);
    }
  }
}
