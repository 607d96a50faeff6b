/** A byte address in the kernel's memory. */
export type Address = number;

/** What becomes of a product: stored, added to what stands there, or kept only where a positive value stands. */
export const STORE = 0;
export const ADD = 1;
export const WHERE_POSITIVE = 2;

/** The functions of the compiled kernel; their meaning is told at their definition in `assembly/`. */
export interface KernelExports {
  multiply(
    c: Address,
    cRow: number,
    a: Address,
    aRow: number,
    aStep: number,
    b: Address,
    bRow: number,
    m: number,
    n: number,
    k: number,
    mode: number,
  ): void;
  listRows(lists: Address, listRow: number, a: Address, aRow: number, rows: number, columns: number): void;
  listColumns(lists: Address, listRow: number, a: Address, aRow: number, rows: number, columns: number): void;
  multiplyLists(
    c: Address,
    cRow: number,
    lists: Address,
    listRow: number,
    b: Address,
    bRow: number,
    m: number,
    n: number,
    add: number,
  ): void;
  transpose(to: Address, toRow: number, from: Address, fromRow: number, rows: number, columns: number): void;
  add(out: Address, a: Address, b: Address, count: number): void;
  addRow(
    out: Address,
    outRow: number,
    from: Address,
    fromRow: number,
    row: Address,
    scale: number,
    rows: number,
    columns: number,
  ): void;
  sumRows(out: Address, from: Address, fromRow: number, rows: number, columns: number, add: number): void;
  attend(
    soft: Address,
    mixed: Address,
    plane: number,
    scores: Address,
    stride: number,
    xs: Address,
    ys: Address,
    size: number,
    heads: number,
    rate: number,
    first: number,
    last: number,
  ): void;
  attendBackward(
    dScores: Address,
    dMixed: Address,
    soft: Address,
    plane: number,
    stride: number,
    xs: Address,
    ys: Address,
    size: number,
    heads: number,
    rate: number,
    count: number,
  ): void;
  gather(
    rows: Address,
    width: number,
    base: Address,
    table: Address,
    tableHead: number,
    mixed: Address,
    plane: number,
    stride: number,
    xs: Address,
    ys: Address,
    size: number,
    heads: number,
    columns: number,
    positive: number,
    first: number,
    last: number,
  ): void;
  gatherBackward(
    dTable: Address,
    tableHead: number,
    rows: Address,
    width: number,
    mixed: Address,
    stride: number,
    list: Address,
    count: number,
    columns: number,
  ): void;
  attentionGradient(
    dMixed: Address,
    stride: number,
    rows: Address,
    width: number,
    table: Address,
    tableHead: number,
    list: Address,
    count: number,
    columns: number,
  ): void;
  crossEntropy(
    logits: Address,
    width: number,
    classes: number,
    columns: number,
    answers: Address,
    losses: Address,
    rights: Address,
    scale: number,
    first: number,
    last: number,
  ): void;
  stableMax(
    logits: Address,
    width: number,
    classes: number,
    columns: number,
    answers: Address,
    losses: Address,
    rights: Address,
    scale: number,
    first: number,
    last: number,
  ): void;
  naiveCrossEntropy(
    logits: Address,
    width: number,
    classes: number,
    columns: number,
    answers: Address,
    losses: Address,
    rights: Address,
    scale: number,
    first: number,
    last: number,
  ): void;
  grokfast(g: Address, slow: Address, count: number, alpha: number, lambda: number): void;
  orthogonalize(w: Address, g: Address, row: number, rows: number, columns: number): void;
  rescale(w: Address, count: number, norm: number): void;
  gelu(
    rows: Address,
    width: number,
    slopes: Address,
    slopeRow: number,
    columns: number,
    first: number,
    last: number,
  ): void;
  scaleRows(
    rows: Address,
    width: number,
    slopes: Address,
    slopeRow: number,
    columns: number,
    first: number,
    last: number,
  ): void;
  adamw(
    w: Address,
    g: Address,
    m: Address,
    v: Address,
    count: number,
    beta1: number,
    beta2: number,
    keep: number,
    rate: number,
    rootScale: number,
    epsilon: number,
  ): void;
  smoothness(
    dE: Address,
    e: Address,
    row: number,
    tokens: number,
    columns: number,
    dModel: number,
    weight: number,
  ): void;
}
