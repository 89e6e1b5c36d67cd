// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends requests over connections that stay open, each as soon as the one before was answered, in a
 * process of its own so that its work is not counted as the server's.
 */
public final class LoadGenerator {

  private static final int MOST_SAMPLES = 1 << 20;

  /** What a browser adds when its user goes to a page. */
  private static final String NAVIGATION =
      """
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
      Sec-Fetch-Dest: document\r
      Sec-Fetch-Mode: navigate\r
      Sec-Fetch-User: ?1\r
      """;

  /** What it adds when a script asks. */
  private static final String FETCH =
      """
      Accept: */*\r
      Sec-Fetch-Dest: empty\r
      Sec-Fetch-Mode: cors\r
      """;

  private LoadGenerator() {}

  /**
   * Obeys lines on its input: port, path, cookie, connections, milliseconds. Answers each with the
   * number of requests and the nanoseconds that half and that 99 of 100 of them took at most.
   */
  public static void main(String... arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    ExecutorService pool = Executors.newCachedThreadPool();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] order = line.split(" ", -1);
      System.out.println(
          run(
              pool,
              Integer.parseInt(order[0]),
              request(order[1], order[2]),
              Integer.parseInt(order[3]),
              Long.parseLong(order[4]) * 1_000_000));
    }
    pool.shutdown();
  }

  private static byte[] request(String path, String cookie) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: shop.example\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0\r\n"
            + "Accept-Language: en-GB,en;q=0.7,nl;q=0.3\r\nAccept-Encoding: gzip, deflate, br\r\n"
            + (path.equals("/page") ? NAVIGATION : FETCH)
            + "Sec-Fetch-Site: same-origin\r\nCookie: "
            + cookie
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String run(
      ExecutorService pool, int port, byte[] request, int connections, long nanos)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + nanos;
    List<Future<long[]>> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      all.add(pool.submit(() -> connection(port, request, end, MOST_SAMPLES / connections)));
    }
    long requests = 0;
    long[] times = {};
    for (Future<long[]> one : all) {
      long[] result = one.get();
      requests += result[0];
      int old = times.length;
      times = Arrays.copyOf(times, old + result.length - 1);
      System.arraycopy(result, 1, times, old, result.length - 1);
    }
    Arrays.sort(times);
    return requests + " " + times[times.length / 2] + " " + times[times.length * 99 / 100];
  }

  /** Returns the number of requests, and how long the first of them took. */
  private static long[] connection(int port, byte[] request, long end, int most)
      throws IOException {
    long[] times = new long[most + 1];
    int count = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      AnswerReader in = new AnswerReader(socket.getInputStream());
      long now = System.nanoTime();
      do {
        out.write(request);
        in.next();
        long after = System.nanoTime();
        count++;
        times[Math.min(count, most)] = after - now;
        now = after;
      } while (now < end);
    }
    times[0] = count;
    return Arrays.copyOf(times, Math.min(count, most) + 1);
  }
}
