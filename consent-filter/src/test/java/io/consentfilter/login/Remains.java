// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Everything that can be reached from an object: what a search of its memory would find. */
final class Remains {

  /** Values of the platform that show all they hold as text, or hold random bits alone. */
  private static final Set<Class<?>> PLAIN = Set.of(Instant.class, Duration.class, Boolean.class);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> texts = new ArrayList<>();
  private final Set<Long> numbers = new HashSet<>();
  private final List<Long> hashes = new ArrayList<>();

  private Remains() {}

  static Remains of(Object root) {
    Remains remains = new Remains();
    remains.walk(root);
    return remains;
  }

  List<String> texts() {
    return texts;
  }

  Set<Long> numbers() {
    return numbers;
  }

  /** The halves of keyed hashes. */
  List<Long> hashes() {
    return hashes;
  }

  private void walk(@Nullable Object object) {
    if (object == null || !seen.add(object)) {
      return;
    }
    if (object instanceof String || PLAIN.contains(object.getClass())) {
      texts.add(object.toString());
    } else if (object instanceof Number number) {
      numbers.add(number.longValue());
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::walk);
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::walk);
    } else if (object instanceof Cache<?, ?> cache) {
      walk(cache.asMap());
    } else if (object instanceof Map<?, ?> map) {
      walk(new ArrayList<Object>(map.keySet()));
      walk(new ArrayList<Object>(map.values()));
    } else if (!(object instanceof SecureRandom || object instanceof Mac)) {
      fields(object);
    }
  }

  private void fields(Object object) {
    Class<?> type = object.getClass();
    assertTrue(type.getPackage() == Remains.class.getPackage(), "cannot look into " + type);
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        Object value = value(field, object);
        walk(value);
        if (type.getSimpleName().equals("Blind")) {
          hashes.add((Long) value);
        }
      }
    }
  }

  private static Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError("cannot look into " + field, e);
    }
  }

  @Override
  public String toString() {
    return texts + " " + numbers;
  }
}
