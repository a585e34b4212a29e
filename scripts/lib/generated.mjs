import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes generated files; with `--check` among the arguments it only says which are not current, and the process will
 * fail.
 *
 * @param {{root: string, files: Record<string, string>, command: string, args?: string[]}} options
 */
export async function writeGenerated({
  root,
  files,
  command,
  args = process.argv,
}) {
  const check = args.includes('--check');
  const stale = [];
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current === text) {
      continue;
    }
    stale.push(name);
    if (!check) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  const count = Object.keys(files).length;
  if (check && stale.length > 0) {
    console.error(
      `Not current: ${stale.join(', ')}. Run "${command}" and commit the result.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(
    check
      ? `${count} generated files are current.`
      : `Wrote ${stale.length} of ${count} files.`,
  );
}
