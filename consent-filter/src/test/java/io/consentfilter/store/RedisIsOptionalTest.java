// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginStore;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Redis client is optional: only those who use the store need it. */
class RedisIsOptionalTest {

  /** Jedis and what it brings. */
  private static final Pattern CLIENT =
      Pattern.compile(".*/(jedis|commons-pool2|gson|json|slf4j-api|redis-authx-core)-[0-9].*");

  private static final String STORE = "io.consentfilter.store.RedisLoginStore";

  @Test
  void classes_otherThanTheRedisStore_nameNothingOfIt() throws Exception {
    for (String name : names()) {
      String code = Files.readString(root().resolve(file(name)), StandardCharsets.ISO_8859_1);
      assertFalse(code.contains("redis/clients/"), name);
      assertFalse(code.contains("io/consentfilter/store/Redis"), name);
    }
  }

  private final ClassLoader own = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(own);
  }

  @Test
  void library_withoutTheClient_loadsAndRuns() throws Exception {
    try (URLClassLoader loader = withoutClient()) {
      // As containers do: libraries find their services by it.
      Thread.currentThread().setContextClassLoader(loader);
      assertThrows(
          ClassNotFoundException.class, () -> loader.loadClass("redis.clients.jedis.Jedis"));
      List<String> names = names();
      assertTrue(names.size() > 100, names::toString);
      int members = 0;
      for (String name : names) {
        Class<?> loaded = Class.forName(name, true, loader);
        members += loaded.getDeclaredMethods().length;
        members += loaded.getDeclaredConstructors().length;
        members += loaded.getDeclaredFields().length;
      }
      assertTrue(members > names.size());
      Object store =
          loader
              .loadClass(CaffeineLoginStore.class.getName())
              .getConstructor(long.class)
              .newInstance(1L);
      assertEquals(
          Optional.empty(), store.getClass().getMethod("find", String.class).invoke(store, "a"));
      assertThrows(
          NoClassDefFoundError.class, () -> loader.loadClass(STORE).getDeclaredConstructors());
    }
  }

  private static URLClassLoader withoutClient() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!CLIENT.matcher(entry).matches()) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static Path root() throws Exception {
    return Path.of(LoginStore.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String file(String className) {
    return className.replace('.', File.separatorChar) + ".class";
  }

  private static List<String> names() throws Exception {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.replace(".class", "").replace(File.separatorChar, '.'))
          .filter(name -> !name.contains(".Redis"))
          .toList();
    }
  }
}
