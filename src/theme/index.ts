export { type ColorMap, cyclic, diverging, glow, sequential } from './color-map';
export { ease, strokes, tempo } from './motion';
export { frequencyColor, palette, type Role, roles } from './palette';
export { fonts, loadFonts, sizes, weights } from './type';
