const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step and shows it with the seconds that it takes. On a terminal the line counts while the step runs; where
 * output goes to a file there is a line at the begin and one at the end.
 *
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<T>} work  calls note to say what it does at the moment
 * @param {{isTTY?: boolean, write(text: string): unknown}} output
 * @returns {Promise<T>}
 */
export async function step(title, work, output = process.stdout) {
  const since = Date.now();
  let note = '';
  const show = text => output.write(`\r\u001b[2K${text}`);
  const tick = () =>
    show(`  … ${title}${note && `: ${note}`} (${seconds(since)})`);

  if (output.isTTY) {
    tick();
  } else {
    output.write(`  … ${title}\n`);
  }
  const timer = output.isTTY ? setInterval(tick, 200) : undefined;
  const end = text => {
    clearInterval(timer);
    if (output.isTTY) {
      show(`${text}\n`);
    } else {
      output.write(`${text}\n`);
    }
  };

  try {
    const result = await work(text => {
      note = text;
      if (!output.isTTY) {
        output.write(`    ${text} (${seconds(since)})\n`);
      }
    });
    end(`  ✓ ${title} (${seconds(since)})`);
    return result;
  } catch (error) {
    end(`  ✗ ${title} (${seconds(since)})`);
    throw error;
  }
}
