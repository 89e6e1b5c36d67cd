// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scripts and style sheets of the banner and of the session warning, read from the class path
 * once. Stateless and thread-safe.
 */
public final class Assets {

  private static final String FOLDER = "/META-INF/resources/consent-ui/";

  /** One hash for all, since a page that names the same one twice is smaller compressed. */
  private static final String VERSION = version();

  private static final Asset STYLE = style("banner");
  private static final Asset SETTINGS_STYLE = style("settings");
  private static final Asset CALLS = script("calls");

  /** What the banner's script loads when it is needed; it names the style sheets itself. */
  private static final Asset MORE = script("more", STYLE, SETTINGS_STYLE);

  private static final Asset SCRIPT = script("banner", MORE);
  private static final Asset SESSION_SCRIPT = script("session");
  private static final Asset SESSION_STYLE = style("session");
  private static final Asset STORAGE_SCRIPT = script("storage");

  private Assets() {}

  private static String version() {
    String all =
        Stream.of(
                "banner.css",
                "settings.css",
                "session.css",
                "banner.js",
                "more.js",
                "calls.js",
                "session.js",
                "storage.js")
            .map(Assets::source)
            .collect(Collectors.joining());
    return Asset.hash(all.getBytes(StandardCharsets.UTF_8)).substring(0, 6);
  }

  /** What is sent, but for the names of other files. */
  private static String source(String name) {
    String text = read(name);
    return name.endsWith(".css") ? Compaction.style(text) : text.replace("importLater(", "import(");
  }

  /** A script, in which the names of other files become those under which they never change. */
  private static Asset script(String stem, Asset... named) {
    String source = source(stem + ".js");
    for (Asset other : named) {
      source = source.replace(other.name(), other.hashedName());
    }
    return new Asset(stem, "js", "text/javascript; charset=utf-8", VERSION, source);
  }

  private static Asset style(String stem) {
    return new Asset(stem, "css", "text/css; charset=utf-8", VERSION, source(stem + ".css"));
  }

  /** Returns the script of the banner. */
  public static Asset script() {
    return SCRIPT;
  }

  /** Returns the script that tells vendors' scripts what is allowed, before they run. */
  static Asset callsScript() {
    return CALLS;
  }

  /** Returns the style sheet of the settings and of all other pages, beside that of the banner. */
  static Asset settingsStyle() {
    return SETTINGS_STYLE;
  }

  /** Returns the style sheet of the banner. */
  public static Asset style() {
    return STYLE;
  }

  /** Returns the script that warns before a login ends. */
  static Asset sessionScript() {
    return SESSION_SCRIPT;
  }

  /** Returns the script that reports the keys of the browser's storage, for an inventory. */
  static Asset storageScript() {
    return STORAGE_SCRIPT;
  }

  /** Returns the style sheet of that warning. */
  static Asset sessionStyle() {
    return SESSION_STYLE;
  }

  /**
   * Returns the file with a plain or a hashed name.
   *
   * @param name the last part of a path, such as {@code banner.js} or {@code banner.1a2b3c4d.js}
   */
  public static Optional<Asset> find(String name) {
    return Stream.of(
            SCRIPT,
            MORE,
            CALLS,
            STYLE,
            SETTINGS_STYLE,
            SESSION_SCRIPT,
            SESSION_STYLE,
            STORAGE_SCRIPT)
        .filter(asset -> name.equals(asset.name()) || name.equals(asset.hashedName()))
        .findFirst();
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("consent-ui-assets is not on the class path: no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FOLDER + name, e);
    }
  }
}
