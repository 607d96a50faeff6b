/** Columns that a terminal shows at least. */
const WIDTH = 100;

/**
 * Lines of a table for the terminal: the first column to the left, numbers to the right; the first row is its head.
 * A name that leaves no room for the numbers takes several lines.
 */
export function textTable(rows: readonly (readonly string[])[], width = WIDTH): string[] {
  const columns = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const [name = 0, ...numbers] = columns;
  const room = width - numbers.reduce((sum, column) => sum + column + 2, 0);
  const first = Math.min(name, room);
  return rows.flatMap(([head = '', ...cells]) => {
    const lines = wrapped(head, first);
    const last = lines.pop() ?? '';
    const line = numbers.map((column, i) => `  ${(cells[i] ?? '').padStart(column)}`).join('');
    return [...lines, `${last.padEnd(first)}${line}`.trimEnd()];
  });
}

/** A text in lines of a width, broken between words; all but the first are indented. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line === '') lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines;
}
