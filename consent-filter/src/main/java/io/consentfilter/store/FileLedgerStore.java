// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.consentfilter.ledger.Entry;
import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.Line;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A ledger in a folder, written by one process: {@code ledger.jsonl} with a line for each record,
 * {@code head.json} with where the chain was last signed for, and a file in {@code notices} for
 * each notice. Safe for use by several threads.
 *
 * <p>A line is flushed to the disk before {@link #append} returns; threads that append at the same
 * time share a flush. What a crash left of a line that was never acknowledged is removed when the
 * ledger is opened, with a message to the logger {@code io.consentfilter}.
 */
public final class FileLedgerStore implements LedgerStore {

  /** The usual name of the file with the keys of a ledger, in its folder. */
  public static final String KEYS = "signing.keys";

  private static final Logger LOGGER = System.getLogger("io.consentfilter");

  private final LedgerFolder folder;
  private final Function<FileChannel, Disk> disks;
  private final Optional<Writer> writer;

  /** What only the process that writes has. */
  private record Writer(FileChannel lock, LedgerFile file, GroupCommit group) {}

  private FileLedgerStore(
      LedgerFolder folder, Function<FileChannel, Disk> disks, Optional<Writer> writer) {
    this.folder = folder;
    this.disks = disks;
    this.writer = writer;
  }

  /**
   * Opens the ledger in a folder, which is made if it is not there.
   *
   * @throws LedgerException if another process has it open, or if it cannot be read or written; the
   *     message says what to do
   */
  public static FileLedgerStore open(Path folder) {
    return open(folder, Disk::of);
  }

  static FileLedgerStore open(Path path, Function<FileChannel, Disk> disks) {
    LedgerFolder folder = new LedgerFolder(path.toAbsolutePath().normalize());
    try {
      folder.create();
      FileChannel lock = folder.lock();
      try {
        LedgerFile file = lastPart(folder, disks);
        Writer writer = new Writer(lock, file, new GroupCommit(file::append));
        return new FileLedgerStore(folder, disks, Optional.of(writer));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw folder.failed("opened", e);
    }
  }

  private static LedgerFile lastPart(LedgerFolder folder, Function<FileChannel, Disk> disks)
      throws IOException {
    FileChannel channel = FileChannel.open(folder.lines(), CREATE, READ, WRITE);
    try {
      folder.forceNames();
      long whole = LedgerTail.wholeUntil(channel);
      if (whole < channel.size()) {
        repair(folder, channel, whole);
      }
      return new LedgerFile(disks.apply(channel), head(folder, channel, whole), whole);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void repair(LedgerFolder folder, FileChannel channel, long whole)
      throws IOException {
    long torn = channel.size() - whole;
    channel.truncate(whole);
    channel.force(true);
    LOGGER.log(
        Level.WARNING,
        "the last line of the consent ledger in {0} was torn by a crash; its {1} bytes, which were"
            + " never acknowledged, are removed",
        folder.path(),
        torn);
  }

  private static Head head(LedgerFolder folder, FileChannel channel, long whole)
      throws IOException {
    if (whole == 0) {
      return Head.START;
    }
    long start = LedgerTail.lastLine(channel, whole);
    String text = new FileLines(channel, start, whole).next().orElse("");
    return Head.stated(text)
        .orElseThrow(
            () ->
                new LedgerException(
                    "the last line of the consent ledger in "
                        + folder.path()
                        + " is not a record: somebody edited it. To see what else is wrong, run:"
                        + " java -jar consent.jar ledger verify FOLDER. To begin a new ledger,"
                        + " move the folder away"
                        + " (docs/troubleshooting.md#ledger-damaged)",
                    null));
  }

  /**
   * Opens a ledger for reading only, even while another process writes it.
   *
   * @throws LedgerException if there is none in the folder
   */
  public static FileLedgerStore reading(Path path) {
    LedgerFolder folder = new LedgerFolder(path.toAbsolutePath().normalize());
    if (!Files.isReadable(folder.lines())) {
      throw new LedgerException("there is no consent ledger to be read in " + folder.path(), null);
    }
    return new FileLedgerStore(folder, Disk::of, Optional.empty());
  }

  private Writer writer() {
    return writer.orElseThrow(
        () -> new IllegalStateException("this ledger was opened for reading only"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the entry is longer than 60 000 bytes or has several lines
   */
  @Override
  public Head append(Entry entry) {
    String body = entry.body();
    if (body.getBytes(UTF_8).length > FileLines.LONGEST - 4096 || body.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a record is one line of at most 60 000 bytes");
    }
    return writer().group.append(entry);
  }

  /** {@inheritDoc} Looks at the lines of the minute before and after. */
  @Override
  public Optional<Line> find(String recordId, Instant at) {
    try (FileChannel channel = FileChannel.open(folder.lines(), READ)) {
      return new FileSearch(channel).find(recordId, at);
    } catch (IOException e) {
      throw folder.failed("read", e);
    }
  }

  @Override
  public Cursor read() {
    return cursor();
  }

  private FileCursor cursor() {
    try {
      FileChannel channel = FileChannel.open(folder.lines(), READ);
      try {
        return new FileCursor(folder, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw folder.failed("read", e);
    }
  }

  /** {@inheritDoc} Most of what stays is copied while others append. */
  @Override
  public synchronized void cut(Head last, String checkpoint) {
    Writer open = writer();
    try (FileCursor cursor = cursor()) {
      skipPast(last, cursor);
      FileChannel next =
          FileChannel.open(folder.nextLines(), CREATE, TRUNCATE_EXISTING, READ, WRITE);
      try {
        FileCopy copy = new FileCopy(cursor.channel(), cursor.position(), next);
        copy.begin(checkpoint);
        copy.upTo(open.file.size());
        next.force(true);
        open.group.alone(() -> swap(copy, open.file, next));
      } catch (IOException | RuntimeException e) {
        next.close();
        throw e;
      }
    } catch (IOException e) {
      throw folder.failed("cut", e);
    }
  }

  private static void skipPast(Head last, FileCursor cursor) {
    Optional<String> text = cursor.next();
    while (text.isPresent()) {
      if (text.flatMap(Line::parse).map(Line::head).filter(last::equals).isPresent()) {
        return;
      }
      text = cursor.next();
    }
    throw new LedgerException("there is no line " + last.number() + " to cut after", null);
  }

  private void swap(FileCopy copy, LedgerFile file, FileChannel next) {
    try {
      copy.upTo(file.size());
      next.force(true);
      Files.move(folder.nextLines(), folder.lines(), ATOMIC_MOVE, REPLACE_EXISTING);
      // From here on the file before has no name, so nothing may be written to it any more.
      file.continueIn(disks.apply(next), next.size());
      folder.forceNames();
    } catch (IOException e) {
      throw folder.failed("cut", e);
    }
  }

  @Override
  public synchronized void seal(Head head, String checkpoint) {
    folder.replace(folder.seal(), checkpoint);
  }

  @Override
  public void keepNotice(String hash, String text) {
    if (!Files.exists(folder.notice(hash))) {
      folder.replace(folder.notice(hash), text);
    }
  }

  @Override
  public Optional<String> notice(String hash) {
    return folder.text(folder.notice(hash));
  }

  @Override
  public void close() {
    writer.ifPresent(open -> open.group.alone(() -> close(open)));
  }

  private void close(Writer open) {
    try {
      open.file.close();
      open.lock.close();
    } catch (IOException e) {
      throw folder.failed("closed", e);
    }
  }
}
