import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** A system call for every line would take most of a start with many rows. */
const CHUNK_BYTES = 4_000_000;

/**
 * An append-only file of JSON lines. A line is handed to the kernel before `append` returns, so it survives
 * `kill -9`; it is not fsynced, because a test double need not survive a power cut.
 */
export class LineLog {
  private fd: number | undefined;
  private closed = false;

  constructor(private readonly path: string) {}

  /** Every whole line, unread; a torn last one (killed while writing) is dropped, and whether it was is said. */
  lines(): { lines: string[]; torn: boolean } {
    if (!existsSync(this.path)) return { lines: [], torn: true };
    const lines: string[] = [];
    let rest = "";
    for (const text of chunksOf(this.path)) {
      const found = (rest + text).split("\n");
      rest = found.pop() ?? "";
      for (const line of found) lines.push(line);
    }
    return { lines, torn: rest !== "" };
  }

  /** The error about a line that cannot be read: only the last one may be damaged, and is dropped before. */
  damage(index: number): Error {
    return new Error(`${this.path} is damaged at line ${index + 1}; move it away to start afresh.`);
  }

  /** Goes on with the file as it is. */
  open(): void {
    this.replace(openSync(this.path, "a", 0o600));
  }

  /** Replaces the file by these lines in one rename; when that fails the old one stays and is gone on with. */
  rewrite(lines: Iterable<string>): void {
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    const fd = openSync(fresh, "ax", 0o600);
    try {
      let text = "";
      for (const line of lines) {
        text += `${line}\n`;
        if (text.length < CHUNK_BYTES) continue;
        write(fd, text);
        text = "";
      }
      write(fd, text);
      renameSync(fresh, this.path);
    } catch (error) {
      closeSync(fd);
      rmSync(fresh, { force: true });
      throw error;
    }
    this.replace(fd);
  }

  /** A line that cannot be written whole (disk full) is taken back, so that the next one starts clean. */
  append(line: string): void {
    if (this.closed) return;
    if (this.fd === undefined) throw new Error(`${this.path} is not open.`);
    const { size } = fstatSync(this.fd);
    try {
      write(this.fd, `${line}\n`);
    } catch (error) {
      ftruncateSync(this.fd, size);
      throw error;
    }
  }

  close(): void {
    this.replace(undefined);
    this.closed = true;
  }

  private replace(fd: number | undefined): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = fd;
  }
}

/** A file may be longer than the longest string. */
function* chunksOf(path: string): Generator<string> {
  const fd = openSync(path, "r");
  const decoder = new StringDecoder("utf8");
  const chunk = Buffer.alloc(CHUNK_BYTES);
  try {
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      yield decoder.write(chunk.subarray(0, read));
    }
  } finally {
    closeSync(fd);
  }
}

function write(fd: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
