import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";

/**
 * An append-only file of JSON lines. A line is handed to the kernel before `append` returns, so it survives
 * `kill -9`; it is not fsynced, because a test double need not survive a power cut.
 */
export class LineLog {
  private fd: number | undefined;

  constructor(private readonly path: string) {}

  /** Every whole line; a torn last line (killed while writing) is dropped, damage elsewhere is an error. */
  read(): unknown[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, "utf8").split("\n");
    const torn = lines.pop();
    return lines
      .filter((line) => line !== "")
      .concat(torn ? [torn] : [])
      .flatMap((line, index, all) => {
        try {
          return [JSON.parse(line)];
        } catch {
          if (index === all.length - 1) return [];
          throw new Error(`${this.path} is damaged at line ${index + 1}; move it away to start afresh.`);
        }
      });
  }

  /** Replaces the file by these lines in one rename and keeps it open for more. */
  rewrite(entries: Iterable<unknown>): void {
    this.close();
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    const fd = openSync(fresh, "ax", 0o600);
    for (const entry of entries) write(fd, `${JSON.stringify(entry)}\n`);
    renameSync(fresh, this.path);
    this.fd = fd;
  }

  /** A line that cannot be written whole (disk full) is taken back, so that the next one starts clean. */
  append(entry: unknown): void {
    if (this.fd === undefined) return;
    const { size } = fstatSync(this.fd);
    try {
      write(this.fd, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      ftruncateSync(this.fd, size);
      throw error;
    }
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }
}

function write(fd: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
