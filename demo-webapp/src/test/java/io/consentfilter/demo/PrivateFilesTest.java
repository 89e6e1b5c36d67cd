// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

  @TempDir Path temporary;

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void keys_atFirstStart_areOneLineThatOnlyTheOwnerReads() throws IOException {
    Path folder = temporary.resolve("a/b");
    PrivateFiles.folder(folder);
    Path keys = PrivateFiles.keys(folder);
    assertTrue(Files.readString(keys).matches("[A-Za-z0-9_-]{43}\n"));
    assertEquals("rw-------", permissions(keys));
    assertEquals("rwx------", permissions(folder));
  }

  @Test
  void keys_atTheNextStart_stayTheSame() throws IOException {
    String first = Files.readString(PrivateFiles.keys(temporary));
    assertEquals(first, Files.readString(PrivateFiles.keys(temporary)));
  }

  @Test
  void keys_ofSeveralThatStartAtOnce_areTheSame() throws Exception {
    int nodes = 8;
    ExecutorService pool = Executors.newFixedThreadPool(nodes);
    try {
      for (int round = 0; round < 50; round++) {
        Path folder = temporary.resolve("round" + round);
        PrivateFiles.folder(folder);
        CyclicBarrier start = new CyclicBarrier(nodes);
        Callable<String> node =
            () -> {
              start.await();
              return Files.readString(PrivateFiles.keys(folder));
            };
        Set<String> keys = new HashSet<>();
        for (Future<String> one : pool.invokeAll(Collections.nCopies(nodes, node))) {
          keys.add(one.get());
        }
        assertEquals(1, keys.size());
        assertTrue(keys.iterator().next().length() > 40);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void keys_ofTwoFolders_differ() throws IOException {
    Path other = temporary.resolve("other");
    PrivateFiles.folder(other);
    assertNotEquals(
        Files.readString(PrivateFiles.keys(temporary)), Files.readString(PrivateFiles.keys(other)));
  }

  @Test
  void certificate_forLocalhost_isPrivateKeptAndRenewedWhenItRanOut()
      throws IOException, GeneralSecurityException {
    Instant now = Instant.now();
    X509Certificate first = certificate(Certificate.open(temporary, now));
    assertTrue(first.getSubjectAlternativeNames().toString().contains("localhost"));
    assertEquals("rw-------", permissions(temporary.resolve("localhost.p12")));
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(1, files.count());
    }
    assertEquals(first, certificate(Certificate.open(temporary, now)));
    Instant ranOut = now.plus(Duration.ofDays(400));
    assertNotEquals(first, certificate(Certificate.open(temporary, ranOut)));
  }

  private static X509Certificate certificate(KeyStore store) throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("boekhuis");
  }
}
