// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands in its source. */
sealed interface Located {

  /** Returns where the value starts. */
  Where where();

  /** Returns the same value, all of it at another place. */
  Located at(Where place);

  /** A string. */
  record Text(Where where, String value) implements Located {
    @Override
    public Text at(Where place) {
      return new Text(place, value);
    }
  }

  /** A number, as it is written. */
  record Digits(Where where, String value) implements Located {
    @Override
    public Digits at(Where place) {
      return new Digits(place, value);
    }
  }

  /** True or false. */
  record Truth(Where where, boolean value) implements Located {
    @Override
    public Truth at(Where place) {
      return new Truth(place, value);
    }
  }

  /** Null. */
  record Nothing(Where where) implements Located {
    @Override
    public Nothing at(Where place) {
      return new Nothing(place);
    }
  }

  /** An array. */
  record Items(Where where, List<Located> values) implements Located {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public Items at(Where place) {
      return new Items(place, values.stream().map(value -> value.at(place)).toList());
    }
  }

  /** An object, its members in the order of the source. */
  record Members(Where where, Map<String, Member> values) implements Located {
    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public Members at(Where place) {
      Map<String, Member> moved = new LinkedHashMap<>();
      values.forEach(
          (name, member) -> moved.put(name, new Member(place, member.value().at(place))));
      return new Members(place, moved);
    }
  }

  /** A member of an object: where its key stands, and its value. */
  record Member(Where key, Located value) {}
}
