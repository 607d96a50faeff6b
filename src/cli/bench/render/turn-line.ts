/** A line on the terminal that says whose turn it is, written over and over; nothing where nobody watches. */
export interface TurnLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

export function turnLine(stream: NodeJS.WriteStream = process.stderr): TurnLine {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(`\r\x1b[K${text}`);
  };
  return { show: write, clear: () => write('') };
}
