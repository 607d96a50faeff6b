import { BitWriter } from './bits';
import { annexB, NAL, nalUnit } from './nal';
import type { PictureSyntax } from './parameter-sets';
import { arithmeticSkips, SKIP_QUANTIZER } from './skips';

/** Begins a picture, of any kind (Rec. ITU-T H.264, 7.3.2.4). */
const DELIMITER = nalUnit(NAL.delimiter, 0, Uint8Array.of(0xf0));

/** A slice of a picture that is predicted from one before, as are all slices of the picture (table 7-6). */
const PREDICTED = 5;

/**
 * Makes pictures that repeat a key frame: each skips every block, and so is the one before it, to the bit. Nothing
 * moves, nothing is added, and between skipped blocks no edge is smoothed (Rec. ITU-T H.264, 8.4.1.1 and 8.7.2.1).
 *
 * @returns A function from a picture's place behind the key frame, counted from 1, to the picture.
 */
export function repeatedPictures(syntax: PictureSyntax): (place: number) => Uint8Array {
  const skips = syntax.cabac ? arithmeticSkips(syntax.macroblocks) : undefined;
  return (place) => {
    const bits = sliceHead(syntax, place);
    if (skips === undefined) {
      // A number of skipped blocks, and the bit that ends the slice.
      bits.unsigned(syntax.macroblocks);
      bits.bit(1);
      bits.align(0);
    } else {
      bits.align(1);
    }
    const slice = Buffer.concat([bits.finish(), skips ?? new Uint8Array(0)]);
    return annexB([DELIMITER, nalUnit(NAL.slice, 2, slice)]);
  };
}

/** Rec. ITU-T H.264, 7.3.3, for a whole frame that is predicted from the frame before it. */
function sliceHead(syntax: PictureSyntax, place: number): BitWriter {
  const bits = new BitWriter();
  // The first block of the slice.
  bits.unsigned(0);
  bits.unsigned(PREDICTED);
  bits.unsigned(syntax.pictureSet);
  bits.bits(place % 2 ** syntax.frameNumberBits, syntax.frameNumberBits);
  if (syntax.orderBits > 0) {
    // Fields are counted, two a frame.
    bits.bits((2 * place) % 2 ** syntax.orderBits, syntax.orderBits);
    if (syntax.fieldOrder) bits.signed(0);
  }
  // One reference, whatever the parameter set says; the list of them as it is.
  bits.bit(1);
  bits.unsigned(0);
  bits.bit(0);
  if (syntax.weighted) {
    // Denominators, and that neither brightness nor colours are weighted.
    bits.unsigned(0);
    bits.unsigned(0);
    bits.bits(0, 2);
  }
  // The oldest reference makes room for this one.
  bits.bit(0);
  // The first table of expectations.
  if (syntax.cabac) bits.unsigned(0);
  bits.signed(SKIP_QUANTIZER - syntax.quantizer);
  // No edge is to be looked at.
  if (syntax.deblocking) bits.unsigned(1);
  return bits;
}
