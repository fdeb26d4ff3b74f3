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

/** A system call for every line would take most of a start with many rows. */
const CHUNK_CHARS = 1_000_000;

/**
 * An append-only file of JSON lines. A line is handed to the kernel before `append` returns, so it survives
 * `kill -9`; it is not fsynced, because a test double need not survive a power cut.
 */
export class LineLog {
  private fd: number | undefined;

  constructor(private readonly path: string) {}

  /** Every whole line, unread; a torn last one (killed while writing) is dropped, and whether it was is said. */
  lines(): { lines: string[]; torn: boolean } {
    if (!existsSync(this.path)) return { lines: [], torn: true };
    const lines = readFileSync(this.path, "utf8").split("\n");
    const rest = lines.pop();
    return { lines, torn: rest !== "" };
  }

  /** Reads one line; damage anywhere but at the end is an error that says where. */
  parse(line: string, index: number): unknown {
    try {
      return JSON.parse(line);
    } catch {
      throw new Error(`${this.path} is damaged at line ${index + 1}; move it away to start afresh.`);
    }
  }

  /** Goes on with the file as it is. */
  open(): void {
    this.close();
    this.fd = openSync(this.path, "a", 0o600);
  }

  /** Replaces the file by these lines in one rename and keeps it open for more. */
  rewrite(lines: Iterable<string>): void {
    this.close();
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    const fd = openSync(fresh, "ax", 0o600);
    let text = "";
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length < CHUNK_CHARS) continue;
      write(fd, text);
      text = "";
    }
    write(fd, text);
    renameSync(fresh, this.path);
    this.fd = fd;
  }

  /** A line that cannot be written whole (disk full) is taken back, so that the next one starts clean. */
  append(line: string): void {
    if (this.fd === undefined) return;
    const { size } = fstatSync(this.fd);
    try {
      write(this.fd, `${line}\n`);
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
