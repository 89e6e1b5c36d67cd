// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that the banner needs in the browser. Immutable and thread-safe. */
public final class Asset {

  private final String name;
  private final String hashedName;
  private final String contentType;
  private final String etag;
  private final byte[] content;

  /**
   * Creates a file.
   *
   * @param version what tells this content from that of other releases
   */
  Asset(String stem, String extension, String contentType, String version, String text) {
    this.content = text.getBytes(StandardCharsets.UTF_8);
    this.name = stem + "." + extension;
    this.hashedName = stem + "." + version + "." + extension;
    this.contentType = contentType;
    this.etag = '"' + hash(content).substring(0, 16) + '"';
  }

  /** The SHA-256 of some bytes in hexadecimal digits. */
  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the plain name, such as {@code banner.js}; what it names changes with a release. */
  public String name() {
    return name;
  }

  /** Returns the name with a hash of all our files, under which it may be cached for ever. */
  public String hashedName() {
    return hashedName;
  }

  /** Returns the media type with its charset. */
  public String contentType() {
    return contentType;
  }

  /** Returns a strong entity tag, quotes included (RFC 9110 section 8.8.3). */
  public String etag() {
    return etag;
  }

  /** Returns the number of bytes. */
  public int length() {
    return content.length;
  }

  /**
   * Writes the content and leaves the stream open.
   *
   * @throws IOException if the stream does
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(content);
  }
}
