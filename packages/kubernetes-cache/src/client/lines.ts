/** Splits a byte stream into its lines, without the line ends; empty lines are left out. */
export async function* lines(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  for await (const chunk of body) {
    let text = decoder.decode(chunk, { stream: true });
    let end = text.indexOf('\n');
    while (end !== -1) {
      pieces.push(text.slice(0, end));
      const line = pieces.join('');
      pieces = [];
      if (line.trim()) {
        yield line;
      }
      text = text.slice(end + 1);
      end = text.indexOf('\n');
    }
    if (text) {
      pieces.push(text);
    }
  }
}
