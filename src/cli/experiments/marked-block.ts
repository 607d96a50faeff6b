import { InputError } from '../../errors';

const BEGIN = '<!-- measured: what stands between these marks is written by the command above -->';
const END = '<!-- end of what is measured -->';

/**
 * A page with what was measured put between its marks; what a person wrote around them stays.
 *
 * @throws InputError when the page has no marks.
 */
export function withMeasured(page: string, measured: string, where: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new InputError(
      `${where} has no place for what is measured: it needs the lines\n  ${BEGIN}\n  ${END}`,
    );
  return `${page.slice(0, begin)}${BEGIN}\n\n${measured.trim()}\n\n${page.slice(end)}`;
}

/** A page that holds nothing but what is measured. */
export function freshPage(title: string, command: string): string {
  return `# ${title}\n\n\`${command}\`\n\n${BEGIN}\n${END}\n`;
}

/** A table in Markdown; the first row is its head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
