// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/**
 * The files of H2 under {@code durable:}, of which it is known what a power cut would leave: what
 * they held when they were last flushed. For one database at a time.
 */
public final class DurableFiles extends FilePathWrapper {

  /** What a write takes that H2 leaves to its background, so that nobody counts on it. */
  private static final long SLOW_NANOS = 5_000_000;

  private static volatile String flushed = "";

  /** Makes the file system, as H2 does for every path in it. */
  public DurableFiles() {}

  /** Returns what a power cut would leave, a character for each byte. */
  static String flushed() {
    return flushed;
  }

  @Override
  public String getScheme() {
    return "durable";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Watched(super.open(mode));
  }

  /** A file that remembers what it held when it was flushed. */
  private static final class Watched extends FileBase {
    private final FileChannel real;

    Watched(FileChannel real) {
      this.real = real;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      real.force(metaData);
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(real.size()));
      int read = 0;
      while (read >= 0 && all.hasRemaining()) {
        read = real.read(all, all.position());
      }
      flushed = new String(all.array(), ISO_8859_1);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      if (Thread.currentThread().getName().startsWith("H2-save")) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      return real.write(bytes, position);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return real.read(bytes, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return real.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return real.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      real.truncate(size);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }
}
