export { adamw, smoothness } from './adamw';
export { attend, attendBackward, attentionGradient, gather, gatherBackward } from './attention';
export { crossEntropy } from './cross-entropy';
export { grokfast, orthogonalize, rescale } from './filters';
export { gelu, scaleRows } from './gelu';
export { multiply, transpose } from './multiply';
export { naiveCrossEntropy } from './naive-cross-entropy';
export { stableMax } from './stablemax';
export { add, addRow, sumRows } from './vector';
