/**
 * The records of all steps in their order, the final one counted last.
 *
 * @param onRecord is told of each as it comes.
 */
export async function inOrder<R extends { readonly step: number }>(
  measured: AsyncIterable<R>,
  final: R,
  onRecord: (record: R, done: number) => void,
): Promise<R[]> {
  const records: R[] = [];
  for await (const record of measured) {
    records.push(record);
    onRecord(record, records.length);
  }
  records.push(final);
  onRecord(final, records.length);
  return records.sort((a, b) => a.step - b.step);
}
