// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the Servlet specification allows in non-blocking output, and no more. */
@Tag("E33")
@Tag("E68")
class ReadyOutputTest {

  private final List<String> done = new ArrayList<>();
  private final Strict out = new Strict();
  private final ReadyOutput output = new ReadyOutput(out, new Noting());

  /** Takes a write only after it has said that it is ready, and keeps the array until then. */
  private final class Strict extends ServletOutputStream {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean busy;
    private boolean asked;
    private boolean broken;

    @Override
    public void write(int octet) {
      throw new IllegalStateException("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("gone");
      }
      if (!asked) {
        throw new IllegalStateException("not ready");
      }
      asked = false;
      busy = true;
      taken.write(bytes, offset, length);
    }

    @Override
    public boolean isReady() {
      asked = !busy;
      return asked;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      done.add("listens");
    }

    void drain() throws IOException {
      busy = false;
      output.onWritePossible();
    }
  }

  private final class Noting implements WriteListener {
    @Override
    public void onWritePossible() {
      done.add("possible");
    }

    @Override
    public void onError(Throwable failure) {
      done.add("error");
    }
  }

  private void write(String... parts) throws IOException {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
      output.write(bytes, 0, bytes.length);
    }
  }

  private String taken() {
    return out.taken.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void send_manyParts_oneWrite() throws IOException {
    assertTrue(out.isReady());
    write("a", "b", "c");
    output.send();
    assertEquals("abc", taken());
  }

  @Test
  void send_nothing_writesNothing() throws IOException {
    output.send();
    assertEquals("", taken());
  }

  @Test
  void end_containerReady_writesAndWaitsForIt() throws IOException {
    write("rest");
    output.end(() -> done.add("end"));
    assertEquals("rest", taken());
    assertEquals(List.of(), done);
    out.drain();
    assertEquals(List.of("end"), done);
  }

  @Test
  void end_containerBusy_writesWhenReadyAndEndsWhenReadyAgain() throws IOException {
    assertTrue(out.isReady());
    write("page");
    output.send();
    write("rest");
    output.end(() -> done.add("close"));
    output.end(() -> done.add("complete"));
    assertEquals("page", taken());
    out.drain();
    assertEquals("pagerest", taken());
    assertEquals(List.of(), done);
    out.drain();
    assertEquals(List.of("close", "complete"), done);
    out.drain();
    assertEquals(List.of("close", "complete"), done);
  }

  @Test
  void end_clientGone_endsAllTheSame() {
    out.broken = true;
    assertTrue(out.isReady());
    output.write(new byte[1], 0, 1);
    output.end(() -> done.add("end"));
    assertEquals(List.of("end"), done);
  }

  @Test
  void end_afterAnError_endsAtOnceAndWritesNothing() throws IOException {
    output.onError(new IOException("gone"));
    write("rest");
    output.end(() -> done.add("end"));
    assertEquals(List.of("error", "end"), done);
    assertEquals("", taken());
  }

  @Test
  void error_whileEnding_ends() throws IOException {
    assertTrue(out.isReady());
    write("page");
    output.send();
    output.end(() -> done.add("end"));
    output.onError(new IOException("gone"));
    assertEquals(List.of("end"), done);
  }

  @Test
  void end_stepFails_doesTheNext() {
    output.end(
        () -> {
          throw new IOException("gone");
        });
    output.end(() -> done.add("end"));
    assertEquals(List.of("end"), done);
  }

  @Test
  void end_stepIsAMistake_isTold() {
    ReadyOutput.Step mistake =
        () -> {
          throw new IllegalStateException("completed before");
        };
    assertThrows(IllegalStateException.class, () -> output.end(mistake));
    output.end(() -> done.add("end"));
    assertEquals(List.of("end"), done);
  }

  @Test
  void writePossible_beforeTheEnd_isTheApplications() throws IOException {
    output.start();
    output.onWritePossible();
    assertEquals(List.of("listens", "possible"), done);
  }
}
