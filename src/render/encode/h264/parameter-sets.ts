import { BitReader } from './bits';
import { NAL, nalType, nalUnits, payloadOf } from './nal';

/** What a stream's parameter sets say of how a picture's head is written, and what it covers. */
export interface PictureSyntax {
  /** Macroblocks of a picture. */
  readonly macroblocks: number;
  /** Bits of a frame's number. */
  readonly frameNumberBits: number;
  /** Bits of a picture's place in the order of display; 0 where that is the order of the stream. */
  readonly orderBits: number;
  readonly pictureSet: number;
  /** Arithmetic coding; otherwise codes of whole bits. */
  readonly cabac: boolean;
  /** Whether heads tell the order of a picture's two fields, weights of references, and how edges are smoothed. */
  readonly fieldOrder: boolean;
  readonly weighted: boolean;
  readonly deblocking: boolean;
  /** The quantizer from which a picture's own is counted. */
  readonly quantizer: number;
}

/** Profiles whose sequence sets say more of their colours (Rec. ITU-T H.264, 7.3.2.1.1), of those that x264 writes. */
const HIGH_PROFILES = [100, 110, 122, 244];

/** The parameter sets that stand before a key frame, one after the other: equal ones are equal bytes. */
export function parameterSets(keyFrame: Uint8Array): Uint8Array {
  const isSet = (unit: Uint8Array) => nalType(unit) === NAL.sequenceSet || nalType(unit) === NAL.pictureSet;
  return Buffer.concat(nalUnits(keyFrame).filter(isSet));
}

/**
 * Reads the parameter sets that stand before a key frame.
 *
 * @returns undefined where they are of a kind that is not known here: fields, several slice groups, more than 4:2:0.
 */
export function pictureSyntax(keyFrame: Uint8Array): PictureSyntax | undefined {
  const units = nalUnits(keyFrame);
  const sequences = units.filter((unit) => nalType(unit) === NAL.sequenceSet);
  const pictures = units.filter((unit) => nalType(unit) === NAL.pictureSet);
  const [sequenceUnit, pictureUnit] = [sequences[0], pictures[0]];
  if (sequenceUnit === undefined || pictureUnit === undefined) return undefined;
  if (sequences.length > 1 || pictures.length > 1) return undefined;
  const sequence = sequenceOf(new BitReader(payloadOf(sequenceUnit)));
  const picture = sequence && pictureOf(new BitReader(payloadOf(pictureUnit)));
  return picture && { ...sequence, ...picture };
}

/** Rec. ITU-T H.264, 7.3.2.1.1, up to what is needed. */
function sequenceOf(bits: BitReader) {
  const profile = bits.bits(8);
  // Constraints, level, and the set's own number.
  bits.bits(16);
  bits.unsigned();
  if (HIGH_PROFILES.includes(profile)) {
    const [chroma, depth, chromaDepth] = [bits.unsigned(), bits.unsigned(), bits.unsigned()];
    const lossless = bits.flag();
    const matrices = bits.flag();
    if (chroma !== 1 || depth !== 0 || chromaDepth !== 0 || matrices) return undefined;
    if (lossless && profile !== 244) return undefined;
  }
  const frameNumberBits = bits.unsigned() + 4;
  const orderType = bits.unsigned();
  if (orderType === 1) return undefined;
  const orderBits = orderType === 0 ? bits.unsigned() + 4 : 0;
  const references = bits.unsigned();
  bits.flag();
  const macroblocks = (bits.unsigned() + 1) * (bits.unsigned() + 1);
  const wholeFrames = bits.flag();
  return references > 0 && wholeFrames ? { macroblocks, frameNumberBits, orderBits } : undefined;
}

/** Rec. ITU-T H.264, 7.3.2.2, up to what is needed. */
function pictureOf(bits: BitReader) {
  const pictureSet = bits.unsigned();
  bits.unsigned();
  const [cabac, fieldOrder] = [bits.flag(), bits.flag()];
  const groups = bits.unsigned() + 1;
  // How many references a picture has unless its head says otherwise, as ours does.
  bits.unsigned();
  bits.unsigned();
  const weighted = bits.flag();
  bits.bits(2);
  const quantizer = 26 + bits.signed();
  bits.signed();
  bits.signed();
  const deblocking = bits.flag();
  bits.flag();
  const redundant = bits.flag();
  if (groups > 1 || redundant) return undefined;
  return { pictureSet, cabac, fieldOrder, weighted, quantizer, deblocking };
}
