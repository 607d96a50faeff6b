export { adamw, smoothness } from './adamw';
export { attend, attendBackward, attentionGradient, gather, gatherBackward } from './attention';
export { crossEntropy } from './cross-entropy';
export { gelu, scaleRows } from './gelu';
export { multiply, transpose } from './multiply';
export { add, addRow, sumRows } from './vector';
