// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A wire to a server on this machine that counts how often the talk turns, and may fall silent.
 *
 * <p>Safe for use by several threads; turns mean something while only one connection is in use.
 */
final class Wire implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int serverPort;
  private final List<Socket> sockets = new ArrayList<>();
  private boolean frozen;
  private boolean closed;
  private boolean asked;
  private int turns;

  Wire(int serverPort) throws IOException {
    this.serverPort = serverPort;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How often the server has begun to answer. */
  synchronized int turns() {
    return turns;
  }

  synchronized void freeze(boolean silent) {
    frozen = silent;
    notifyAll();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      synchronized (this) {
        sockets.add(client);
        sockets.add(server);
      }
      start(() -> copy(client, server, true));
      start(() -> copy(server, client, false));
    }
  }

  private void copy(Socket from, Socket to, boolean question) throws IOException {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        passed(question);
        out.write(buffer, 0, count);
        out.flush();
      }
    }
  }

  private synchronized void passed(boolean question) {
    while (frozen && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (asked && !question) {
      turns++;
    }
    asked = question;
  }

  private interface Talk {
    void run() throws IOException;
  }

  private static void start(Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              try {
                talk.run();
              } catch (IOException e) {
                // Either side may hang up at any time, which the other then hears of.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    listener.close();
  }
}
