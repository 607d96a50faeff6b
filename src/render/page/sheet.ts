import type { Player } from './player';
import type { SheetRequest } from './protocol';

/** Space between the small frames of a sheet, and the size of a label, in pixels. */
const GAP = 8;
const LABEL = 22;

/** Draws frames small, row by row, with a label under each. */
export async function drawSheet(player: Player, request: SheetRequest): Promise<HTMLCanvasElement> {
  const { frames, labels, columns, cell } = request;
  const rows = Math.ceil(frames.length / columns);
  const sheet = document.createElement('canvas');
  sheet.width = GAP + columns * (cell.width + GAP);
  sheet.height = GAP + rows * (cell.height + LABEL + GAP);
  const context = sheet.getContext('2d');
  if (context === null)
    throw new Error(`no canvas of ${sheet.width}×${sheet.height} pixels for the contact sheet`);
  context.fillStyle = '#26282c';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.imageSmoothingQuality = 'high';
  context.font = `${LABEL - 7}px sans-serif`;
  context.textBaseline = 'middle';
  for (const [i, frame] of frames.entries()) {
    await player.draw(frame);
    const x = GAP + (i % columns) * (cell.width + GAP);
    const y = GAP + Math.floor(i / columns) * (cell.height + LABEL + GAP);
    // Frames without a background are shown on black, as a player of the film would show them.
    context.fillStyle = '#000000';
    context.fillRect(x, y, cell.width, cell.height);
    context.drawImage(player.canvas, x, y, cell.width, cell.height);
    context.fillStyle = '#d8dadf';
    context.fillText(labels[i] ?? '', x + 2, y + cell.height + LABEL / 2);
  }
  return sheet;
}
