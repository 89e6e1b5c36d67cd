// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for localhost, made by the keytool of the Java that runs. */
final class Certificate {

  /** PKCS12 wants a password; what keeps the key private is that only its owner reads the file. */
  static final String PASSWORD = "boekhuis";

  private static final String ALIAS = "boekhuis";
  private static final int SECONDS_TO_MAKE = 60;

  private Certificate() {}

  /** Returns the key store in this folder; one that is not there or ran out is made anew. */
  static KeyStore open(Path folder, Instant now) throws IOException, GeneralSecurityException {
    Path file = folder.resolve("localhost.p12");
    if (Files.exists(file)) {
      KeyStore found = read(file);
      if (lasts(found, now)) {
        return found;
      }
    }
    make(folder, file);
    return read(file);
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static boolean lasts(KeyStore store, Instant now) throws GeneralSecurityException {
    return store.getCertificate(ALIAS) instanceof X509Certificate certificate
        && certificate.getNotAfter().toInstant().isAfter(now);
  }

  private static void make(Path folder, Path file) throws IOException {
    Path workshop = Files.createTempDirectory(folder, "certificate");
    Path fresh = workshop.resolve("localhost.p12");
    try {
      run(fresh);
      PrivateFiles.close(fresh);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
      Files.delete(workshop);
    }
  }

  private static void run(Path store) throws IOException {
    ProcessBuilder keytool = new ProcessBuilder(command(store)).redirectErrorStream(true);
    keytool.environment().put("STORE_PASSWORD", PASSWORD);
    Process process = keytool.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!ended(process) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("keytool made no certificate: " + said.strip());
    }
  }

  private static boolean ended(Process process) throws IOException {
    try {
      return process.waitFor(SECONDS_TO_MAKE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while keytool made a certificate", e);
    }
  }

  private static List<String> command(Path store) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    return List.of(
        keytool,
        "-genkeypair",
        "-noprompt",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost, O=Boekhuis demo",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "397",
        "-storetype",
        "PKCS12",
        "-storepass:env",
        "STORE_PASSWORD",
        "-keystore",
        store.toString());
  }
}
